import { isCutOut, LOOK, PHOTOGRAPH_SIDE } from './frame-photograph';
import { type Pixels, resizePixels } from './resize-pixels';
import { TILE_SIDE } from './sprite-sheet';

/** Red, green and blue. */
const CHANNELS = 3;
const WHITE = 255;

/**
 * One picture that is decoded already as a tile: what `drawTile` makes of its file, without sharp, and so in a browser as well.
 * @param picture of three channels, upright, on white where it is transparent
 * @returns 64 * 64 * 3 values
 */
export const tileOfPixels = (picture: Pixels): Uint8Array => contain(picture, TILE_SIDE).values;

/**
 * One photograph that is decoded already as the backbone takes it: what `framePhotograph` makes of its file, without sharp.
 * @param picture of three channels, upright, on white where it is transparent
 * @returns 224 * 224 * 3 values
 */
export function framePixels(picture: Pixels): Uint8Array {
  const whole = shrunk(picture, 2 * PHOTOGRAPH_SIDE);
  const small = resizePixels(whole, { width: LOOK, height: LOOK });
  return (isCutOut(small.values) ? contain : cover)(whole, PHOTOGRAPH_SIDE).values;
}

/** No shorter than a side each way, and no larger than it was. */
function shrunk(picture: Pixels, side: number): Pixels {
  const factor = Math.min(picture.width, picture.height) / side;
  return factor <= 1 ? picture : resizePixels(picture, { factor });
}

/** All of it in the middle of a white square. */
const contain = (picture: Pixels, side: number): Pixels =>
  middle(resizePixels(picture, { factor: Math.max(picture.width, picture.height) / side }), side);

/** Its middle square. */
const cover = (picture: Pixels, side: number): Pixels =>
  middle(resizePixels(picture, { factor: Math.min(picture.width, picture.height) / side }), side);

/** A square in its middle; where that is not to the pixel, sharp goes to the right and down. */
function middle(picture: Pixels, side: number): Pixels {
  const start = (length: number) =>
    length < side ? -Math.floor((side - length) / 2) : Math.floor((length - side + 1) / 2);
  return cut(picture, start(picture.width), start(picture.height), side);
}

/** A square of it, white where it lies beyond. */
function cut({ values, width, height }: Pixels, left: number, top: number, side: number): Pixels {
  const square = new Uint8Array(side * side * CHANNELS).fill(WHITE);
  const [first, last] = [Math.max(0, left), Math.min(width, left + side)];
  for (let y = 0; y < side; y++) {
    const row = top + y;
    if (row < 0 || row >= height) continue;
    const from = (row * width + first) * CHANNELS;
    square.set(values.subarray(from, from + (last - first) * CHANNELS), (y * side + first - left) * CHANNELS);
  }
  return { values: square, width: side, height: side, channels: CHANNELS };
}
