import { tf } from '../engine/index';
import type { ReadRows } from '../engine/rows';
import type { Multiply } from './subspace';

/** Rows with their middle, from which they are measured: dim numbers. */
export interface Centred {
  rows: ReadRows;
  mean: Float64Array;
}

/** Finds the middle of rows. */
export function centre(rows: ReadRows): Centred {
  const mean = new Float64Array(rows.dim);
  for (let start = 0; start < rows.rows.length; start += rows.dim) {
    for (let column = 0; column < rows.dim; column++) mean[column] += rows.rows[start + column];
  }
  for (let column = 0; column < rows.dim; column++) mean[column] /= rows.n;
  return { rows, mean };
}

/** The sum of all columns' variances (of n - 1 degrees of freedom, like all here). */
export function totalVariance({ rows: { rows, dim, n }, mean }: Centred): number {
  let squares = 0;
  for (let start = 0; start < rows.length; start += dim) {
    for (let column = 0; column < dim; column++) squares += (rows[start + column] - mean[column]) ** 2;
  }
  return squares / (n - 1);
}

/** The covariance [dim, dim] in double precision. */
export function covariance({ rows: { rows, dim, n }, mean }: Centred): number[][] {
  const sums = Array.from({ length: dim }, () => new Float64Array(dim));
  const row = new Float64Array(dim);
  for (let start = 0; start < rows.length; start += dim) {
    for (let column = 0; column < dim; column++) row[column] = rows[start + column] - mean[column];
    for (let i = 0; i < dim; i++) {
      const value = row[i];
      const into = sums[i];
      for (let j = 0; j <= i; j++) into[j] += value * row[j];
    }
  }
  return sums.map((_, i) => Array.from({ length: dim }, (_, j) => (j <= i ? sums[i][j] : sums[j][i]) / (n - 1)));
}

/**
 * Multiplication by the covariance of rows divided by `unit`, without the covariance: two products with the rows on the tensor
 * engine, of which the engine holds two copies, one of them transposed, since some engines multiply by a transposed matrix several
 * times slower. For 10,000 x 784 and a dozen directions a fifteenth of the time that the covariance itself takes.
 * @param unit the rows' scale, so that 32 bits neither overflow nor vanish
 */
export function covarianceProduct(
  { rows: { rows, dim, n }, mean }: Centred,
  unit: number,
): { multiply: Multiply; dispose(): void } {
  const centred = new Float32Array(n * dim);
  for (let start = 0; start < centred.length; start += dim) {
    for (let c = 0; c < dim; c++) centred[start + c] = (rows[start + c] - mean[c]) / unit;
  }
  const matrix = tf.tensor2d(centred, [n, dim]);
  const transposed = tf.transpose(matrix);
  return {
    async multiply(block) {
      const product = tf.tidy(() => {
        const directions = tf.transpose(tf.tensor2d(Float32Array.from(block), [block.length / dim, dim]));
        const along = tf.matMul(matrix, directions);
        return tf.transpose(tf.div(tf.matMul(transposed, along), n - 1));
      });
      const values = Float64Array.from(await product.data());
      product.dispose();
      return values;
    },
    dispose: () => tf.dispose([matrix, transposed]),
  };
}

/** Coordinates of centred rows along axes, one axis after the other: n * components numbers. */
export function project({ rows: { rows, dim, n }, mean }: Centred, axes: Float32Array): Float32Array {
  const components = axes.length / dim;
  const coordinates = new Float32Array(n * components);
  for (let i = 0; i < n; i++) {
    for (let axis = 0; axis < components; axis++) {
      let sum = 0;
      for (let column = 0; column < dim; column++) {
        sum += (rows[i * dim + column] - mean[column]) * axes[axis * dim + column];
      }
      coordinates[i * components + axis] = sum;
    }
  }
  return coordinates;
}
