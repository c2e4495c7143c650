import type { SeededRandom } from '../engine/seeds';

/** Draws the items of a batch: one for each label, in their order. */
export type Draw<Items> = (labels: Int32Array, random: SeededRandom) => Items;

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
