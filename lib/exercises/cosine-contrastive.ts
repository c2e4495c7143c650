import { drawRows } from './draw';
import type { Case, Exercise } from './exercise';
import { at, cosine, dot, mean, type Row, unit } from './plain-rows';
import { judgeScalar, type Mistake } from './scalar';

interface Pairs {
  left: Row[];
  right: Row[];
  same: number[];
}

type Nearness = (a: Row, b: Row) => number;

/** The mean of an error over the pairs. */
const loss = ({ left, right, same }: Pairs, nearness: Nearness, error: (near: number, same: number) => number) =>
  mean(left.map((row, i) => error(nearness(row, right[i]), same[i])));

const squared = (near: number, same: number) => (near - same) ** 2;

function mistakesOn(pairs: Pairs): Mistake[] {
  const right = loss(pairs, cosine, squared);
  const n = pairs.same.length;
  // what only one case shows comes first: there it gives the same number as something that an earlier case has ruled out
  return [
    [
      loss(pairs, cosine, (near, same) => squared(same ? near : Math.max(0, near), same)),
      'A negative cosine is not 0 either: strangers that point away from each other are an error in this loss.',
    ],
    [
      loss(pairs, (a, b) => Math.abs(cosine(a, b)), squared),
      'A cosine may be negative: leave it its sign, or partners that point away from each other look like partners.',
    ],
    [
      loss(pairs, (a, b) => cosine(a.slice(0, 2), b.slice(0, 2)), squared),
      'A row may hold more than two numbers: sum over all of them.',
    ],
    [right * n, 'This is the sum over the pairs; take the mean, so that the loss does not grow with the batch.'],
    [right / 2, 'There is no factor of one half in this loss.'],
    [Math.sqrt(right), 'No square root at the end: the mean of the squares is the loss.'],
    [
      loss(pairs, cosine, (near, same) => squared(near, 1 - same)),
      'The labels are swapped, or 1 - cos stands for the cosine: same is 1 for partners, whose cosine shall be 1.',
    ],
    [loss(pairs, cosine, (near, same) => near - same), 'Square each difference, or errors of opposite sign cancel.'],
    [
      loss(pairs, cosine, (near, same) => Math.abs(near - same)),
      'Square each difference: a large error shall count for more than two half as large.',
    ],
    [
      loss(pairs, cosine, (near, same) => (same ? squared(near, 1) : 0)),
      'Strangers count too: their cosine shall be 0.',
    ],
    [
      loss(pairs, cosine, (near, same) => (same ? 0 : near ** 2)),
      'Partners count too: their cosine shall be 1, and any less is an error.',
    ],
    [loss(pairs, dot, squared), 'The dot product is the cosine of unit rows only: divide by the length of both rows.'],
    [
      loss(pairs, (a, b) => dot(unit(a), b), squared),
      'Only the left row is divided by its length; divide by the length of the right one too.',
    ],
    [
      loss(pairs, (a, b) => dot(a, unit(b)), squared),
      'Only the right row is divided by its length; divide by the length of the left one too.',
    ],
    [
      loss(pairs, (a, b) => dot(a, b) / dot(a, a) / dot(b, b), squared),
      'That divides by the squared lengths: the length is the square root of the sum of squares.',
    ],
  ];
}

const onePairs = (name: string, pairs: Pairs): Case => ({
  name,
  calls: () => [[pairs.left, pairs.right, pairs.same]],
  judge: ([result]) =>
    judgeScalar(result, {
      right: loss(pairs, cosine, squared),
      expected: 'the mean over the pairs of (cosine - same) squared: one number',
      mistakes: mistakesOn(pairs),
    }),
});

export const cosineContrastive: Exercise = {
  id: 'cosine-contrastive',
  title: 'The cosine contrastive loss',
  statement:
    'cosineContrastive(left, right, same): row i of left and row i of right are a pair, lists of numbers of any length; ' +
    'same[i] is 1 for partners, 0 for strangers. The mean over the pairs of (cosine - same) squared, a number or a scalar tensor.',
  hints: [
    'One pair first: how far is its cosine from what it shall be? Then the mean over all pairs.',
    'cosine(a, b) is the sum of a[k] * b[k], divided by the length of a and by the length of b.',
    'left.map((row, i) => (cosine(row, right[i]) - same[i]) ** 2) has one number a pair: add them up, divide by left.length.',
  ],
  why:
    'The loss asks one question of every pair: how far is the cosine from what it shall be, 1 for partners and 0 ' +
    'for strangers? Dividing by both lengths leaves the angle alone, the square makes large errors count more and ' +
    'keeps errors of opposite sign from cancelling, and the mean makes batches of any size comparable.',
  cases: [
    // what goes wrong here is the formula itself
    onePairs('four pairs of rows of length 1', {
      left: [at(0), at(30), at(75), at(140)],
      right: [at(25), at(95), at(62), at(100)],
      same: [1, 0, 0, 1],
    }),
    onePairs('rows of very unequal length', {
      left: [at(20, 5), at(70, 0.2913), at(130, 12)],
      right: [at(20, 0.2268), at(160, 7), at(130, 4)],
      same: [1, 1, 0],
    }),
    onePairs('rows that point away from each other', {
      left: [at(10), at(100), at(45), at(200)],
      right: [at(190), at(280), at(45), at(75)],
      same: [0, 0, 1, 1],
    }),
    onePairs('one pair, rows of five numbers', {
      left: [unit([1, 2, -1, 0, -2])],
      right: [unit([1, 2, 1, 3, 2])],
      same: [1],
    }),
  ],
  drawn: random => {
    const [left, right] = [drawRows(random, 6, 4), drawRows(random, 6, 4)];
    return onePairs('six pairs drawn at random', { left, right, same: [1, 0, 0, 1, 1, 0] });
  },
};
