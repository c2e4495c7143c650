import { between, drawUntil } from './draw';
import type { Case, Exercise, Finding } from './exercise';
import { inWords } from './exercise';
import { middle } from './plain-layout';
import { at, distance, mean, type Row, rowsOf } from './plain-rows';
import { fine, together } from './together';

interface Picture {
  /** The rows as they are, and where the picture puts each. */
  rows: readonly Row[];
  layout: readonly Row[];
  labels: readonly number[];
}

type Spread = (rows: readonly Row[]) => number;

/** The root of the mean squared distance to the middle. */
const spread: Spread = rows => Math.sqrt(mean(rows.map(row => distance(row, middle(rows)) ** 2)));

const classesOf = ({ labels }: Picture) => [...new Set(labels)];
const ofClass = (rows: readonly Row[], labels: readonly number[], wanted: number) =>
  rows.filter((_, i) => labels[i] === wanted);

const largest = (labels: number[], score: (label: number) => number): number =>
  labels.reduce((best, label) => (score(label) > score(best) ? label : best));

const inPicture = ({ layout, labels }: Picture, label: number, by = spread) => by(ofClass(layout, labels, label));
const inTruth = ({ rows, labels }: Picture, label: number, by = spread) => by(ofClass(rows, labels, label));

const mostInflated = (picture: Picture): number =>
  largest(classesOf(picture), label => inPicture(picture, label) / inTruth(picture, label));

function mistakeOf(picture: Picture, label: number): string | undefined {
  const classes = classesOf(picture);
  const farthest: Spread = rows => Math.max(...rows.map(row => distance(row, middle(rows))));
  const distances = (rows: readonly Row[]) => rows.map(row => distance(row, middle(rows)));
  const others: Spread[] = [
    rows => mean(distances(rows)),
    rows => distances(rows).sort((a, b) => a - b)[rows.length >> 1],
    rows => distances(rows)[rows.length - 1],
  ];
  const fromFirst: Spread = rows => Math.sqrt(mean(rows.map(row => distance(row, rows[0]) ** 2)));
  const sum: Spread = rows => rows.reduce((total, row) => total + distance(row, middle(rows)), 0);
  const known: [number, string][] = [
    // only clouds show these: in the other pictures they lead to the right class
    ...others.map((by): [number, string] => [
      largest(classes, one => inPicture(picture, one, by) / inTruth(picture, one, by)),
      'The spread is the root of the mean of the squared distances: not their mean, nor the distance of one row.',
    ]),
    [
      largest(classes, one => inPicture(picture, one, fromFirst) / inTruth(picture, one, fromFirst)),
      'Measured from the first row of a class? Its middle is the mean of its rows, column by column.',
    ],
    [classes.indexOf(mostInflated(picture)), 'That is its place in the list of classes: give the label itself.'],
    [
      largest(classes, one => inPicture(picture, one, sum) / inTruth(picture, one)),
      'Classes have different numbers of rows: take the mean of the squared distances, not their sum.',
    ],
    [
      largest(classes, one => {
        const from = (rows: readonly Row[]) =>
          Math.sqrt(mean(ofClass(rows, picture.labels, one).map(row => distance(row, middle(rows)) ** 2)));
        return from(picture.layout) / from(picture.rows);
      }),
      'Measured from the middle of everything? A class spreads around its own middle.',
    ],
    [
      largest(classes, one => inPicture(picture, one)),
      'That is the class that looks largest. How large is it in truth? Divide one spread by the other.',
    ],
    [
      largest(classes, one => -inTruth(picture, one)),
      'That is the class that is smallest in truth. How large is it in the picture? Divide one spread by the other.',
    ],
    [
      largest(classes, one => inPicture(picture, one, farthest) / inTruth(picture, one, farthest)),
      'One row far out decides there. The spread is the root of the mean of the squared distances.',
    ],
    [
      largest(classes, one => -inPicture(picture, one) / inTruth(picture, one)),
      'That is the class that the picture shrinks the most. Divide its spread in the picture by its true spread, not the other way round.',
    ],
  ];
  return known.find(([value]) => value === label)?.[1];
}

function judgeLabel(picture: Picture, result: unknown): Finding | undefined {
  const expected = `one of the labels ${classesOf(picture).join(', ')}: the class whose spread in the picture, divided by its spread in the rows, is the largest`;
  if (typeof result !== 'number') return { got: inWords(result), expected };
  if (result === mostInflated(picture)) return undefined;
  const hint = Number.isNaN(result) ? 'NaN comes from 0 / 0 or from a missing number.' : mistakeOf(picture, result);
  return { got: String(result), expected, hint };
}

const onePicture = (name: string, picture: Picture): Case => ({
  name: `${name}: ${picture.rows.length} rows, classes ${classesOf(picture).join(', ')}`,
  calls: () => [[picture.rows, picture.layout, picture.labels]],
  judge: ([result]) => judgeLabel(picture, result),
});

/** Rows around a centre, evenly on a circle of this radius, in three columns. */
const ring = (centre: Row, radius: number, count: number): number[][] =>
  Array.from({ length: count }, (_, i) => [...at((360 / count) * i, radius), 0].map((value, c) => value + centre[c]));
const flatRing = (centre: Row, radius: number, count: number): number[][] =>
  ring([...centre, 0], radius, count).map(row => row.slice(0, 2));

/** A class: its label, how many rows, how far they spread in truth and in the picture, and where. */
type Class = readonly [label: number, count: number, truth: number, picture: number, at: Row, shownAt: Row];
const pictureOf = (classes: readonly Class[]) => ({
  rows: classes.flatMap(([, count, truth, , centre]) => ring(centre, truth, count)),
  layout: classes.flatMap(([, count, , shown, , centre]) => flatRing(centre, shown, count)),
  labels: classes.flatMap(([label, count]) => Array<number>(count).fill(label)),
});

/** A row that the picture puts farther out than any other, in a class that it shrinks. */
function withOutlier(): Picture {
  const { rows, layout, labels } = pictureOf([
    [8, 12, 3, 2.2, [0, 0, 0], [0, 0]],
    [2, 12, 2, 3, [50, 0, 0], [14, 0]],
    [4, 12, 4, 1, [0, 90, 0], [0, 9]],
  ]);
  layout[0] = [6, 0];
  return { rows, layout, labels };
}

export const readATrap: Exercise = {
  id: 'read-a-trap',
  title: 'Read a trap',
  statement:
    'mostInflated(rows, layout, labels): row i lies at layout[i] in a picture, and has the label labels[i]. Call the root of the mean ' +
    'squared distance of the rows of a class from their own middle the spread of the class. The label of the class whose spread in the ' +
    'picture, divided by its spread in the rows, is the largest: the one that the picture blows up the most.',
  hints: [
    'Write spread(rows) first: the middle is the mean of each column; then the distance of every row from it, squared, averaged, and the root of that.',
    'For every label that occurs, pick its rows and its points of the layout, and divide spread(points) by spread(rows).',
    'const of = (all, label) => all.filter((_, i) => labels[i] === label); then the label with the largest spread(of(layout, label)) / spread(of(rows, label)) among [...new Set(labels)].',
  ],
  why:
    'A picture of UMAP draws dense and loose clusters about equally large, since it gives every point the same ' +
    'number of neighbours. Only the ratio of the spread in the picture to the true spread says what was blown up: ' +
    'neither of the two alone does.',
  cases: [
    // in the others the class that looks largest is the answer
    onePicture(
      'the class that looks largest is not the most inflated',
      pictureOf([
        [0, 6, 1, 2, [0, 0, 0], [0, 0]],
        [1, 6, 5, 6, [40, 0, 0], [10, 0]],
        [2, 6, 9, 4, [0, 40, 0], [0, 10]],
        [3, 6, 3, 4, [20, 20, 0], [-40, 0]],
      ]),
    ),
    // in the others the class that is smallest in truth is
    onePicture(
      'the class that is smallest in truth is not the most inflated',
      pictureOf([
        [0, 8, 1, 1, [0, 0, 0], [3, 3]],
        [1, 8, 2, 7, [0, 50, 0], [12, 0]],
        [2, 8, 8, 6, [50, 0, 0], [-12, 0]],
      ]),
    ),
    onePicture(
      'classes of different sizes, labels that are not 0, 1, 2',
      pictureOf([
        [7, 40, 4, 2.5, [0, 0, 9], [0, 0]],
        [3, 4, 1, 3, [0, 30, 0], [2, 9]],
        [5, 10, 2, 2, [30, 0, 0], [9, 2]],
      ]),
    ),
    onePicture('a class with a row far out', withOutlier()),
    // in the others all rows of a class are as far from its middle, but for the one far out; here ratios are close to each other too
    fine(
      together('classes that are clouds', [
        onePicture('clouds, far from 0', {
          rows: rowsOf(
            '-11.88 -4.42 -7.13, -10.06 -2.26 -4.4, -10.34 -5.5 -5.84, -6.82 -2.68 -4.12, -9.14 -3.54 -6.36, 7.27 -7.69 -4.92, 3.53 -4.44 -4.42, 8.4 0.22 -6.18, -5.71 3.64 -3.77, -4.53 5.41 2.4, -4.87 3.7 1.63, -5 6.9 1.63',
          ),
          layout: rowsOf(
            '-5.75 -3.82, -6.74 -6.82, -7.39 -6.53, -5.94 -6.48, -7.92 -6.34, -0.38 8.7, 4 5.15, 2.28 6.4, -7.03 7.51, -6.64 5.56, -6.82 6.3, -7.41 7.37',
          ),
          labels: [1, 1, 1, 1, 1, 9, 9, 9, 5, 5, 5, 5],
        }),
        onePicture('clouds that overlap', {
          rows: rowsOf(
            '2.36 -0.28 -9.33, 7.54 -0.62 -8.8, 4.28 0.03 -9.52, 3.87 -1.24 -6.14, 4.15 7.46 -2.11, -0.11 5.99 -7.34, 0.23 1.81 -0.65, 5.87 7.98 -10.82, 4.82 0.13 -6.8, 4.54 3.53 -3.47, 8.99 -0.43 -6.56, 4.82 5.52 -5.57',
          ),
          layout: rowsOf(
            '3.98 3.53, 3.27 4.79, 4.36 4.91, 3.24 4.2, -0.98 8.73, 1.52 7.27, 1.2 7.39, 0.73 8.84, -1.48 7.98, -1.39 9.93, -1.72 8.78, -0.16 9.25',
          ),
          labels: [9, 9, 9, 9, 2, 2, 2, 7, 7, 7, 7, 7],
        }),
        onePicture('clouds of many rows and of few', {
          rows: rowsOf(
            '1.55 -10.13 -8.2, -1.86 0.07 -6.75, 5.69 -4.1 -8.71, 7.16 0.61 -3.72, -2.05 -5.17 -9.01, -7.03 -2.91 6.77, -6.18 -1.82 4.88, -7.43 -1.97 4.06, -5.15 -2.36 6, -5.47 -2.29 4.85, 4.05 -9.35 -6.86, 3.89 -7.57 -7.73, 3.7 -7.96 -7.94, 5.63 -8.44 -7.36',
          ),
          layout: rowsOf(
            '-5.27 -6.82, -5.5 -7.95, -5.27 -7.17, -3.86 -7.53, -3.08 -6.1, -3.96 1.17, -0.52 1.74, -2.72 1.96, -1 4.49, -4.46 2.14, -3.42 6.69, -7.7 6.05, -5.41 6.57, -5.64 5.85',
          ),
          labels: [7, 7, 7, 7, 7, 5, 5, 5, 5, 5, 3, 3, 3, 3],
        }),
        onePicture('very small numbers', {
          rows: rowsOf(
            '0.0236 -0.0028 -0.0933, 0.0754 -0.0062 -0.088, 0.0428 0.0003 -0.0952, 0.0387 -0.0124 -0.0614, 0.0415 0.0746 -0.0211, -0.0011 0.0599 -0.0734, 0.0023 0.0181 -0.0065, 0.0587 0.0798 -0.1082, 0.0482 0.0013 -0.068, 0.0454 0.0353 -0.0347, 0.0899 -0.0043 -0.0656, 0.0482 0.0552 -0.0557',
          ),
          layout: rowsOf(
            '0.0398 0.0353, 0.0327 0.0479, 0.0436 0.0491, 0.0324 0.042, -0.0098 0.0873, 0.0152 0.0727, 0.012 0.0739, 0.0073 0.0884, -0.0148 0.0798, -0.0139 0.0993, -0.0172 0.0878, -0.0016 0.0925',
          ),
          labels: [9, 9, 9, 9, 2, 2, 2, 7, 7, 7, 7, 7],
        }),
      ]),
    ),
  ],
  drawn: random => {
    const draw = () =>
      pictureOf(
        random.shuffle([1, 2, 3, 4, 6, 8]).map((label, i): Class => {
          const spread = () => between(random, 0.5, 6);
          return [label, 5 + random.integer(9), spread(), spread(), [30 * i, 7, -i], [12 * i, 3]];
        }),
      );
    // nobody is to measure ratios that are nearly the same
    const isClear = (picture: Picture) => {
      const ratios = classesOf(picture).map(label => inPicture(picture, label) / inTruth(picture, label));
      const [first, second] = ratios.sort((a, b) => b - a);
      return first > 1.3 * second;
    };
    const pictures = Array.from({ length: 3 }, () => onePicture('rings', drawUntil(draw, isClear)));
    return together('three pictures of classes drawn at random', pictures);
  },
};
