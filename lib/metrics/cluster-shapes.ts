import { type Labels, type Rows, readLabels, readRows } from '../engine/rows';

export interface ClusterShapes {
  /** Of each class, from 0 on, the root of the mean squared distance of its rows from their middle; in the rows' own unit. */
  spread: number[];
  /** [i][j]: how far the middles of two classes are apart. */
  distance: number[][];
}

/**
 * How wide the classes of an embedding are, and how far apart: what a picture of it is commonly misread for.
 * @param rows [n, dim]
 * @param labels n whole numbers from 0 on
 * @throws RangeError for labels of another length or below zero, a class below the highest that has no row
 */
export async function clusterShapes(rows: Rows, labels: Labels): Promise<ClusterShapes> {
  const { rows: values, n, dim } = await readRows('clusterShapes', 'rows', rows);
  const classOf = await readLabels('clusterShapes', 'labels', labels, n, 'rows');
  const middles: Float64Array[] = [];
  const sizes: number[] = [];
  for (let row = 0; row < n; row++) {
    const label = classOf[row];
    if (label < 0) throw new RangeError(`clusterShapes: labels holds ${label} at position ${row}, expected 0 or more`);
    middles[label] ??= new Float64Array(dim);
    sizes[label] = (sizes[label] ?? 0) + 1;
    for (let c = 0; c < dim; c++) middles[label][c] += values[row * dim + c];
  }
  const missing = Array.from(sizes, size => size ?? 0).indexOf(0);
  if (missing >= 0) {
    throw new RangeError(
      `clusterShapes: class ${missing} has no row, expected every class from 0 to ${sizes.length - 1}`,
    );
  }
  middles.forEach((middle, label) => {
    for (let c = 0; c < dim; c++) middle[c] /= sizes[label];
  });
  const squares = sizes.map(() => 0);
  for (let row = 0; row < n; row++) {
    for (let c = 0; c < dim; c++) squares[classOf[row]] += (values[row * dim + c] - middles[classOf[row]][c]) ** 2;
  }
  return {
    spread: squares.map((sum, label) => Math.sqrt(sum / sizes[label])),
    distance: middles.map(a => middles.map(b => Math.hypot(...a.map((value, c) => value - b[c])))),
  };
}
