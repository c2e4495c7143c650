import { DIGIT_PIXELS, type Digits } from './digits';

/**
 * Where a set has these pictures: the position of each in it, or -1. Two pictures are the same when all their pixels are, as the bytes
 * that they were scanned as: what was rounded to three decimals on the way is found as well.
 * @param pictures of 784 numbers in 0..1 each
 * @throws RangeError for a picture of another size
 */
export function findDigits(pictures: readonly ArrayLike<number>[], { images, size }: Digits): number[] {
  const wanted = new Map<string, number[]>();
  pictures.forEach((picture, i) => {
    if (picture.length !== DIGIT_PIXELS) {
      throw new RangeError(`findDigits: picture ${i} has ${picture.length} numbers, expected ${DIGIT_PIXELS}`);
    }
    const bytes = bytesOf(picture);
    const copies = wanted.get(bytes);
    if (copies) copies.push(i);
    else wanted.set(bytes, [i]);
  });

  const found = pictures.map(() => -1);
  for (let position = size - 1; position >= 0; position--) {
    const picture = images.subarray(position * DIGIT_PIXELS, (position + 1) * DIGIT_PIXELS);
    for (const i of wanted.get(bytesOf(picture)) ?? []) found[i] = position; // the first of several, in the end
  }
  return found;
}

function bytesOf(picture: ArrayLike<number>): string {
  const bytes = Buffer.alloc(DIGIT_PIXELS);
  for (let i = 0; i < DIGIT_PIXELS; i++) bytes[i] = Math.round(255 * picture[i]!);
  return bytes.toString('latin1');
}
