import { assertSameWidth, type Labels, type ReadRows, type Rows, readLabels, readRows } from '../engine/rows';
import { classScores, softmaxRegression } from './softmax-regression';

export interface ProbeOptions {
  /** What large weights cost; 0.0001 by default. The more, the less the probe believes single rows. */
  penalty?: number;
}

/**
 * The share of `test` whose label a linear probe finds: a softmax regression, the simplest classifier there is, fitted to the rows of
 * `train`. The embedding stays as it is; what is measured is how much of the labels lies in it along straight lines.
 *
 *     mean over rows of  -log softmax(W x + b)[label]  +  penalty / 2 · |W|²
 *
 * Rows are moved so that those of `train` have mean 0, and scaled so that their mean squared length is 1: the penalty then means the same
 * for every embedding. The loss is convex, so there is one answer, and nothing is random.
 *
 * Alain and Bengio, "Understanding intermediate layers using linear classifier probes" (2016), https://arxiv.org/abs/1610.01644
 * @param train [m, dim] with one label a row
 * @param test [n, dim] with one label a row; no row of it should be in train
 * @returns 0 to 1
 * @throws RangeError when the widths differ, labels have another length than their rows or are below 0, the penalty is not above 0, or a
 *   number is not finite
 */
export async function probeAccuracy(
  train: Rows,
  trainLabels: Labels,
  test: Rows,
  testLabels: Labels,
  { penalty = 1e-4 }: ProbeOptions = {},
): Promise<number> {
  const known = await readRows('probeAccuracy', 'train', train);
  const asked = await readRows('probeAccuracy', 'test', test);
  assertSameWidth('probeAccuracy', 'test', asked, 'train', known);
  const labels = await readLabels('probeAccuracy', 'trainLabels', trainLabels, known.n, 'train');
  const expected = await readLabels('probeAccuracy', 'testLabels', testLabels, asked.n, 'test');
  const below = Array.from(labels).find(label => label < 0);
  if (below !== undefined) throw new RangeError(`probeAccuracy: trainLabels holds ${below}, expected 0 or more`);
  if (!(penalty > 0 && penalty < Infinity)) {
    throw new RangeError(`probeAccuracy: penalty is ${penalty}, expected a number above 0; 0.0001 is usual`);
  }
  const scale = scaleOf(known);
  const classes = 1 + Array.from(labels).reduce((most, label) => Math.max(most, label), 0);
  const weights = softmaxRegression(scaled(known, scale), labels, classes, penalty);
  const scores = new Float64Array(classes);
  const rows = scaled(asked, scale);
  let right = 0;
  for (let row = 0; row < asked.n; row++) {
    classScores(rows, row * asked.dim, asked.dim, weights, scores);
    if (scores.indexOf(Math.max(...scores)) === expected[row]) right++;
  }
  return right / asked.n;
}

interface Scale {
  middle: Float64Array;
  /** Root of the mean squared distance from the middle. */
  spread: number;
}

function scaleOf({ rows, n, dim }: ReadRows): Scale {
  const middle = new Float64Array(dim);
  for (let i = 0; i < rows.length; i++) middle[i % dim] += rows[i] / n;
  let squares = 0;
  for (let i = 0; i < rows.length; i++) squares += (rows[i] - middle[i % dim]) ** 2;
  return { middle, spread: Math.sqrt(squares / n) || 1 }; // rows that are all alike have no spread
}

const scaled = ({ rows, dim }: ReadRows, { middle, spread }: Scale) =>
  rows.map((value, i) => (value - middle[i % dim]) / spread);
