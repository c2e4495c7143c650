import { counted, type Rows } from '../engine/rows';
import { nearestNeighbours } from '../neighbours/nearest-neighbours';
import { type ProjectionMetricOptions, readProjection } from './trustworthiness';

/**
 * The share of neighbours that a projection keeps: of each row's k nearest rows, how many are among its k nearest in the projection, on
 * average. Unlike trustworthiness, it makes no difference how far off those are that are not.
 * @param high [n, dim]
 * @param low [n, components]: the same rows projected
 * @returns 0 to 1; k / (n - 1) where points lie at random
 * @throws RangeError when the numbers of rows differ, k is no whole number from 1 to n - 1, or a number is not finite
 */
export async function neighboursKept(
  high: Rows,
  low: Rows,
  { k = 12, metric = 'cosine' }: ProjectionMetricOptions = {},
): Promise<number> {
  const [rows, projected] = await readProjection('neighboursKept', high, low, metric);
  const { n } = rows;
  if (!Number.isInteger(k) || k < 1 || k > n - 1) {
    throw new RangeError(
      `neighboursKept: k is ${k}, expected a whole number of at least 1 and below the ${counted(n, 'row')}`,
    );
  }
  const before = await nearestNeighbours(rows, rows, { k, metric, excludeSelf: true });
  const after = await nearestNeighbours(projected, projected, { k, metric: 'euclidean', excludeSelf: true });
  let kept = 0;
  for (let start = 0; start < n * k; start += k) {
    const seen = new Set(after.indices.subarray(start, start + k));
    for (let i = start; i < start + k; i++) if (seen.has(before.indices[i])) kept++;
  }
  return kept / (n * k);
}
