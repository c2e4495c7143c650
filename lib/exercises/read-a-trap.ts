import { between, drawUntil } from './draw';
import type { Case, Exercise, Finding } from './exercise';
import { inWords } from './exercise';
import { middle } from './plain-layout';
import { at, distance, mean, type Row } from './plain-rows';

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
  const sum: Spread = rows => rows.reduce((total, row) => total + distance(row, middle(rows)), 0);
  const known: [number, string][] = [
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
  ],
  drawn: random => {
    const draw = () =>
      pictureOf(
        random.shuffle([1, 2, 4, 6]).map((label, i): Class => {
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
    return onePicture('classes drawn at random', drawUntil(draw, isClear));
  },
};
