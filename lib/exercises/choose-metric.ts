import { between, drawUntil } from './draw';
import type { Case, Exercise, Finding } from './exercise';
import { inWords } from './exercise';
import { at, cosine, distance, type Row } from './plain-rows';

interface Labelled {
  rows: readonly Row[];
  labels: readonly number[];
}

type Nearness = (a: Row, b: Row) => number;

const METRICS: Record<string, Nearness> = { cosine, euclidean: (a, b) => -distance(a, b) };

/** Rows whose nearest other row carries their label. */
function hits({ rows, labels }: Labelled, nearness: Nearness): number {
  return rows.filter((row, i) => {
    const others = rows.map((_, j) => j).filter(j => j !== i);
    const nearest = others.reduce((best, j) => (nearness(row, rows[j]) > nearness(row, rows[best]) ? j : best));
    return labels[nearest] === labels[i];
  }).length;
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
    ? `The same answer for both. ${otherwise} And a row must not be its own nearest neighbour, or both metrics are always right.`
    : otherwise;
  return { got, expected: said, hint };
}

const twoSets = (name: string, sets: readonly Labelled[], otherwise: string): Case => ({
  name: `${name}: ${sets.map(({ rows }) => `${rows.length} rows of ${rows[0].length}`).join(', then ')}`,
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
    twoSets(
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
    twoSets(
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
    twoSets(
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
    return twoSets(
      'classes drawn at random',
      [one(), one()],
      'Does the answer count neighbours, or look at something else?',
    );
  },
};
