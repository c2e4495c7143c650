import { describe } from '../engine/rows';

/** Square colour pictures: what `loadPictures` gives, or a reader's own picture. */
export interface PictureItems {
  /** n * side * side * 3 values, 0 to 255, red, green, blue; row by row from the top. */
  pixels: Uint8Array;
  /** Height and width in pixels. */
  side: number;
}

/** A picture, or a frame of a clip, as both encoders take it: of 224 pixels as `readPhotograph` gives it, and of 48 as `readPicture` does. */
export interface SeenPicture {
  photograph: PictureItems;
  picture: PictureItems;
}

/**
 * How many pictures there are.
 * @throws TypeError or RangeError that begins with `caller` when they are none, or of another side
 */
export function countPictures(caller: string, pictures: PictureItems, side: number): number {
  if (!(pictures?.pixels instanceof Uint8Array)) {
    throw new TypeError(
      `${caller}: the pictures are ${describe(pictures)}, expected { pixels: Uint8Array, side }; use loadPictures or readPicture`,
    );
  }
  if (pictures.side !== side) {
    throw new RangeError(
      `${caller}: the pictures are ${pictures.side} x ${pictures.side} pixels, expected ${side} x ${side}; load them with { side: ${side} }`,
    );
  }
  const size = pictures.pixels.length / (side * side * 3);
  if (!Number.isInteger(size) || size === 0) {
    throw new RangeError(
      `${caller}: pixels has ${pictures.pixels.length} values, expected n x ${side * side * 3} (${side} x ${side} x 3 a picture, n at least 1)`,
    );
  }
  return size;
}
