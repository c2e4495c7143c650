import { drawRows } from './draw';
import { asNumbers, type Case, type Exercise, type Finding, inWords } from './exercise';
import { transpose } from './plain-info-nce';
import { along, asRows, centred, middle } from './plain-layout';
import { at, type Row, rowsOf, unit } from './plain-rows';
import { roundedHint } from './scalar';
import { fine } from './together';

interface Question {
  rows: readonly Row[];
  axes: readonly Row[];
}

const isSame = (a: readonly Row[], b: readonly Row[]) =>
  a.length === b.length &&
  a.every((row, i) => row.length === b[i].length && row.every((value, j) => Math.abs(value - b[i][j]) <= 1e-4));

/** Where the middle of the rows lies along the first axis. */
const firstMiddle = (rows: readonly Row[], axes: readonly Row[]) => along([middle(rows)], axes)[0][0];

function mistakeOf({ rows, axes }: Question, result: number[][]): string | undefined {
  const right = along(centred(rows), axes);
  const first = rows[0];
  const known: [number[][], string][] = [
    [
      along(rows, axes),
      'The coordinates are measured from the middle of the rows: subtract the mean of each column first.',
    ],
    [
      along(
        rows.map(row => row.map((value, column) => value - first[column])),
        axes,
      ),
      'Measured from the first row. The middle is the mean of all rows, column by column.',
    ],
    [
      along(rows, axes).map(row => row.map(value => value - firstMiddle(rows, axes))),
      'Each axis has a middle of its own: the mean of the rows along that axis.',
    ],
    [
      along(
        rows.map(row => row.map((value, column) => value - Math.abs(middle(rows)[column]))),
        axes,
      ),
      'A mean may be negative: subtract it with its sign.',
    ],
    [transpose(right), 'Rows and columns are exchanged: one list a row, with one coordinate an axis in it.'],
    [right.map(row => row.map(Math.abs)), 'A coordinate has a sign: on which side of the middle the row lies.'],
    [
      along(centred(rows).map(unit), axes),
      'The rows were divided by their length. Then only their direction is left; PCA keeps distances too.',
    ],
    [
      right.map(row => [...row].reverse()),
      'The axes are in the wrong order: the first coordinate belongs to the first axis.',
    ],
    [
      centred(rows).map(row => row.slice(0, axes.length)),
      'These are the first columns. A coordinate along an axis is the sum of row[i] * axis[i] over all columns.',
    ],
    [
      along(
        centred(rows).map(row => row.slice(0, 2)),
        axes,
      ),
      'Only two columns went into the sum. A row may have any number of them.',
    ],
    [right.map(row => row.map(value => -value)), 'The signs are turned round: row minus mean, not mean minus row.'],
  ];
  const mistake = known.find(([values]) => isSame(result, values))?.[1];
  if (mistake) return mistake;
  const rounded = result.flatMap((row, i) => row.map((value, j) => roundedHint(value, right[i]?.[j] ?? Number.NaN)));
  if (rounded.length > 0 && rounded.every(Boolean)) return rounded[0];
  return result.every(row => row.length < axes.length)
    ? `One coordinate an axis: there are ${axes.length} axes here.`
    : undefined;
}

function judgeProjection(question: Question, result: unknown): Finding | undefined {
  const { rows, axes } = question;
  const expected = `a list of ${rows.length} lists of ${axes.length}: of each row its coordinate along each axis, measured from the middle of the rows`;
  const projected = asRows(result);
  if (!projected) {
    const flat = asNumbers(result)?.length === rows.length * axes.length;
    const hint = flat ? 'One flat list came back; each row gets a list of its own.' : undefined;
    return { got: inWords(result), expected, hint };
  }
  if (isSame(projected, along(centred(rows), axes))) return undefined;
  if (projected.some(row => row.some(value => !Number.isFinite(value)))) {
    const hint = 'NaN comes from a missing number (undefined): does a loop run past the end of a row?';
    return { got: inWords(result), expected: `${expected}; finite numbers`, hint };
  }
  const widths = [...new Set(projected.map(row => row.length))].join(' or ');
  return { got: `${projected.length} lists of ${widths}`, expected, hint: mistakeOf(question, projected) };
}

const oneQuestion = (name: string, question: Question): Case => ({
  name: `${name}: ${question.rows.length} rows of ${question.rows[0].length}, ${question.axes.length === 1 ? 'one axis' : `${question.axes.length} axes`}`,
  calls: () => [[question.rows, question.axes]],
  judge: ([result]) => judgeProjection(question, result),
});

export const projectByHand: Exercise = {
  id: 'project-by-hand',
  title: 'Project by hand',
  statement:
    'project(rows, axes): rows is a list of rows, each a list of numbers; axes is a list of axes of length 1, as wide as a row and at ' +
    'right angles to each other. Of each row the list of its coordinates along the axes, measured from the middle of the rows.',
  hints: [
    'Two steps. First the middle: the mean of each column over all rows. Then, of each row minus the middle, the product with each axis.',
    'The coordinate of a centred row along an axis is the sum of row[i] * axis[i]; the axis has length 1, so nothing has to be divided.',
    'const mean = rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length), then rows.map(row => axes.map(axis => axis.reduce((sum, a, i) => sum + a * (row[i] - mean[i]), 0))).',
  ],
  why:
    'PCA measures from the middle, since what all rows share says nothing about how they differ. Along an axis of ' +
    'length 1 the coordinate is the product of row and axis: how far the row goes in this direction, with its ' +
    'sign for the side.',
  cases: [
    // far from 0: a forgotten mean shows
    oneQuestion('a cloud far from 0', {
      rows: [
        [10, 21],
        [12, 20],
        [11, 24],
        [15, 23],
      ],
      axes: [at(40)],
    }),
    // the others have their first row and their mean at 0, so that only what comes after it can go wrong; here the order of the axes
    oneQuestion('axes along columns', {
      rows: [
        [0, 0, 0],
        [3, -2, 1],
        [-2, -1, -5],
        [-1, 3, 4],
      ],
      axes: [
        [0, 0, 1],
        [1, 0, 0],
      ],
    }),
    oneQuestion('three axes of a turned cube', {
      rows: [
        [0, 0, 0],
        [2, -1, -1],
        [-3, -2, 1],
        [-1, 1, 4],
        [2, 2, -4],
      ],
      axes: [
        [...at(30), 0],
        [0, 0, 1],
        [...at(120), 0],
      ],
    }),
    // below 0, and with a middle that is another along each axis
    fine(
      oneQuestion('a cloud below 0, and two axes', {
        rows: rowsOf('-10.315 2.104, -12.407 2.936, -11.218 1.603, -15.726 2.218, -13.139 0.817'),
        axes: [at(110), at(20)],
      }),
    ),
  ],
  drawn: random => {
    const angle = random.integer(360);
    return oneQuestion('rows drawn at random', {
      rows: drawRows(random, 6, 3).map(([x, y, z]) => [x + 4, y - 3, z + 9]),
      axes: [
        [...at(angle), 0],
        [...at(angle + 90), 0],
      ],
    });
  },
};
