import { dot, mean, type Row, unit } from './plain-rows';

/**
 * InfoNCE in so many words, and what comes out when one mistake is made; shared by the exercises on one direction and on both.
 * A `Matrix` holds logits: row i belongs to anchor i, column j to candidate j, the diagonal is right.
 */
export type Matrix = readonly Row[];

export interface Batch {
  left: Row[];
  right: Row[];
  temperature: number;
}

/** The log of the sum of exps, with the largest taken out so that nothing overflows; -Infinity for nothing. */
export function logSumExp(values: Row): number {
  if (values.length === 0) return -Infinity;
  const largest = Math.max(...values);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

export const transpose = (matrix: Matrix): number[][] => matrix[0].map((_, j) => matrix.map(row => row[j]));

const products = (left: readonly Row[], right: readonly Row[]) => left.map(a => right.map(b => dot(a, b)));
const scaled = (matrix: Matrix, factor: number) => matrix.map(row => row.map(value => value * factor));
const cosines = ({ left, right }: Batch) => products(left.map(unit), right.map(unit));

export const logitsOf = (batch: Batch): Matrix => scaled(cosines(batch), 1 / batch.temperature);

/** -log of the probability of the right candidate, mean over the rows. */
export const infoNce = (logits: Matrix): number => mean(logits.map((row, i) => logSumExp(row) - row[i]));

/** Logits that were made wrongly. */
export function wrongLogits(batch: Batch): [Matrix, string][] {
  const { left, right, temperature } = batch;
  const asGiven = products(left, right);
  const lengths = 'A dot product is a cosine only for rows of length 1: divide each row by its length first.';
  return [
    [cosines(batch), 'Where is the temperature? The cosines are divided by it before the softmax.'],
    [
      scaled(cosines(batch), temperature),
      'Divide the cosines by the temperature: a small one makes differences larger.',
    ],
    [scaled(asGiven, 1 / temperature), lengths],
    [asGiven, lengths],
    [scaled(asGiven, temperature), lengths],
    [
      scaled(products(left.map(unit), right), 1 / temperature),
      'Only one side is divided by its length; the other rows have a length too.',
    ],
    [
      scaled(products(left, right.map(unit)), 1 / temperature),
      'Only one side is divided by its length; the other rows have a length too.',
    ],
  ];
}

const without = (row: Row, i: number) => row.filter((_, j) => j !== i);
const probability = (row: Row, i: number) => Math.exp(row[i] - logSumExp(row));

/** Losses of one direction that are computed wrongly from the right logits. */
export const wrongLosses: readonly [(logits: Matrix) => number, string][] = [
  // first, as only a tie shows it, where it equals the loss without negatives
  [
    m => mean(m.map((row, i) => logSumExp([row[i], ...row.filter(s => s !== row[i])]) - row[i])),
    'Leave the positive out by its position, not by its value: a negative may be just as similar.',
  ],
  [m => infoNce(m) * m.length, 'This is the sum over the batch; take the mean.'],
  [m => -infoNce(m), 'The sign: the log of a probability is negative, the loss is minus that.'],
  [
    m => mean(m.map(probability)),
    'That is the mean probability of the partners. The loss is minus its log, row by row.',
  ],
  [m => -mean(m.map(probability)), 'Where is the log? The loss of a row is minus the log of its probability.'],
  [
    m => 1 - mean(m.map(probability)),
    'Not 1 minus the probability: minus its log, which punishes a confident mistake.',
  ],
  [m => -Math.log(mean(m.map(probability))), 'First the log of each row, then the mean; not the other way round.'],
  [m => infoNce(m) / Math.LN2, 'The natural logarithm: Math.log, not Math.log2.'],
  [m => infoNce(m) / Math.LN10, 'The natural logarithm: Math.log, not Math.log10.'],
  [
    m => mean(m.map((row, i) => logSumExp(without(row, i)) - row[i])),
    'The positive is missing from the denominator: it is a candidate as well, or there is no probability.',
  ],
  [
    m => mean(m.map((row, i) => logSumExp([...row, row[i]]) - row[i])),
    'The positive is in the denominator twice: once by itself, and once more among the negatives.',
  ],
  [
    m => mean(m.map((row, i) => logSumExp(row) - Math.log(row.length) - row[i])),
    'The denominator is a sum, not a mean.',
  ],
  [
    m => mean(m.map((row, i) => logSumExp([row[i], ...nearest(without(row, i))]) - row[i])),
    'Only the nearest negative is compared; every other candidate belongs into the sum as well.',
  ],
  [
    m => mean(m.flatMap(row => row.map(value => logSumExp(row) - value))),
    'The mean over the whole matrix teaches nothing: only the diagonal holds the right answers.',
  ],
  [
    m => mean(m.map((row, i) => logSumExp(m.flat()) - row[i])),
    'Each anchor asks among its own row: the denominator is the sum over that row, not over the whole matrix.',
  ],
  [m => mean(m.map((row, i) => -row[i])), 'Where is the denominator? Compare the positive with the other candidates.'],
];

const nearest = (values: Row) => (values.length ? [Math.max(...values)] : []);

/** For results that are not finite, by what the case does to exp. */
export const OVERFLOW =
  'exp of a large number is Infinity, and Infinity / Infinity is NaN. Subtract the largest logit of a row from all of it first: the softmax stays the same.';
export const NOTHING_BUT_THE_PARTNER =
  'With one pair there are no negatives, but the partner itself still is in the denominator. What is its probability?';
