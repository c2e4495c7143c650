import { type Labels, type Rows, readLabels, readRows } from '../engine/rows';
import { unitLength } from './unit-length';

export interface AngleAndLength {
  /** How far rows of a class point away from their mean direction: the root of the mean squared angle, in degrees; mean over classes. */
  angle: number;
  /** How much the lengths of rows of a class differ: standard deviation as a share of the mean; mean over classes. */
  length: number;
  /**
   * How long a class is compared with how wide: the deviation of length over the deviation across the mean direction, per direction
   * there is; mean over classes. 1 for balls; above 1 for spokes that point away from the origin, below 1 for shells around it.
   */
  elongation: number;
}

/**
 * Whether the classes of an embedding are spokes or balls, seen from the origin: how much rows of a class differ in direction, and how
 * much in length. A loss of cosines asks for the direction only; one of Euclidean distances for both.
 * @param rows [n, dim] before they are divided by their length, dim at least 2
 * @param labels n whole numbers
 * @throws RangeError for labels of another length, a class of a single row, rows of one column, a row of zeros (it has no direction)
 */
export async function angleAndLength(rows: Rows, labels: Labels): Promise<AngleAndLength> {
  const read = await readRows('angleAndLength', 'rows', rows);
  const { n, dim } = read;
  if (dim < 2) throw new RangeError('angleAndLength: rows has one column, expected two or more: a line has no angles');
  const classOf = await readLabels('angleAndLength', 'labels', labels, n, 'rows');
  const units = unitLength('angleAndLength', 'rows', read);
  const classes = new Map<number, number[]>();
  for (let row = 0; row < n; row++) {
    const members = classes.get(classOf[row]);
    if (members) members.push(row);
    else classes.set(classOf[row], [row]);
  }
  const sums = { angle: 0, length: 0, elongation: 0 };
  for (const [label, members] of classes) {
    if (members.length < 2) {
      throw new RangeError(
        `angleAndLength: class ${label} has 1 row, expected two or more of every class; take more rows`,
      );
    }
    const { angle, length, elongation } = shapeOf(read, units, members);
    sums.angle += angle / classes.size;
    sums.length += length / classes.size;
    sums.elongation += elongation / classes.size;
  }
  return sums;
}

function shapeOf({ rows, dim }: { rows: Float32Array; dim: number }, units: Float64Array, members: number[]) {
  const direction = new Float64Array(dim);
  for (const row of members) for (let c = 0; c < dim; c++) direction[c] += units[row * dim + c];
  const norm = Math.hypot(...direction) || 1;
  let [angles, lengths, squares, across] = [0, 0, 0, 0];
  for (const row of members) {
    let [along, squared] = [0, 0];
    for (let c = 0; c < dim; c++) {
      along += (rows[row * dim + c] * direction[c]) / norm;
      squared += rows[row * dim + c] ** 2;
    }
    const length = Math.sqrt(squared);
    angles += Math.acos(Math.min(1, Math.max(-1, along / length))) ** 2;
    lengths += length;
    squares += squared;
    across += Math.max(0, squared - along ** 2);
  }
  const mean = lengths / members.length;
  const deviation = Math.sqrt(Math.max(0, squares / members.length - mean ** 2));
  const width = Math.sqrt(across / members.length / (dim - 1));
  return {
    angle: (Math.sqrt(angles / members.length) * 180) / Math.PI,
    length: deviation / mean,
    elongation: width > 0 ? deviation / width : Number.POSITIVE_INFINITY,
  };
}
