import { type Labels, type Rows, readLabels, readRows } from '../engine/rows';
import { type SeededRandom, seededRandom } from '../engine/seeds';
import { unitLength } from './unit-length';

/** Shares of triplets, which add up to 1. */
export interface TripletDifficulty {
  /** The negative is farther than the positive by more than the margin: no loss, no gradient. */
  easy: number;
  /** The negative is farther than the positive, but within the margin. */
  semiHard: number;
  /** The negative is nearer than the positive. */
  hard: number;
}

/**
 * How many triplets still teach: draws anchors with a positive of the same label and a negative of another, at random, and
 * compares the two cosine distances. The names are those of Schroff, Kalenichenko and Philbin, "FaceNet" (2015),
 * https://arxiv.org/abs/1503.03832.
 * @param rows [n, dim]
 * @param labels n whole numbers; at least two labels, and a label with at least two rows
 * @param options margin as in tripletLoss (0.2), how many triplets to draw (10,000), and from what: by default the same ones at every call
 * @throws RangeError for labels from which no triplet can be drawn, or options out of range
 */
export async function tripletDifficulty(
  rows: Rows,
  labels: Labels,
  {
    margin = 0.2,
    triplets = 10_000,
    random = seededRandom(1),
  }: { margin?: number; triplets?: number; random?: SeededRandom } = {},
): Promise<TripletDifficulty> {
  if (!(margin > 0 && margin <= 2)) {
    throw new RangeError(`tripletDifficulty: margin is ${margin}, expected a number above 0 and at most 2`);
  }
  if (!Number.isInteger(triplets) || triplets < 1) {
    throw new RangeError(`tripletDifficulty: triplets is ${triplets}, expected a whole number of 1 or more`);
  }
  const read = await readRows('tripletDifficulty', 'rows', rows);
  const { n, dim } = read;
  const labelOf = await readLabels('tripletDifficulty', 'labels', labels, n, 'rows');
  const unit = unitLength('tripletDifficulty', 'rows', read);
  const cosine = (a: number, b: number) => {
    let sum = 0;
    for (let i = 0; i < dim; i++) sum += unit[a * dim + i] * unit[b * dim + i];
    return sum;
  };

  const members = new Map<number, number[]>();
  for (let i = 0; i < n; i++) {
    if (!members.has(labelOf[i])) members.set(labelOf[i], []);
    members.get(labelOf[i])!.push(i);
  }
  const anchors = [...members.values()].filter(rowsOfLabel => rowsOfLabel.length > 1).flat();
  if (members.size < 2 || anchors.length === 0) {
    throw new RangeError(
      `tripletDifficulty: labels has ${members.size} labels, expected at least two, and at least two rows of one of them: a triplet needs a positive and a negative`,
    );
  }
  const draw = (from: number[], fits: (row: number) => boolean): number => {
    for (;;) {
      const row = from[random.integer(from.length)];
      if (fits(row)) return row;
    }
  };
  const everyRow = Array.from({ length: n }, (_, i) => i);
  const counts = { easy: 0, semiHard: 0, hard: 0 };
  for (let i = 0; i < triplets; i++) {
    const anchor = anchors[random.integer(anchors.length)];
    const positive = draw(members.get(labelOf[anchor])!, row => row !== anchor);
    const negative = draw(everyRow, row => labelOf[row] !== labelOf[anchor]);
    const gap = cosine(anchor, positive) - cosine(anchor, negative); // the negative is farther by this much
    counts[gap > margin ? 'easy' : gap > 0 ? 'semiHard' : 'hard']++;
  }
  return { easy: counts.easy / triplets, semiHard: counts.semiHard / triplets, hard: counts.hard / triplets };
}
