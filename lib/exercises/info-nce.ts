import { between, drawRows } from './draw';
import type { Case, Exercise } from './exercise';
import {
  type Batch,
  infoNce,
  logitsOf,
  NOTHING_BUT_THE_PARTNER,
  OVERFLOW,
  transpose,
  wrongLogits,
  wrongLosses,
} from './plain-info-nce';
import { at, unit } from './plain-rows';
import { judgeScalar, type Mistake } from './scalar';
import { fine } from './together';

function mistakesOn(batch: Batch): Mistake[] {
  const logits = logitsOf(batch);
  const columns = infoNce(transpose(logits));
  return [
    [
      columns,
      'That is a softmax over the columns. Row i holds the candidates of anchor i: sum over the row, along axis 1.',
    ],
    [(infoNce(logits) + columns) / 2, 'That is the loss of both directions. Here only anchors look for positives.'],
    ...wrongLogits(batch).map(([wrong, hint]): Mistake => [infoNce(wrong), hint]),
    ...wrongLosses.map(([loss, hint]): Mistake => [loss(logits), hint]),
  ];
}

const oneBatch = (name: string, batch: Batch, notFinite?: string): Case => ({
  name,
  calls: () => [[batch.left, batch.right, batch.temperature]],
  judge: ([result]) =>
    judgeScalar(result, {
      right: infoNce(logitsOf(batch)),
      expected: 'the mean over the anchors of minus the log of the probability of their own positive: one number',
      mistakes: mistakesOn(batch),
      notFinite,
    }),
});

export const infoNceExercise: Exercise = {
  id: 'info-nce',
  title: 'InfoNCE',
  statement:
    'infoNce(anchors, positives, temperature): rows are lists of numbers of any length, and row i of positives is the partner ' +
    'of row i of anchors. The cosines, divided by the temperature, are logits; the mean over the anchors of minus the log of ' +
    'the softmax probability of their own positive, a number or a scalar tensor.',
  hints: [
    'Three steps: a matrix of cosines divided by the temperature, a softmax of each row, minus the log of the diagonal.',
    'For anchor i with logits s: the probability of its partner is exp(s[i]) divided by the sum of exp(s[j]) over all j, i included. Of a tensor, tf.eye(n) picks the diagonal.',
    '-log(exp(s[i]) / sum) is log(sum) - s[i]. With m the largest of s, log(sum) is m + log(sum of exp(s[j] - m)), which never overflows.',
  ],
  why:
    'The softmax turns the row of cosines into a choice among all candidates, and minus the log of the right ' +
    'one’s probability is the surprise at it. log(exp(s[i]) / sum) is s[i] - log(sum), and with the largest logit ' +
    'taken out of the sum no exp exceeds 1: the same number, and no Infinity at a temperature of 0.001.',
  cases: [
    // temperature 1 and unit rows: what goes wrong here is the formula itself
    oneBatch('four pairs of rows of length 1, temperature 1', {
      left: [
        [1, 2, 2],
        [2, 3, 6],
        [4, -4, 7],
        [6, 2, -3],
      ].map(unit),
      right: [
        [2, 1, 2],
        [1, 4, 8],
        [2, -6, 3],
        [2, -2, 1],
      ].map(unit),
      temperature: 1,
    }),
    oneBatch('two pairs of rows of very unequal length, temperature 0.05', {
      left: [at(0, 3), at(40, 0.2268)],
      right: [at(18, 0.3137), at(23, 10)],
      temperature: 0.05,
    }),
    oneBatch('the same pair twice: the negative is just as near, temperature 0.5', {
      left: [at(15), at(15)],
      right: [at(50), at(50)],
      temperature: 0.5,
    }),
    oneBatch(
      'one pair and no negatives, temperature 0.5',
      { left: [unit([2, 3, 6])], right: [unit([1, 2, 2])], temperature: 0.5 },
      NOTHING_BUT_THE_PARTNER,
    ),
    oneBatch(
      'two pairs at temperature 0.001: logits near 1000',
      { left: [at(0), at(20)], right: [at(12), at(9)], temperature: 0.001 },
      OVERFLOW,
    ),
    fine(
      oneBatch(
        'three pairs at temperature 0.001: logits from -1000 to 1000',
        { left: [at(0), at(20), at(170)], right: [at(12), at(9), at(185)], temperature: 0.001 },
        OVERFLOW,
      ),
    ),
  ],
  drawn: random =>
    oneBatch('five pairs of rows of four numbers, drawn at random', {
      left: drawRows(random, 5, 4),
      right: drawRows(random, 5, 4),
      temperature: between(random, 0.2, 0.9),
    }),
};
