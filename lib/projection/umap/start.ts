import { seededRandom } from '../../engine/index';
import type { ReadRows } from '../../engine/rows';
import type { Metric } from '../../neighbours/similarity-blocks';
import { cosineRows } from '../../neighbours/similarity-blocks';
import { fitPca } from '../pca';

/** How wide the layout is at first, along its widest axis, and the noise that separates copies. */
const WIDTH = 10;
const NOISE = 1e-4;

/**
 * Where points begin: on the leading axes of a PCA (of unit rows where the metric is the cosine), stretched to 0 … 10 along each,
 * with a little noise. A start that knows the whole picture keeps distant clusters in place (Kobak and Linderman 2021,
 * https://doi.org/10.1038/s41587-020-00809-z), and is the same for every seed but for the noise.
 * @returns n * components numbers
 */
export async function startingLayout(
  rows: ReadRows,
  metric: Metric,
  components: number,
  seed: number,
): Promise<Float32Array> {
  const { n, dim } = rows;
  const random = seededRandom(seed).fork('layout');
  const values = metric === 'cosine' ? cosineRows(rows, 0, n) : rows.rows;
  const known = n > 1 ? Math.min(components, dim, n) : 0;
  const along =
    known > 0
      ? await (await fitPca({ rows: values, dim }, { components: known })).transform({ rows: values, dim })
      : [];
  const points = new Float32Array(n * components);
  for (let c = 0; c < known; c++) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < n; i++) {
      low = Math.min(low, along[i * known + c]);
      high = Math.max(high, along[i * known + c]);
    }
    const stretch = high > low ? WIDTH / (high - low) : 0;
    for (let i = 0; i < n; i++) points[i * components + c] = (along[i * known + c] - low) * stretch;
  }
  if (n > 1) for (let i = 0; i < points.length; i++) points[i] += NOISE * random.normal();
  return points;
}
