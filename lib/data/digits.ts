import type { PictureItems } from './picture-items';

/** Handwritten digits: 28 x 28 grey values from 0 (paper) to 1 (ink), row by row, and the digit that each shows. */
export interface Digits {
  /** `size * 784` values. */
  images: Float32Array;
  /** `size` values from 0 to 9. */
  labels: Uint8Array;
  size: number;
  /** SHA-256 of the files and of how much of them was taken: two sets are the same when it is the same. */
  fingerprint: string;
}

/** Height and width of a digit, in pixels. */
export const DIGIT_SIDE = 28;
/** Values a picture. */
export const DIGIT_PIXELS = DIGIT_SIDE * DIGIT_SIDE;

/** The words for the digits 0 to 9. */
export const NUMBER_WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** The pictures and labels at `indices`, in that order. */
export function takeDigits(digits: Digits, indices: ArrayLike<number>): { images: Float32Array; labels: Uint8Array } {
  const images = new Float32Array(indices.length * DIGIT_PIXELS);
  const labels = new Uint8Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    const from = indices[i];
    if (!Number.isInteger(from) || from < 0 || from >= digits.size) {
      throw new RangeError(
        `takeDigits: index ${from} at position ${i} is outside the set; expected 0 to ${digits.size - 1}`,
      );
    }
    images.set(digits.images.subarray(from * DIGIT_PIXELS, (from + 1) * DIGIT_PIXELS), i * DIGIT_PIXELS);
    labels[i] = digits.labels[from];
  }
  return { images, labels };
}

/** One digit as a colour picture, dark ink on white paper. */
export function digitPicture(digits: Digits, index: number): PictureItems {
  const { images } = takeDigits(digits, [index]);
  const pixels = Uint8Array.from({ length: 3 * DIGIT_PIXELS }, (_, i) =>
    Math.round(255 * (1 - images[Math.floor(i / 3)])),
  );
  return { pixels, side: DIGIT_SIDE };
}
