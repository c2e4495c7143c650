import { counted, type ReadRows, type Rows } from '../../engine/rows';
import { nearestNeighbours } from '../../neighbours/nearest-neighbours';
import type { Metric } from '../../neighbours/similarity-blocks';

/** For each row its nearest, by distance: 1 - cosine, or Euclidean. */
export interface NearRows {
  /** k a row, the nearest first */
  indices: Int32Array;
  distances: Float32Array;
  k: number;
}

/** A cosine distance below this is rounding: the rows point the same way. */
const SAME_DIRECTION = 1e-6;

/** From this many rows on not all neighbours are looked for: umap-learn does the same. */
const MANY = 4096;
/** The share of them that is enough. umap-learn finds 98.7 to 99.9 % on embeddings, pixels and clusters; the 99 % asked for here become 99.6 to 100. */
const RECALL = 0.99;

/** The k rows of `gallery` that are nearest to each of `queries`; a row itself left out where both are the same set. */
export async function nearRows(
  gallery: ReadRows,
  queries: Rows,
  options: { k: number; metric: Metric; excludeSelf?: boolean; onProgress?: () => void },
): Promise<NearRows> {
  const recall = options.excludeSelf && gallery.n > MANY ? RECALL : 1;
  const { indices, similarities, k } = await nearestNeighbours(gallery, queries, { ...options, recall });
  const distances =
    options.metric === 'cosine'
      ? similarities.map(cosine => (1 - cosine < SAME_DIRECTION ? 0 : 1 - cosine))
      : similarities.map(negative => -negative);
  return { indices, distances, k };
}

/** The first k of each row's. */
export function nearestOf({ indices, distances, k: known }: NearRows, k: number): NearRows {
  if (k === known) return { indices, distances, k };
  const chosen = {
    indices: new Int32Array((indices.length / known) * k),
    distances: new Float32Array((indices.length / known) * k),
    k,
  };
  for (let row = 0; row < indices.length / known; row++) {
    chosen.indices.set(indices.subarray(row * known, row * known + k), row * k);
    chosen.distances.set(distances.subarray(row * known, row * known + k), row * k);
  }
  return chosen;
}

/** Rows by whose nearest neighbour it is checked that neighbours belong to these rows. */
const PROBES = 20;

/** @throws RangeError unless `near` holds at least k neighbours for each of these rows, by this metric */
export function assertNeighboursOf(
  caller: string,
  near: NearRows & { metric: Metric },
  rows: ReadRows,
  metric: Metric,
  k: number,
): void {
  const fail = (what: string) => {
    throw new RangeError(`${caller}: near holds ${what}; find them with umapNeighbours`);
  };
  if (!(near.indices instanceof Int32Array) || !(near.distances instanceof Float32Array)) fail('no neighbours');
  const n = near.indices.length / near.k;
  if (near.metric !== metric) fail(`neighbours by the metric '${near.metric}', expected '${metric}'`);
  if (n !== rows.n) fail(`neighbours of ${counted(n, 'row')}, expected ${rows.n}`);
  if (near.k < k)
    fail(`${counted(near.k, 'neighbour')} a row, expected at least ${k} (the row itself counts as one of ${k + 1})`);
  for (let probe = 0; probe < PROBES; probe++) {
    const row = Math.floor((probe * n) / PROBES);
    const distance = distanceBetween(rows, row, near.indices[row * near.k], metric);
    const known = near.distances[row * near.k];
    if (Math.abs(distance - known) > 1e-5 + 1e-3 * known)
      fail(`the neighbours of other rows: row ${row} has its nearest at ${distance}, expected ${known}`);
  }
}

function distanceBetween({ rows, dim }: ReadRows, one: number, other: number, metric: Metric): number {
  let [product, squares, others, differences] = [0, 0, 0, 0];
  for (let c = 0; c < dim; c++) {
    const [x, y] = [rows[one * dim + c], rows[other * dim + c]];
    product += x * y;
    squares += x * x;
    others += y * y;
    differences += (x - y) ** 2;
  }
  if (metric === 'euclidean') return Math.sqrt(differences);
  return squares > 0 && others > 0 ? 1 - product / Math.sqrt(squares * others) : 1;
}
