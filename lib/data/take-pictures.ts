import type { PictureItems } from './picture-items';

/**
 * The pictures at some positions, in their order.
 * @throws RangeError for a position where there is none
 */
export function takePictures({ pixels, side }: PictureItems, positions: readonly number[]): PictureItems {
  const values = side * side * 3;
  const taken = new Uint8Array(positions.length * values);
  positions.forEach((from, i) => {
    const picture = pixels.subarray(from * values, (from + 1) * values);
    if (!(from >= 0) || picture.length < values) {
      throw new RangeError(
        `takePictures: picture ${from} is asked for, expected a position from 0 to ${pixels.length / values - 1}`,
      );
    }
    taken.set(picture, i * values);
  });
  return { pixels: taken, side };
}

/**
 * The frames of the clips at some positions, clip after clip.
 * @throws RangeError for a position where there is none
 */
export function takeClips(clips: PictureItems & { frames: number }, positions: readonly number[]): PictureItems {
  const { frames } = clips;
  return takePictures(
    clips,
    positions.flatMap(i => Array.from({ length: frames }, (_, frame) => i * frames + frame)),
  );
}
