import { drawRows, drawUntil } from './draw';
import type { Case, Exercise } from './exercise';
import { ROUNDED_COSINES, toDecimals } from './plain-ranking';
import { at, cosine, distance, dot, type Row } from './plain-rows';
import { judgeScalar, type Mistake } from './scalar';
import { fine, together } from './together';

interface Sets {
  train: number[][];
  trainLabels: number[];
  test: number[][];
  testLabels: number[];
  k: number;
}

type Nearness = (a: Row, b: Row) => number;

/** The label that the nearest labels give, the nearest first. */
type Vote = (labels: readonly number[]) => number;

const closeness: Nearness = (a, b) => -distance(a, b);

/** kNN accuracy in so many words, with the mistakes that one can make as parameters. */
function accuracy(sets: Sets, nearness: Nearness = cosine, vote: Vote = mostFrequent): number {
  const { train, trainLabels, test, testLabels, k } = sets;
  const right = test.filter((row, i) => {
    const order = train.map((other, j) => ({ near: nearness(row, other), label: trainLabels[j] }));
    const nearest = order.sort((a, b) => b.near - a.near).slice(0, k);
    return vote(nearest.map(({ label }) => label)) === testLabels[i];
  });
  return right.length / test.length;
}

const mostFrequent: Vote = labels => {
  const votes = new Map<number, number>();
  for (const label of labels) votes.set(label, (votes.get(label) ?? 0) + 1);
  return [...votes].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
};

const median: Vote = labels => [...labels].sort((a, b) => a - b)[labels.length >> 1];

function mistakesOn(sets: Sets): Mistake[] {
  const right = accuracy(sets);
  return [
    [right * 100, 'Give a share from 0 to 1, not per cent.'],
    [right * sets.test.length, 'Divide by the number of test rows: a share, not a count.'],
    [
      accuracy(sets, cosine, median),
      'The label in the middle is not the most frequent one: labels are names, and their order says nothing.',
    ],
    ...[2, 3].map((decimals): Mistake => [accuracy(sets, toDecimals(decimals)), ROUNDED_COSINES]),
    [1 - right, 'Count the rows that are right, not those that are wrong.'],
    ...(sets.k === 1 ? [3, 5, 20] : [1]).map(
      (k): Mistake => [
        accuracy({ ...sets, k }),
        k === 1
          ? 'Is only the nearest neighbour asked? All k of them vote.'
          : `Do always ${k} neighbours vote? k is an argument: as many as it says.`,
      ],
    ),
    [
      accuracy(sets, closeness),
      'Nearest by angle: compare cosines, not distances. A long and a short row may point the same way.',
    ],
    [accuracy(sets, dot), 'The dot product is the cosine of unit rows only: divide by both lengths.'],
    [
      accuracy(sets, (a, b) => -cosine(a, b)),
      'None or few are right: these may be the rows farthest away. The largest cosine is the nearest.',
    ],
  ];
}

const oneSet = (name: string, sets: Sets): Case => ({
  name,
  calls: () => [[sets.train, sets.trainLabels, sets.test, sets.testLabels, sets.k]],
  judge: ([result]) =>
    judgeScalar(result, {
      right: accuracy(sets),
      expected:
        'the share of test rows whose label the vote of their k nearest training rows gives: a number from 0 to 1',
      mistakes: mistakesOn(sets),
      several: 'That is one value a test row: the share of those that are right is one number.',
    }),
});

export const knnAccuracyExercise: Exercise = {
  id: 'knn-accuracy',
  title: 'kNN accuracy',
  statement:
    'knnShare(train, trainLabels, test, testLabels, k): rows are lists of numbers of any length; ' +
    'the share of test rows for which most of their k nearest training rows (by cosine) have the same label.',
  hints: [
    'For one test row: compute its cosine with every training row, sort, keep the first k, and let their labels vote.',
    'cosine(a, b) is the sum of a[i] * b[i], divided by the length of a and by the length of b.',
    'Count the votes in a Map from label to count; the label with the largest count is the prediction. Then divide the number of right predictions by test.length.',
  ],
  why:
    'An embedding is good when what lies near has the same label. The cosine compares directions, so that a long ' +
    'row is no better neighbour than a short one; a vote of k makes a single mislabelled neighbour harmless.',
  cases: [
    // the second and third neighbours agree, and are wrong: with k = 1 they have no vote
    oneSet('six rows on a circle, k = 1', {
      train: [at(0), at(25), at(30), at(160), at(190), at(270)],
      trainLabels: [0, 1, 1, 2, 3, 3],
      test: [at(5), at(28), at(170), at(185), at(260)],
      testLabels: [0, 1, 2, 3, 0],
      k: 1,
    }),
    oneSet('a row of a wrong label lies nearest, k = 3', {
      train: [at(1), at(8), at(-9), at(120), at(130), at(140), at(240)],
      trainLabels: [7, 5, 5, 7, 7, 7, 5],
      test: [at(0), at(2), at(131), at(125), at(128)],
      testLabels: [5, 5, 7, 7, 5],
      k: 3,
    }),
    oneSet('rows of very different length, k = 3', {
      train: [
        at(0, 9),
        at(5, 8),
        at(-5, 10),
        at(60, 0.5),
        at(65, 0.6),
        at(70, 0.4),
        at(150, 20),
        at(155, 25),
        at(160, 22),
      ],
      trainLabels: [1, 1, 1, 2, 2, 2, 3, 3, 3],
      test: [at(2, 0.3), at(66, 12), at(154, 0.2), at(1, 30), at(64, 0.1), at(66, 0.5)],
      testLabels: [1, 2, 3, 2, 2, 2],
      k: 3,
    }),
    // a vote that no label wins by half; two in which the nearest row and the farthest are wrong; and two short rows a long way off
    fine(
      oneSet('a vote of five', {
        train: [
          ...[at(1), at(-2), at(3), at(-4), at(5)],
          ...[at(181, 2), at(178), at(183, 3), at(176), at(185)],
          ...[at(91), at(88, 2), at(93), at(86), at(95, 3)],
          ...[at(271), at(268), at(273), at(266), at(275)],
          ...[at(130, 0.05), at(135, 0.05)],
        ],
        trainLabels: [1, 7, 1, 3, 9, 2, 9, 9, 9, 2, 9, 2, 2, 2, 9, 5, 5, 5, 7, 7, 2, 2],
        test: [at(0), at(180), at(90), at(270), at(91.5)],
        testLabels: [3, 9, 2, 7, 2],
        k: 5,
      }),
    ),
    fine(
      oneSet('rows that are nearly as near as each other, k = 3', {
        train: [at(30.001), at(10), at(-12), at(-30), at(210.001), at(170), at(192), at(150)],
        trainLabels: [4, 4, 6, 6, 3, 8, 3, 8],
        test: [at(0, 2), at(180, 1.3), at(181)],
        testLabels: [6, 8, 8],
        k: 3,
      }),
    ),
  ],
  drawn: random => {
    // two labels and an odd k: no vote is a tie
    const labels = (count: number) => Array.from({ length: count }, () => random.integer(2));
    const draw = () => ({
      train: drawRows(random, 12, 3),
      trainLabels: labels(12),
      test: drawRows(random, 9, 3),
      testLabels: labels(9),
      k: 3,
    });
    const one = () => drawUntil(draw, drawn => ![0, 0.5, 1].includes(accuracy(drawn)));
    const sets = Array.from({ length: 5 }, () => oneSet('twelve rows, k = 3', one()));
    return together('five sets of twelve rows drawn at random, k = 3', sets);
  },
};
