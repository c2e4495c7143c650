import type { Rows } from '../../engine/rows';
import { type Metric, nearestNeighbours } from '../../metrics/knn';

/** For each row its nearest, by distance: 1 - cosine, or Euclidean. */
export interface NearRows {
  /** k a row, the nearest first */
  indices: Int32Array;
  distances: Float32Array;
  k: number;
}

/** A cosine distance below this is rounding: the rows point the same way. */
const SAME_DIRECTION = 1e-6;

/** The k rows of `gallery` that are nearest to each of `queries`; a row itself left out where both are the same set. */
export async function nearRows(
  gallery: Rows,
  queries: Rows,
  options: { k: number; metric: Metric; excludeSelf?: boolean; onProgress?: () => void },
): Promise<NearRows> {
  const { indices, similarities, k } = await nearestNeighbours(gallery, queries, options);
  const distances =
    options.metric === 'cosine'
      ? similarities.map(cosine => (1 - cosine < SAME_DIRECTION ? 0 : 1 - cosine))
      : similarities.map(negative => -negative);
  return { indices, distances, k };
}
