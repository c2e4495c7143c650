import { lengthOf, rowsOf, takeAway } from '../engine/dot';
import { tf } from '../engine/index';
import type { ReadRows } from '../engine/rows';
import { cosineRows, GALLERY_BLOCK, type Prepare } from './similarity-blocks';

/** Rows that the few directions are found from. */
const SAMPLE = 1024;
/** Products with the sample that turn the directions towards the main ones. */
const ITERATIONS = 2;
/** Added to the square of what is left out, so that rounding never makes a bound too low. */
const ROUNDING = 1e-6;
/** What the directions may leave out of a row, as a share of its square: with more, the bounds rule out next to nothing. */
const LEFT_OUT = 0.25;

/**
 * Upper bounds for the cosines of wide rows, from rows an eighth as wide: in a space of pictures most of a row lies along few
 * directions, here an orthonormal basis B from a subspace iteration on a sample. With y = xB and r what B leaves out of x,
 *
 *     cos(x, x') ≤ y · y' + |r| |r'|      (Cauchy and Schwarz, for unit rows)
 *
 * which is one product of rows [y, |r|]. Who wants the largest cosines need compute only those whose bound is large enough, and gets
 * exactly the same: 2,000 x 10,000 digits of 784 pixels take half of the time.
 * @returns a Prepare that gives rows [y, |r|], for which products are bounds; undefined for rows that lie along all directions alike, as
 *   noise does, where bounds would be about as large as a cosine can be
 */
export async function cosineBounds(gallery: ReadRows): Promise<Prepare | undefined> {
  const { dim } = gallery;
  const sample = sampleOf(gallery);
  const basis = await mainDirections(sample, dim, Math.round(dim / 8));
  const width = basis.length / dim;
  const coordinates = async (unit: Float32Array) => {
    const product = tf.tidy(() => {
      const rows = tf.tensor2d(unit, [unit.length / dim, dim]);
      return tf.matMul(rows, tf.transpose(tf.tensor2d(basis, [width, dim])));
    });
    const along = (await product.data()) as Float32Array;
    product.dispose();
    return along;
  };
  const kept = (await coordinates(sample)).reduce((sum, value) => sum + value * value, 0) / (sample.length / dim);
  if (1 - kept > LEFT_OUT) return undefined;
  return async (from, first, count) => {
    const along = await coordinates(cosineRows(from, first, count));
    const narrow = new Float32Array(count * (width + 1));
    for (let row = 0; row < count; row++) {
      let squares = 0;
      for (let i = 0; i < width; i++) {
        const value = along[row * width + i];
        narrow[row * (width + 1) + i] = value;
        squares += value * value;
      }
      narrow[row * (width + 1) + width] = Math.sqrt(Math.max(0, 1 - squares) + ROUNDING);
    }
    return narrow;
  };
}

/** Whether the time that narrower rows save is more than finding them takes (about a tenth of a second). */
export function boundsPay(gallery: ReadRows, queries: ReadRows): boolean {
  return gallery.dim >= 256 && gallery.n >= 2 * GALLERY_BLOCK && gallery.n * queries.n * gallery.dim >= 1e10;
}

/** Unit rows from all over the gallery. */
function sampleOf(gallery: ReadRows): Float32Array {
  const { n, dim } = gallery;
  const size = Math.min(SAMPLE, n);
  const sample = new Float32Array(size * dim);
  for (let i = 0; i < size; i++) sample.set(cosineRows(gallery, Math.floor((i * n) / size), 1), i * dim);
  return sample;
}

/** Orthonormal directions along which the unit rows of a sample are longest, by subspace iteration: count * dim. */
async function mainDirections(sample: Float32Array, dim: number, count: number): Promise<Float32Array> {
  const size = sample.length / dim;
  let directions = sample.slice(0, count * dim); // rows of the sample span it as well as any
  for (let iteration = 1; iteration <= ITERATIONS; iteration++) {
    const product = tf.tidy(() => {
      const rows = tf.tensor2d(sample, [size, dim]);
      const weights = tf.matMul(tf.tensor2d(directions, [count, dim]), tf.transpose(rows));
      return tf.matMul(weights, rows);
    });
    directions = orthonormal((await product.data()) as Float32Array, dim);
    product.dispose();
  }
  return directions;
}

/**
 * Gram and Schmidt, each row against those before it; a row that adds nothing becomes zero. One pass is enough in double precision: of a
 * row at least 1e-6 is left, so that directions are at right angles to about 1e-10.
 */
function orthonormal(rows: Float32Array, dim: number): Float32Array {
  const basis = Float64Array.from(rows);
  const found: Float64Array[] = [];
  for (const own of rowsOf(basis, dim)) {
    const before = lengthOf(own);
    for (const other of found) takeAway(own, other);
    const length = lengthOf(own);
    const inverse = length > 1e-6 * before ? 1 / length : 0;
    for (let c = 0; c < dim; c++) own[c] *= inverse;
    found.push(own);
  }
  return Float32Array.from(basis);
}
