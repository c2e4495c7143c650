import { angleLength } from '../charts/spokes';
import { type Labels, type Rows, readLabels, readRows } from '../engine/rows';
import { angleAndLength } from '../metrics/angle-and-length';
import { fitPca } from '../projection/pca';
import { show } from './show';

/** Rows of a network as it makes them, and what the network was trained with. */
export interface SpokesRows {
  title: string;
  /** [n, dim], not divided by their length; row i is the same thing in every panel. */
  rows: Rows;
}

/**
 * Shows rows in their two widest directions with the origin marked, a panel for each network, and under each how long a class is compared
 * with how wide: spokes are long, balls are not.
 * @param labels n whole numbers
 * @param options.images n * 784 values: what hovering shows
 * @throws RangeError as `angleLength`, `angleAndLength` and `fitPca` do
 */
export async function showSpokes(
  panels: SpokesRows[],
  labels: Labels,
  options: { images?: ArrayLike<number>; title?: string } = {},
): Promise<void> {
  const drawn = [];
  for (const { title, rows } of panels) {
    const read = await readRows('showSpokes', `rows of '${title}'`, rows);
    const classes = await readLabels('showSpokes', 'labels', labels, read.n, `rows of '${title}'`);
    const { angle, length, elongation } = await angleAndLength(read, classes);
    const plane = await fitPca(read, { components: 2 });
    const origin = await plane.transform({ rows: new Float32Array(read.dim), dim: read.dim });
    const points = (await plane.transform(read)).map((value, i) => value - origin[i % 2]);
    drawn.push({ title, points, labels: classes, angleSpread: angle, lengthSpread: length, elongation });
  }
  await show(angleLength(drawn, options));
}
