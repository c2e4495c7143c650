import { drawRows, drawUntil } from './draw';
import { asNumbers, type Case, type Exercise, type Finding, inWords } from './exercise';
import { othersByDistance } from './plain-layout';
import { at, isSame, type Row, rowsOf } from './plain-rows';
import { fine, together } from './together';

interface Question {
  points: readonly Row[];
  labels: readonly number[];
  k: number;
}

/** How many of a point's k nearest carry another label. */
const foreign = ({ points, labels, k }: Question, i: number): number =>
  othersByDistance(points, i)
    .slice(0, k)
    .filter(other => labels[other] !== labels[i]).length;

/** The label that most of a point's k nearest carry; of two as frequent, the point's own. */
function mostFrequent({ points, labels, k }: Question, i: number): number {
  const near = othersByDistance(points, i).slice(0, k);
  const votes = (label: number) => near.filter(other => labels[other] === label).length;
  return near.reduce((best, other) => (votes(labels[other]) > votes(best) ? labels[other] : best), labels[i]);
}

const positions = ({ points }: Question, fits: (i: number) => boolean): number[] =>
  points.map((_, i) => i).filter(fits);

function mistakeOf(question: Question, found: number[]): string | undefined {
  const { labels, points, k } = question;
  const right = positions(question, i => foreign(question, i) > k / 2);
  const selfCounted = positions(question, i => foreign({ ...question, k: k - 1 }, i) > k / 2);
  const known: [number[], string][] = [
    [
      [...right.map(i => labels[i])].sort((a, b) => a - b),
      'These are labels. Give the positions of the points in the list.',
    ],
    [
      positions(question, i => foreign(question, i) <= k / 2),
      'These are the points that lie well: the others are asked.',
    ],
    [
      positions(question, i => foreign(question, i) > 0),
      'One foreign neighbour is enough there. More than half of the k nearest must carry another label.',
    ],
    [
      positions(question, i => foreign(question, i) >= k / 2),
      'With an even k exactly half may be foreign: that is not more than half.',
    ],
    [
      positions(question, i => mostFrequent(question, i) !== labels[i]),
      'The most frequent label may be its own with two of five. Count the neighbours that carry any other label.',
    ],
    [
      positions(question, i => foreign(question, i) > 2),
      'More than half of the k nearest, whatever k is: of three neighbours two are enough.',
    ],
    [[], 'None is found. Are the labels of the neighbours compared, or their positions?'],
    [
      positions(question, i => foreign({ ...question, k: 1 }, i) > 0),
      'Only the nearest neighbour was asked: all k of them count.',
    ],
    [selfCounted, 'Is a point its own nearest neighbour? Leave it out, or it votes for itself.'],
    ...[3, 5, points.length - 1].map((other): [number[], string] => [
      positions(question, i => foreign({ ...question, k: other }, i) > other / 2),
      `k is an argument: as many neighbours as it says, and not ${other}.`,
    ]),
  ];
  return known.find(([values]) => isSame(found, values))?.[1];
}

function judgePositions(question: Question, result: unknown): Finding | undefined {
  const { points, k } = question;
  const expected = `a list of positions from 0 to ${points.length - 1}: the points of which more than half of the ${k} nearest other points carry another label`;
  const found = asNumbers(result);
  if (!found) {
    const hint = Array.isArray(result)
      ? 'A list of positions (numbers), not of points or of true and false.'
      : undefined;
    return { got: inWords(result), expected, hint };
  }
  const sorted = [...found].sort((a, b) => a - b);
  if (
    isSame(
      sorted,
      positions(question, i => foreign(question, i) > k / 2),
    )
  )
    return undefined;
  const distinct = new Set(sorted).size === sorted.length && sorted.length > 0;
  const got = distinct ? `a list of ${sorted.length}: ${sorted.slice(0, 12).join(', ')}` : inWords(result);
  return { got, expected, hint: mistakeOf(question, sorted) };
}

const oneQuestion = (name: string, question: Question): Case => ({
  name: `${name}: ${question.points.length} points, k = ${question.k}`,
  calls: () => [[question.points, question.labels, question.k]],
  judge: ([result]) => judgePositions(question, result),
});

/** Points around a place, at different distances so that no two are as near. */
const cluster = ([x, y]: Row, count: number): number[][] =>
  Array.from({ length: count }, (_, i) => at(137.5 * i, 0.4 + 0.21 * i)).map(([dx, dy]) => [x + dx, y + dy]);

export const wrongCluster: Exercise = {
  id: 'wrong-cluster',
  title: 'Find what lies in the wrong cluster',
  statement:
    'strangers(points, labels, k): points is a list of [x, y], each with a label. The positions (from 0) of the points of which more ' +
    'than half of the k nearest other points carry another label.',
  hints: [
    'For one point: the distances to all other points, sorted, the first k of them; how many of these carry another label?',
    'Leave the point itself out, since it lies at distance 0. More than half means count > k / 2.',
    'points.map((_, i) => i).filter(i => { const near = others of i, sorted by Math.hypot(dx, dy), slice(0, k); return near.filter(j => labels[j] !== labels[i]).length > k / 2; })',
  ],
  why:
    'A label that most neighbours do not share is either a mistake of the embedding or of the label: both are ' +
    'worth a look. The point itself is left out, as it would vote for itself, and more than half is asked, so ' +
    'that a point on a border is no stranger.',
  cases: [
    // three labels meet: the point in the middle has two neighbours of its own, two of another and one of the third label
    oneQuestion('three clusters that meet', {
      points: [
        ...[
          [-0.6, -0.4],
          [-0.8, 0.8],
          [-3, 0.2],
          [-3.4, -0.3],
          [-3.9, 0.4],
          [-4.2, -0.1],
        ],
        ...[
          [1.4, -0.1],
          [1.1, 1.2],
          [3.1, 0.2],
          [3.5, -0.3],
          [4, 0.4],
          [4.3, -0.1],
        ],
        ...[
          [-0.6, 1.4],
          [0.2, 5],
          [-0.3, 5.4],
          [0.4, 5.9],
          [-0.1, 6.2],
          [0.25, 6.6],
        ],
        [0.7, 1],
      ],
      labels: [...Array(6).fill(4), ...Array(6).fill(9), ...Array(6).fill(7), 4],
      k: 5,
    }),
    // one point between two clusters, with two neighbours of either label; and two strangers side by side
    oneQuestion('two clusters, an even k', {
      points: [
        ...[
          [-1, 0],
          [-1.3, 0.3],
          [-1.4, -0.2],
          [-1.6, 0.5],
          [-1.8, -0.1],
          [-2, 0.2],
        ],
        ...[
          [1.05, 0],
          [1.25, 0.3],
          [3.2, -0.2],
          [3.3, 0.5],
          [3.5, -0.1],
          [3.7, 0.2],
        ],
        [0, 0.01],
        ...[
          [3.4, 0.05],
          [3.45, 0.15],
        ],
      ],
      labels: [...Array(6).fill(0), ...Array(6).fill(1), 0, 0, 0],
      k: 4,
    }),
    oneQuestion('a small cluster, k = 3', {
      points: [...cluster([0, 0], 3), ...cluster([9, 0], 8), [9.05, 0.1]],
      labels: [5, 5, 5, ...Array(8).fill(6), 5],
      k: 3,
    }),
    // two foreign neighbours of three; and distances that differ by a hair
    fine(
      together('mixed points, several k', [
        oneQuestion('points', {
          points: rowsOf(
            '0.2 -1.22, 1.15 0.91, -1.22 -1.18, 1.06 -0.22, 1.24 0.43, 0.81 -1.35, -1.06 1.47, 0.48 -0.2, 0.41 -0.27, -0.59 1.44',
          ),
          labels: [2, 2, 1, 2, 1, 1, 2, 2, 1, 1],
          k: 3,
        }),
        oneQuestion('points', {
          points: rowsOf(
            '0.19 -1.45, -1.12 -1.46, -0.52 -0.12, 1.42 -0.74, 1.15 1.11, 0.26 1.43, -0.46 -0.3, 0.29 0.63, 0.42 -0.78, 0.52 -0.79, -1.37 -0.98, -0.35 0.53',
          ),
          labels: [2, 1, 1, 1, 2, 2, 2, 2, 2, 1, 2, 1],
          k: 3,
        }),
        oneQuestion('points', {
          points: rowsOf(
            '-0.65 0.2, -0.75 -1.25, 0.85 -1.2, 0.85 -0.55, -1.15 -1.1, -1 1.35, 0.8 1.45, -0.65 0.1, -0.15 0.45, 0.5 -0.35',
          ),
          labels: [2, 1, 1, 1, 1, 2, 2, 1, 1, 2],
          k: 4,
        }),
      ]),
    ),
  ],
  drawn: random => {
    const draw = (): Question => ({
      points: drawRows(random, 18, 2),
      labels: Array.from({ length: 18 }, () => random.integer(3)),
      k: 5,
    });
    const count = (question: Question) => positions(question, i => foreign(question, i) > 2.5).length;
    const question = drawUntil(draw, drawn => count(drawn) >= 4 && count(drawn) <= 14);
    return oneQuestion('points drawn at random', question);
  },
};
