import type { PictureItems } from '../data/picture-items';
import { augmentPictures, type PictureAugmentation } from './augment-pictures';
import { anyOf, type Draw, positionsByLabel } from './draw';

/** Pictures and what they show, as `loadPictures` gives them. */
export interface LabelledPictures extends PictureItems {
  concepts: ArrayLike<number>;
}

/**
 * Draws for each concept one of its pictures, in an art style at random, and varies it.
 * @param styles sets of pictures of one side
 */
export function drawPictures(
  styles: readonly LabelledPictures[],
  { augmentation = 'light' }: { augmentation?: PictureAugmentation } = {},
): Draw<PictureItems> {
  const { side } = styles[0];
  const values = side * side * 3;
  const places = styles.flatMap(({ concepts }, style) =>
    Array.from(concepts, (label, picture) => ({ style, picture, label })),
  );
  const positions = positionsByLabel({ labels: places.map(({ label }) => label) });
  return (labels, random) => {
    const pixels = new Uint8Array(labels.length * values);
    const choices = random.fork('choices');
    labels.forEach((label, i) => {
      const { style, picture } = places[anyOf(positions, label, choices)];
      pixels.set(styles[style].pixels.subarray(picture * values, (picture + 1) * values), i * values);
    });
    return augmentPictures({ pixels, side }, augmentation, random.fork('augmentation'));
  };
}
