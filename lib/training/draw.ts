import type { PictureItems } from '../encoders/image-tower';
import type { SeededRandom } from '../engine/seeds';
import { augmentPictures, type PictureAugmentation } from './augment-pictures';
import type { Draw } from './train-towers';

/** Items of which each has a label: pictures of concepts, sounds of instruments. */
interface Labelled {
  labels: ArrayLike<number>;
}

/** Where the items of each label are: their positions. */
export function positionsByLabel({ labels }: Labelled): Map<number, number[]> {
  const positions = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const known = positions.get(labels[i]);
    if (known) known.push(i);
    else positions.set(labels[i], [i]);
  }
  return positions;
}

/** Any of the items of a label, each as likely. @throws RangeError when there is none */
export function anyOf(positions: Map<number, number[]>, label: number, random: SeededRandom): number {
  const known = positions.get(label);
  if (!known) {
    throw new RangeError(`draw: there is no item of label ${label}, expected one or more; leave the label out`);
  }
  return known[random.integer(known.length)];
}

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

/** What a concept is called, as `loadConcepts` gives it. */
export interface Named {
  name: string;
  tags: readonly string[];
}

/**
 * Draws for each concept a text: its name for half of them, else its name with one to three tags, or tags alone. A search is more
 * often for a word that goes with a thing than for its full name.
 */
export function drawTexts(concepts: readonly Named[]): Draw<string[]> {
  const readable = concepts.map(({ tags }) => tags.filter(tag => /[a-z0-9]/i.test(tag))); // some are symbols
  return (labels, random) =>
    Array.from(labels, label => {
      const { name } = concepts[label];
      const tags = readable[label];
      const kind = random.next();
      if (kind < 0.5 || tags.length === 0) return name;
      const some = random.shuffle(tags.slice()).slice(0, 1 + random.integer(3));
      return (kind < 0.8 ? [name, ...some] : some).join(' ');
    });
}
