import { counted, describe, type ReadRows, type Rows, readRows } from '../engine/rows';
import { nearestNeighbours } from '../neighbours/nearest-neighbours';
import { type Block, cosineRows, distanceRows, eachBlock, type Metric, meanRow } from '../neighbours/similarity-blocks';

export interface ProjectionMetricOptions {
  /** Neighbours that are looked at; 12 by default. */
  k?: number;
  /** What near means among the high-dimensional rows: 'cosine' (the default) or 'euclidean'. In the projection it is the distance as seen. */
  metric?: Metric;
}

/**
 * How far the neighbourhoods of a projection can be trusted: points that are among a point's k nearest in the projection, and are not
 * among its k nearest rows, count against it, the more the farther down they come there (Venna and Kaski 2001,
 * https://doi.org/10.1007/3-540-44668-0_68):
 *
 *     1 - 2 / (n k (2n - 3k - 1)) · Σ_i Σ_{j near i in the projection} max(0, rank_i(j) - k)
 *
 * scikit-learn's `trustworthiness`. Rows that are exactly as near share the best rank of theirs.
 * Computed a block at a time: 10,000 rows never need the 400 MB of all their distances.
 * @param high [n, dim]
 * @param low [n, components]: the same rows projected
 * @returns 0 to 1; 1 where every neighbour in the projection is one, about 0.5 where points lie at random
 * @throws RangeError when the numbers of rows differ, k is no whole number of at least 1 and below n / 2, or a number is not finite
 */
export async function trustworthiness(
  high: Rows,
  low: Rows,
  { k = 12, metric = 'cosine' }: ProjectionMetricOptions = {},
): Promise<number> {
  const [rows, projected] = await readProjection('trustworthiness', high, low, metric);
  const { n } = rows;
  if (!Number.isInteger(k) || k < 1 || k >= n / 2) {
    throw new RangeError(
      `trustworthiness: k is ${k}, expected a whole number of at least 1 and below half of the ${counted(n, 'row')}`,
    );
  }
  const { indices } = await nearestNeighbours(projected, projected, { k, metric: 'euclidean', excludeSelf: true });
  const nearer = await countNearer(rows, indices, k, metric);
  let tooFar = 0;
  for (let i = 0; i < nearer.length; i++) tooFar += Math.max(0, nearer[i] + 1 - k);
  return 1 - (2 * tooFar) / (n * k * (2 * n - 3 * k - 1));
}

/** Reads both forms of the same rows, and checks that they fit. */
export async function readProjection(caller: string, high: Rows, low: Rows, metric: Metric): Promise<ReadRows[]> {
  if (metric !== 'cosine' && metric !== 'euclidean') {
    throw new RangeError(`${caller}: metric is ${describe(metric)}, expected 'cosine' or 'euclidean'`);
  }
  const rows = await readRows(caller, 'high', high);
  const projected = await readRows(caller, 'low', low);
  if (rows.n !== projected.n) {
    throw new RangeError(
      `${caller}: low has ${counted(projected.n, 'row')}, expected ${rows.n}: row i of low is row i of high, projected`,
    );
  }
  return [rows, projected];
}

/** How much a product of 32 bits may differ from what it should be, as a share of the largest. */
const ROUNDING = 2e-5;

/**
 * For each of n * k pairs, row i and its chosen row indices[i * k + …], how many rows are nearer to row i than that one is: products on
 * the engine, and where one is too near a chosen row's to tell, the product in double precision.
 */
async function countNearer(rows: ReadRows, indices: Int32Array, k: number, metric: Metric): Promise<Int32Array> {
  const { n } = rows;
  const scores = exactScores(rows, metric);
  const slack = ROUNDING * scores.largest;
  const chosen = new Float64Array(n * k); // scores of a row's chosen rows, the farthest first
  const farthest = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const own = chosen.subarray(i * k, (i + 1) * k);
    for (let place = 0; place < k; place++) own[place] = scores.of(i, indices[i * k + place]);
    own.sort();
    farthest[i] = own[0] - slack;
  }
  // nearerThan[i * k + place]: rows that are nearer to row i than its chosen rows up to `place`, and no nearer than the next one
  const nearerThan = new Int32Array(n * k);
  const count = (i: number, other: number, product: number) => {
    const end = (i + 1) * k;
    let place = i * k;
    while (place < end && product - chosen[place] > slack) place++;
    if (place < end && product - chosen[place] >= -slack) {
      const exact = scores.of(i, other);
      while (place < end && exact > chosen[place]) place++;
    }
    if (place > i * k) nearerThan[place - 1]++;
  };
  const visit = async ({ product, start, rows: height, first, count: width, mirrored }: Block) => {
    const values = (await product.data()) as Float32Array;
    for (let row = 0, offset = 0; row < height; row++, offset += width) {
      const i = start + row;
      const least = farthest[i];
      for (let j = 0; j < width; j++) {
        const product = values[offset + j];
        if (product > least && first + j !== i) count(i, first + j, product);
        if (mirrored && product > farthest[first + j]) count(first + j, i, product);
      }
    }
  };
  const prepare = metric === 'cosine' ? cosineRows : distanceRows(rows, true);
  await eachBlock({ gallery: rows, queries: rows, mirror: true, prepare }, visit);
  for (let i = 0; i < n; i++) {
    for (let place = (i + 1) * k - 2; place >= i * k; place--) nearerThan[place] += nearerThan[place + 1];
  }
  return nearerThan;
}

/** What the products on the engine are in double precision: the cosine, or -|q - g|²/2; and the largest size of what it is made of. */
function exactScores(from: ReadRows, metric: Metric): { of(query: number, row: number): number; largest: number } {
  const { dim, n } = from;
  const rows = Float64Array.from(from.rows);
  const squares = new Float64Array(n);
  if (metric === 'euclidean') {
    const mean = meanRow(from);
    for (let i = 0; i < rows.length; i++) rows[i] -= mean[i % dim];
  }
  let largest = 0;
  for (let i = 0; i < n; i++) {
    for (let c = i * dim; c < (i + 1) * dim; c++) squares[i] += rows[c] * rows[c];
    largest = Math.max(largest, squares[i]);
  }
  const product = (query: number, row: number) => {
    let sum = 0;
    for (let c = 0, q = query * dim, r = row * dim; c < dim; c++) sum += rows[q + c] * rows[r + c];
    return sum;
  };
  if (metric === 'euclidean') {
    return { of: (query, row) => product(query, row) - (squares[query] + squares[row]) / 2, largest };
  }
  const inverse = squares.map(x => (x > 0 ? 1 / Math.sqrt(x) : 0));
  return { of: (query, row) => product(query, row) * inverse[query] * inverse[row], largest: 1 };
}
