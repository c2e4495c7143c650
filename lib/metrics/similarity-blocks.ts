import { breathe } from '../engine/breathe';
import { tf } from '../engine/index';
import type { ReadRows } from '../engine/rows';

/** Rows of the gallery in one product, and queries: big enough for the engine's best speed, small enough for 16 MB of results. */
export const GALLERY_BLOCK = 4096;
const QUERY_BLOCK = 1024;
/** Milliseconds between pauses, in which progress is shown and an interrupt is heard. */
const PAUSE_EVERY = 100;

/** Copies `count` rows from row `first` on, in the form in which they are multiplied. */
export type Prepare = (from: ReadRows, first: number, count: number) => Float32Array | Promise<Float32Array>;

/** Products of the queries from row `start` on with the gallery from row `first` on. */
export interface Block {
  /** rows * count */
  values: Float32Array;
  start: number;
  rows: number;
  first: number;
  count: number;
}

export interface Products {
  gallery: ReadRows;
  queries: ReadRows;
  prepare: Prepare | { query: Prepare; gallery: Prepare };
  /** Which rows of the gallery, by default all. */
  first?: number;
  end?: number;
  /** Called now and then with the share of the whole gallery that is done. */
  onProgress?: (done: number) => void;
}

/**
 * Visits the products of every query with every row of the gallery, a block at a time, the gallery's rows in rising order. It never
 * holds more than a block of them, and lets the event loop run in between.
 */
export async function eachBlock(
  { gallery, queries, prepare, first = 0, end = gallery.n, onProgress }: Products,
  visit: (block: Block) => void,
): Promise<void> {
  const make = typeof prepare === 'function' ? { query: prepare, gallery: prepare } : prepare;
  const prepared = await make.query(queries, 0, queries.n);
  const width = prepared.length / queries.n;
  let paused = performance.now();
  // The gallery is the outer loop, so that its blocks are made once.
  for (let from = first; from < end; from += GALLERY_BLOCK) {
    const count = Math.min(GALLERY_BLOCK, end - from);
    const block = await make.gallery(gallery, from, count);
    // Transposed beforehand, since some engines multiply by a transposed matrix several times slower.
    const transposed = tf.tidy(() => tf.transpose(tf.tensor2d(block, [count, width])));
    try {
      for (let start = 0; start < queries.n; start += QUERY_BLOCK) {
        const rows = Math.min(QUERY_BLOCK, queries.n - start);
        const part = prepared.subarray(start * width, (start + rows) * width);
        const product = tf.tidy(() => tf.matMul(tf.tensor2d(part, [rows, width]), transposed));
        const values = (await product.data()) as Float32Array;
        product.dispose();
        visit({ values, start, rows, first: from, count });
        if (performance.now() - paused > PAUSE_EVERY) {
          onProgress?.((from * queries.n + count * (start + rows)) / (gallery.n * queries.n));
          await breathe();
          paused = performance.now();
        }
      }
    } finally {
      transposed.dispose();
    }
  }
}

/** Rows divided by their lengths, so that a product is a cosine. A row of zeros stays zero. */
export function unitRows({ rows, dim }: ReadRows, first: number, count: number): Float32Array {
  const unit = rows.slice(first * dim, (first + count) * dim);
  for (let start = 0; start < unit.length; start += dim) {
    let squares = 0;
    for (let i = start; i < start + dim; i++) squares += unit[i] * unit[i];
    const inverse = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let i = start; i < start + dim; i++) unit[i] *= inverse;
  }
  return unit;
}
