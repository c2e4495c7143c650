import { breathe } from '../engine/breathe';
import { tf } from '../engine/index';
import type { ReadRows } from '../engine/rows';

/** Rows of the gallery in one product, and queries: big enough for the engine's best speed, small enough for 16 MB of results. */
export const GALLERY_BLOCK = 4096;
const QUERY_BLOCK = 1024;
/** Of both, where rows are compared with themselves: half of the blocks are then left out, more of them the smaller they are. */
export const MIRRORED_BLOCK = QUERY_BLOCK;
/** Milliseconds between pauses, in which progress is shown and an interrupt is heard. */
export const PAUSE_EVERY = 100;

/** 'cosine': the angle between rows; 'euclidean': the distance between rows as given. */
export type Metric = 'cosine' | 'euclidean';

/** Copies `count` rows from row `first` on, in the form in which they are multiplied. */
export type Prepare = (from: ReadRows, first: number, count: number) => Float32Array | Promise<Float32Array>;

/** Products of the queries from row `start` on with the gallery from row `first` on. */
export interface Block {
  /** [rows, count]; gone once the visit is over */
  product: tf.Tensor2D;
  start: number;
  rows: number;
  first: number;
  count: number;
  /** Whether it stands for the products the other way round as well: of the queries `first` … with the gallery's rows `start` …. */
  mirrored: boolean;
}

export interface Products {
  gallery: ReadRows;
  queries: ReadRows;
  prepare: Prepare | { query: Prepare; gallery: Prepare };
  /**
   * Whether gallery and queries are the same rows and a product is the same both ways round; false by default. Each pair of rows is
   * then multiplied once only, in a block that is `mirrored`, but for those in one block.
   */
  mirror?: boolean;
  /** Which rows of the gallery, by default all; with `mirror` multiples of MIRRORED_BLOCK. */
  first?: number;
  end?: number;
  /** Called now and then with the share of the whole gallery that is done. */
  onProgress?: (done: number) => void;
}

/**
 * Visits the products of every query with every row of the gallery, a block at a time; each query meets the gallery's rows in rising
 * order, also in mirrored blocks. It never holds more than a block of them, and lets the event loop run in between.
 */
export async function eachBlock(
  { gallery, queries, prepare, mirror = false, first = 0, end = gallery.n, onProgress }: Products,
  visit: (block: Block) => void | Promise<void>,
): Promise<void> {
  const make = typeof prepare === 'function' ? { query: prepare, gallery: prepare } : prepare;
  const prepared = await make.query(queries, 0, queries.n);
  const width = prepared.length / queries.n;
  const blockOf = (from: number, count: number) =>
    make.query === make.gallery && gallery.rows === queries.rows && gallery.dim === queries.dim
      ? prepared.subarray(from * width, (from + count) * width)
      : make.gallery(gallery, from, count);
  let paused = performance.now();
  const size = mirror ? MIRRORED_BLOCK : GALLERY_BLOCK;
  // The gallery is the outer loop, so that its blocks are made once.
  for (let from = first; from < end; from += size) {
    const count = Math.min(size, end - from);
    const block = await blockOf(from, count);
    // Transposed beforehand, since some engines multiply by a transposed matrix several times slower.
    const transposed = tf.tidy(() => tf.transpose(tf.tensor2d(block, [count, width])));
    try {
      for (let start = mirror ? from : 0; start < queries.n; start += QUERY_BLOCK) {
        const rows = Math.min(QUERY_BLOCK, queries.n - start);
        const part = prepared.subarray(start * width, (start + rows) * width);
        const product: tf.Tensor2D = tf.tidy(() => tf.matMul(tf.tensor2d(part, [rows, width]), transposed));
        try {
          await visit({ product, start, rows, first: from, count, mirrored: mirror && start > from });
        } finally {
          product.dispose();
        }
        if (performance.now() - paused > PAUSE_EVERY) {
          onProgress?.(
            mirror
              ? mirroredShare(from, count, start + rows, queries.n)
              : (from * queries.n + count * (start + rows)) / (gallery.n * queries.n),
          );
          await breathe();
          paused = performance.now();
        }
      }
    } finally {
      transposed.dispose();
    }
  }
}

/** The share of all pairs of n rows that is done after the mirrored blocks before row `from`, and those from there up to row `end`. */
const mirroredShare = (from: number, count: number, end: number, n: number) =>
  (from * (2 * n - from) + count * (2 * (end - from) - count)) / n ** 2;

/** Rows divided by their lengths, so that a product is a cosine. A row of zeros stays zero. */
export function cosineRows({ rows, dim }: ReadRows, first: number, count: number): Float32Array {
  const unit = rows.slice(first * dim, (first + count) * dim);
  for (let start = 0; start < unit.length; start += dim) {
    const inverse = inverseLength(unit, start, dim);
    for (let i = start; i < start + dim; i++) unit[i] *= inverse;
  }
  return unit;
}

/** 1 / the length of a row, 0 for one of zeros. In four sums, which do not wait for each other: three times faster. */
export function inverseLength(rows: Float32Array, start: number, dim: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const end = start + dim;
  const whole = end - (dim % 4);
  for (let i = start; i < whole; i += 4) {
    a += rows[i] * rows[i];
    b += rows[i + 1] * rows[i + 1];
    c += rows[i + 2] * rows[i + 2];
    d += rows[i + 3] * rows[i + 3];
  }
  for (let i = whole; i < end; i++) a += rows[i] * rows[i];
  const squares = a + b + c + d;
  return squares > 0 ? 1 / Math.sqrt(squares) : 0;
}

/**
 * Rows with one more column, so that a product is q·g - |g|²/2, which orders a query's neighbours as the distance does:
 * |q - g|² = |q|² - 2 (q·g - |g|²/2). Measured from the gallery's mean, which keeps the numbers small and the order sharp.
 * @param mirror with a column more still, so that a product is -|q - g|²/2, the same both ways round
 */
export function distanceRows(gallery: ReadRows, mirror: boolean): Record<'query' | 'gallery', Prepare> {
  const mean = meanRow(gallery);
  const prepare = ({ rows, dim }: ReadRows, first: number, count: number, side: 'query' | 'gallery') => {
    const width = dim + (mirror ? 2 : 1);
    const [own, other] = side === 'query' ? [dim + 1, dim] : [dim, dim + 1];
    const wide = new Float32Array(count * width);
    for (let row = 0; row < count; row++) {
      const from = (first + row) * dim;
      const to = row * width;
      let squares = 0;
      for (let i = 0; i < dim; i++) {
        const value = rows[from + i] - mean[i];
        wide[to + i] = value;
        squares += value * value;
      }
      if (own < width) wide[to + own] = -squares / 2;
      if (other < width) wide[to + other] = 1;
    }
    return wide;
  };
  return {
    query: (from, first, count) => prepare(from, first, count, 'query'),
    gallery: (from, first, count) => prepare(from, first, count, 'gallery'),
  };
}

export function meanRow({ rows, dim, n }: ReadRows): Float64Array {
  const mean = new Float64Array(dim);
  for (let i = 0; i < rows.length; i++) mean[i % dim] += rows[i] / n;
  return mean;
}
