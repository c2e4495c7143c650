import { breathe } from '../engine/breathe';
import { tf } from '../engine/index';
import { type Rows, readRows, shapeText } from '../engine/rows';
import { unitLength } from './unit-length';

/** Rows a product: small enough that a block of 10,000 columns takes 10 MB. */
const BLOCK = 256;

/**
 * How evenly the rows are spread over the unit sphere: the logarithm of the mean Gaussian potential of all pairs of two rows.
 *
 *     uniformity = log( mean over i < j of exp(-t |u_i - u_j|²) ),  u = rows / |rows|
 *
 * Wang and Isola (2020), https://arxiv.org/abs/2005.10242
 * @param rows [n, dim], n at least 2. All n (n - 1) / 2 pairs are measured: 10,000 rows take about a second.
 * @param options.t 2 by default
 * @returns from -4t at the very least to 0 (all rows coincide); lower is more even
 * @throws RangeError for fewer than two rows, NaN or infinite values, a row of zeros, or a t that is not above 0
 */
export async function uniformity(rows: Rows, { t = 2 }: { t?: number } = {}): Promise<number> {
  const read = await readRows('uniformity', 'rows', rows);
  const { n, dim } = read;
  if (n < 2) {
    throw new RangeError(
      `uniformity: rows has shape ${shapeText([n, dim])}, expected at least 2 rows: it compares pairs`,
    );
  }
  if (!(t > 0 && t < Infinity)) {
    throw new RangeError(`uniformity: t is ${t}, expected a finite number greater than 0; 2 is usual`);
  }
  const unit = Float32Array.from(unitLength('uniformity', 'rows', read));
  const transposed = tf.tidy(() => tf.transpose(tf.tensor2d(unit, [n, dim])));
  // the sum is kept relative to its largest term, so that a large t does not make it 0
  let sum = 0;
  let highest = Number.NEGATIVE_INFINITY;
  try {
    for (let first = 0; first < n; first += BLOCK) {
      const count = Math.min(BLOCK, n - first);
      // columns from the block's first row on: each pair once
      const product = tf.tidy(() => {
        const block = tf.tensor2d(unit.subarray(first * dim, (first + count) * dim), [count, dim]);
        return tf.matMul(block, tf.slice(transposed, [0, first], [dim, n - first]));
      });
      const cosines = await product.data();
      product.dispose();
      const width = n - first;
      for (let row = 0; row < count; row++) {
        for (let column = row + 1; column < width; column++) {
          // |u - v|² = 2 - 2 cos, at least 0 also where rounding has made the cosine larger than 1
          const exponent = -t * Math.max(0, 2 - 2 * cosines[row * width + column]);
          if (exponent > highest) {
            sum *= Math.exp(highest - exponent);
            highest = exponent;
          }
          sum += Math.exp(exponent - highest);
        }
      }
      await breathe();
    }
  } finally {
    transposed.dispose();
  }
  return highest + Math.log(sum / ((n * (n - 1)) / 2));
}
