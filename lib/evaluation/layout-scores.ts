import { type Labels, type Rows, readLabels, readRows } from '../engine/rows';
import { knnAccuracy } from '../metrics/knn';
import { neighboursKept } from '../metrics/neighbours-kept';
import { trustworthiness } from '../metrics/trustworthiness';
import type { Metric } from '../neighbours/similarity-blocks';
import { shareInWords } from './share';

export interface LayoutScores {
  /** 0 to 1: are neighbours in the picture neighbours in truth? */
  trustworthiness: number;
  /** 0 to 1: the share of true neighbours that are neighbours in the picture. */
  kept: number;
  /** 0 to 1: the share of every other row whose label is found by a vote of its nearest points in the picture, among the rows between. */
  accuracy: number;
  /** The three as lines to stand under a picture. */
  notes: string[];
}

/**
 * How far a picture can be trusted, in three numbers.
 * @param high [n, dim]
 * @param low [n, components]: the same rows in the picture
 * @param labels n whole numbers
 * @param options.k neighbours that are looked at, and that vote; 12 by default
 * @param options.metric what near means among the rows: 'cosine' by default. In the picture it is the distance as seen.
 * @throws RangeError when the numbers of rows differ, k is not below n / 2, or a number is not finite
 */
export async function layoutScores(
  high: Rows,
  low: Rows,
  labels: Labels,
  { k = 12, metric = 'cosine' }: { k?: number; metric?: Metric } = {},
): Promise<LayoutScores> {
  const points = await readRows('layoutScores', 'low', low);
  const classes = await readLabels('layoutScores', 'labels', labels, points.n, 'low');
  const [even, odd] = [0, 1].map(first => everyOther(points.rows, points.dim, classes, first));
  const scores = {
    trustworthiness: await trustworthiness(high, low, { k, metric }),
    kept: await neighboursKept(high, low, { k, metric }),
    accuracy: await knnAccuracy(even, even.labels, odd, odd.labels, { k, metric: 'euclidean' }),
  };
  return { ...scores, notes: notesOf(scores, odd.labels.length) };
}

/** @param asked rows of which the label was looked for */
function notesOf({ trustworthiness: trust, kept, accuracy }: Omit<LayoutScores, 'notes'>, asked: number): string[] {
  return [
    `trustworthiness ${trust.toFixed(3)}`,
    `neighbours kept ${(100 * kept).toFixed(1)} %`,
    `kNN in the picture ${shareInWords(accuracy, asked)}`,
  ];
}

/**
 * How many new points of a map land among their own class, as a line to stand under it: the points of the map vote, by distance.
 * @param map [n, components], with n labels
 * @param placed [m, components], with m labels
 * @throws RangeError as `knnAccuracy` does
 */
export async function placedNote(map: Rows, mapLabels: Labels, placed: Rows, placedLabels: Labels): Promise<string> {
  const { n } = await readRows('placedNote', 'placed', placed);
  const accuracy = await knnAccuracy(map, mapLabels, placed, placedLabels, { metric: 'euclidean' });
  return `${shareInWords(accuracy, n)} land with their own digit`;
}

function everyOther(rows: Float32Array, dim: number, labels: ArrayLike<number>, first: number) {
  const members = Array.from({ length: labels.length }, (_, i) => i).filter(i => i % 2 === first);
  const taken = new Float32Array(members.length * dim);
  members.forEach((row, i) => {
    taken.set(rows.subarray(row * dim, (row + 1) * dim), i * dim);
  });
  return { rows: taken, dim, labels: members.map(i => labels[i]) };
}
