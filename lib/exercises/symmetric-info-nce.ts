import { between, drawRows } from './draw';
import type { Case, Exercise } from './exercise';
import {
  type Batch,
  infoNce,
  logitsOf,
  type Matrix,
  NOTHING_BUT_THE_PARTNER,
  OVERFLOW,
  transpose,
  wrongLogits,
  wrongLosses,
} from './plain-info-nce';
import { at, unit } from './plain-rows';
import { judgeScalar, type Mistake } from './scalar';
import { fine } from './together';

/** The mean of a loss over rows and over columns. */
const bothWays = (logits: Matrix, loss = infoNce) => (loss(logits) + loss(transpose(logits))) / 2;

function mistakesOn(batch: Batch): Mistake[] {
  const logits = logitsOf(batch);
  const otherDirection = 'That is one direction only.';
  return [
    [infoNce(logits), `${otherDirection} Each right row has to find its left one too: the same over the columns.`],
    [
      infoNce(transpose(logits)),
      `${otherDirection} Each left row has to find its right one too: the same over the rows.`,
    ],
    [2 * bothWays(logits), 'Both directions are there, but added: take their mean.'],
    [
      (infoNce(logits) - infoNce(transpose(logits))) / 2,
      'One direction has the wrong sign: both are minus a log, and both are added.',
    ],
    ...wrongLogits(batch).map(([wrong, hint]): Mistake => [bothWays(wrong), hint]),
    ...wrongLosses.map(([loss, hint]): Mistake => [bothWays(logits, loss), hint]),
    ...wrongLosses.map(([loss, hint]): Mistake => [loss(logits), `${hint} And then the other direction.`]),
    [0, 'A loss of 0: every partner would be certain. If you call infoNce, does it pass its own exercise yet?'],
  ];
}

const oneBatch = (name: string, batch: Batch, notFinite?: string): Case => ({
  name,
  calls: () => [[batch.left, batch.right, batch.temperature]],
  judge: ([result]) =>
    judgeScalar(result, {
      right: bothWays(logitsOf(batch)),
      expected:
        'the mean of two losses, of left rows that look for right ones and of right rows that look for left ones',
      mistakes: mistakesOn(batch),
      notFinite,
    }),
});

export const symmetricInfoNce: Exercise = {
  id: 'symmetric-info-nce',
  title: 'The symmetric loss of CLIP',
  statement:
    'symmetricInfoNce(left, right, temperature): as infoNce, in both directions. Each left row looks for its right one among all ' +
    'right rows, each right row for its left one among all left rows; the mean of the two losses, a number or a scalar tensor.',
  hints: [
    'You have one direction already. What has to change places for the other one?',
    'The matrix of logits is the same for both: the rows are one question, the columns the other.',
    'infoNce(left, right, temperature) and infoNce(right, left, temperature): add them, and halve.',
  ],
  why:
    'Nobody knows in advance whether a picture will be asked for by a text or a text by a picture. The matrix of ' +
    'logits is the same for both, once read by rows and once by columns: calling infoNce with the sides exchanged ' +
    'transposes it.',
  cases: [
    oneBatch('three pairs of rows of length 1, temperature 1', {
      left: [
        [1, 1, 1, 1],
        [1, -1, 3, 5],
        [5, 3, 1, 1],
      ].map(unit),
      right: [
        [1, 1, 3, 5],
        [1, -5, 1, 3],
        [7, 5, 5, 1],
      ].map(unit),
      temperature: 1,
    }),
    oneBatch('two pairs of rows of very unequal length, temperature 0.05', {
      left: [at(5, 0.2268), at(48, 8)],
      right: [at(24, 20), at(31, 0.3137)],
      temperature: 0.05,
    }),
    oneBatch(
      'one pair and no negatives, temperature 0.5',
      { left: [unit([1, 2, 2])], right: [unit([4, -4, 7])], temperature: 0.5 },
      NOTHING_BUT_THE_PARTNER,
    ),
    oneBatch(
      'two pairs at temperature 0.001: logits near 1000',
      { left: [at(0), at(18)], right: [at(11), at(8)], temperature: 0.001 },
      OVERFLOW,
    ),
    fine(
      oneBatch(
        'three pairs at temperature 0.001: logits from -1000 to 1000',
        { left: [at(0), at(18), at(170)], right: [at(11), at(8), at(185)], temperature: 0.001 },
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
