import { between, drawUntil } from './draw';
import type { Case, Exercise, Finding } from './exercise';
import { inWords } from './exercise';
import { at, dot, type Row, rowsOf } from './plain-rows';
import { fine } from './together';

interface Labelled {
  rows: readonly Row[];
  labels: readonly number[];
}

/** How near each row is to each other one, the larger the nearer. Many sets are drawn until one is telling: no product is made twice. */
type Nearness = (rows: readonly Row[]) => number[][];

function eachPair(rows: readonly Row[], nearness: (i: number, j: number) => number): number[][] {
  const near = rows.map(() => Array<number>(rows.length).fill(-Infinity));
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < i; j++) near[i][j] = near[j][i] = nearness(i, j);
  }
  return near;
}

const METRICS: Record<string, Nearness> = {
  cosine(rows) {
    const squares = rows.map(row => dot(row, row));
    return eachPair(rows, (i, j) => dot(rows[i], rows[j]) / Math.sqrt(squares[i] * squares[j]) || 0);
  },
  // squared, which changes no order and takes a fifth of the time
  euclidean: rows => eachPair(rows, (i, j) => -rows[i].reduce((sum, value, k) => sum + (value - rows[j][k]) ** 2, 0)),
};

/** Rows whose nearest other row carries their label. */
function hits({ rows, labels }: Labelled, nearness: Nearness): number {
  const nearest = nearness(rows).map(near => near.indexOf(Math.max(...near)));
  return nearest.filter((other, i) => labels[other] === labels[i]).length;
}

const better = (set: Labelled): string =>
  hits(set, METRICS.cosine) > hits(set, METRICS.euclidean) ? 'cosine' : 'euclidean';

function judgeChoices(sets: readonly Labelled[], results: unknown[], otherwise: string): Finding | undefined {
  const expected =
    "'cosine' or 'euclidean': the metric under which more rows have a nearest other row of their own label";
  const strange = results.find(result => result !== 'cosine' && result !== 'euclidean');
  if (strange !== undefined || results.includes(undefined)) {
    const hint =
      typeof strange === 'string'
        ? `The two names are 'cosine' and 'euclidean', in small letters.`
        : 'The name of the metric is asked, not how good it is.';
    return { got: inWords(strange), expected, hint };
  }
  const right = sets.map(better);
  const wrong = results.flatMap((result, i) => (result === right[i] ? [] : [i]));
  if (wrong.length === 0) return undefined;
  const got = results.map((result, i) => `'${String(result)}' for set ${i + 1}`).join(', ');
  const said = `${expected}, of each of ${sets.length} sets`;
  if (wrong.length === sets.length) {
    const hint = 'Each answer is the wrong one of the two. A larger cosine is nearer, and so is a smaller distance.';
    return { got, expected: said, hint };
  }
  const constant = new Set(results).size === 1;
  const hint = constant
    ? `The same answer for ${sets.length === 2 ? 'both' : 'all'}. ${otherwise} And a row must not be its own nearest neighbour, or both metrics are always right.`
    : otherwise;
  return { got, expected: said, hint };
}

const severalSets = (name: string, sets: readonly Labelled[], otherwise: string): Case => ({
  name: `${name}: ${sets.length} sets of ${Math.min(...sets.map(({ rows }) => rows.length))} to ${Math.max(...sets.map(({ rows }) => rows.length))} rows`,
  calls: () => sets.map(({ rows, labels }) => [rows, labels]),
  judge: results => judgeChoices(sets, results, otherwise),
});

export const chooseMetric: Exercise = {
  id: 'choose-metric',
  title: 'Choose the metric',
  statement:
    "chooseMetric(rows, labels): the rows are lists of numbers, each with a label. 'cosine' or 'euclidean', the one under which more " +
    'rows have a nearest other row with the same label.',
  hints: [
    'Try both. For each row look for the nearest of the other rows, and count how often its label is the same.',
    'With the cosine the nearest is the row with the largest cos(a, b) = a·b / (|a| |b|); with Euclidean distance the one with the smallest |a - b|.',
    'Write countHits(near): for every i, among all j !== i, take the j with the largest near(rows[i], rows[j]), and count labels[j] === labels[i]. Then compare countHits(cosine) with countHits((a, b) => -distance(a, b)).',
  ],
  why:
    'Which metric is right is a property of the embedding: where training compared cosines, classes are ' +
    'directions; where it compared distances, they may be shells or balls. Counting neighbours of the own label ' +
    'asks the data instead of a rule of thumb.',
  cases: [
    // in both sets lengths differ widely: that alone says nothing; and two spokes point in opposite directions
    severalSets(
      'spokes, and shells',
      [
        {
          rows: [
            at(0, 1),
            at(4, 9),
            at(-3, 4),
            at(90, 1.2),
            at(94, 8),
            at(87, 4.4),
            at(178.5, 1.4),
            at(185, 8.5),
            at(182, 4.1),
          ],
          labels: [0, 0, 0, 1, 1, 1, 2, 2, 2],
        },
        {
          rows: [
            at(0, 1),
            at(40, 1.1),
            at(80, 0.9),
            at(2, 5),
            at(38, 5.1),
            at(82, 4.9),
            at(1, 9),
            at(41, 9.1),
            at(79, 8.9),
          ],
          labels: [0, 0, 0, 1, 1, 1, 2, 2, 2],
        },
      ],
      'In one set a class is a direction, in the other a length. Does the answer count neighbours, or look at something else?',
    ),
    // two groups a class: the class's mean lies in the other class
    severalSets(
      'classes in two parts each',
      [
        {
          rows: [at(0, 2), at(5, 6), at(180, 3), at(175, 7), at(90, 2), at(95, 6.2), at(270, 3), at(265, 7.2)],
          labels: [0, 0, 0, 0, 1, 1, 1, 1],
        },
        {
          rows: [at(10, 1), at(60, 1.1), at(12, 6), at(58, 6.1), at(11, 3), at(59, 3.1), at(9, 9), at(61, 9.1)],
          labels: [0, 0, 0, 0, 1, 1, 1, 1],
        },
      ],
      'A class may lie in several places: what counts is the nearest row of each row, not the mean of a class.',
    ),
    // one long row: the dot product finds it nearest to everybody
    severalSets(
      'one row is very long',
      [
        {
          rows: [0, 20, 40]
            .flatMap(angle => [at(angle, 1), at(angle + 1, 1.05), at(angle + 2, 10)])
            .concat([at(21, 100)]),
          labels: [0, 0, 0, 1, 1, 1, 2, 2, 2, 1],
        },
        {
          rows: [at(0, 1), at(20, 1), at(10, 3), at(30, 3), at(1, 6), at(21, 6), at(15, 60), at(16, 58)],
          labels: [0, 0, 1, 1, 2, 2, 3, 3],
        },
      ],
      'One row is far longer than the others: the dot product takes it for everybody’s nearest. The cosine is divided by both lengths.',
    ),
    // one or two rows more, and some of them by a hair
    fine(
      severalSets(
        'sets in which both metrics do nearly as well',
        [
          {
            rows: rowsOf(
              '0.167 0.128 -0.15, -0.342 -0.165 -0.057, 0.119 0.032 0.031, -0.073 -0.113 0.135, -0.046 0.163 0.132, -0.276 -0.132 -0.33, 0.047 0.025 -0.117, 0.351 0.276 0.032, -0.022 0.024 -0.092, 0.026 -0.138 0.185',
            ),
            labels: [1, 1, 1, 2, 3, 2, 1, 3, 3, 1],
          },
          {
            rows: rowsOf(
              '-0.35 -0.129 -0.384, -0.043 -0.055 -0.13, 0.205 0.14 -0.07, -0.338 0.212 -0.183, -0.282 0.355 0.007, 0.141 -0.173 0.026, -0.301 0.342 -0.035, -0.17 0.2 -0.07, -0.318 -0.138 0.239, 0.121 -0.047 0.171',
            ),
            labels: [3, 3, 3, 1, 1, 2, 1, 2, 2, 1],
          },
          {
            rows: rowsOf('1.4 -2.9, -0.6 1.6, 1.2 0.3, 2.2 -2.2, -2.5 1.1, -2.9 2.2, 2.7 0, 2.5 1.1, 1.6 0.7'),
            labels: [1, 3, 1, 2, 2, 3, 1, 2, 1],
          },
          {
            rows: rowsOf(
              '-0.111 0.227 0.287, -0.322 -0.074 -0.084, 0.207 -0.019 0.21, 0.264 -0.141 -0.202, 0.156 0.061 0.251, 0.348 -0.204 0.16, 0.1 0.049 0.132, -0.237 0.014 0.163, 0.286 0.055 -0.201, 0.22 -0.058 0.295',
            ),
            labels: [2, 1, 3, 2, 2, 1, 3, 2, 1, 2],
          },
          {
            rows: rowsOf(
              '-0.273 -0.164 -0.312, 0.2 0.121 0.022, 0.023 0.324 0.146, 0.073 -0.097 -0.185, 0.177 0.184 0.097, 0.061 0.107 0.091, -0.283 -0.229 0.265, 0.285 -0.064 -0.058, -0.015 -0.368 -0.092, 0.184 0.382 0.225',
            ),
            labels: [2, 2, 2, 2, 2, 3, 1, 1, 1, 2],
          },
          {
            rows: rowsOf(
              '0.24 -0.048 -0.296, -0.104 -0.078 -0.162, 0.205 0.054 -0.097, -0.367 0.182 -0.174, 0.201 0.071 0.052, 0.278 0.074 0.089, -0.085 -0.008 -0.213, -0.023 -0.162 0.174, 0.128 -0.212 0.176, 0.128 0.049 0.346, -0.153 -0.032 -0.019',
            ),
            labels: [3, 2, 1, 3, 3, 3, 3, 3, 3, 3, 3],
          },
        ],
        'Both metrics find many neighbours of the own label here, one of them a few more. Are both counted in the same way, by all numbers of each row as they come?',
      ),
    ),
  ],
  drawn: random => {
    const classes = [0, 1, 2].flatMap(label => Array<number>(5).fill(label));
    const jitter = () => between(random, -4, 4);
    const spokes = () => ({
      rows: classes.map(label => at(110 * label + jitter(), between(random, 1, 9))),
      labels: classes,
    });
    const shells = () => ({
      rows: classes.map(label => at(between(random, 0, 90), 1 + 4 * label + between(random, 0, 0.3))),
      labels: classes,
    });
    // clearly the one or the other
    const gap = (set: Labelled) => hits(set, METRICS.cosine) - hits(set, METRICS.euclidean);
    const one = () =>
      random.integer(2) === 0 ? drawUntil(spokes, set => gap(set) >= 3) : drawUntil(shells, set => gap(set) <= -3);
    return severalSets(
      'classes drawn at random',
      Array.from({ length: 6 }, one),
      'Does the answer count neighbours, or look at something else?',
    );
  },
};
