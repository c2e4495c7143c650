import { tf } from '../engine/index';
import { ownKernel } from '../engine/own-kernel';
import type { ReadRows } from '../engine/rows';
import type { Multiply } from './subspace';

/** Rows with their middle, from which they are measured. */
export interface Centred {
  rows: ReadRows;
  /** dim numbers */
  mean: Float64Array;
  /** The sum of all columns' variances (of n - 1 degrees of freedom, like all here); 0 where the rows are all the same. */
  variance: number;
}

/**
 * Finds the middle of at least 2 rows and how much they vary, in one pass: sums of differences from the first row and of their
 * squares, which keep the digits also where all rows lie far from 0. Four rows at a time, which is twice as fast.
 */
export function centre(read: ReadRows): Centred {
  const { rows, dim, n } = read;
  const first = Float64Array.from(rows.subarray(0, dim));
  const sums = new Float64Array(dim);
  const squares = [0, 0, 0, 0];
  let start = 0;
  for (; start + 4 * dim <= rows.length; start += 4 * dim) {
    let [a, b, c, d] = squares;
    for (let column = 0, at = start; column < dim; column++, at++) {
      const origin = first[column];
      const one = rows[at] - origin;
      const two = rows[at + dim] - origin;
      const three = rows[at + 2 * dim] - origin;
      const four = rows[at + 3 * dim] - origin;
      sums[column] += one + two + (three + four);
      a += one * one;
      b += two * two;
      c += three * three;
      d += four * four;
    }
    squares.splice(0, 4, a, b, c, d);
  }
  for (; start < rows.length; start++) {
    const one = rows[start] - first[start % dim];
    sums[start % dim] += one;
    squares[0] += one * one;
  }
  const mean = new Float64Array(dim);
  let total = squares[0] + squares[1] + squares[2] + squares[3];
  for (let column = 0; column < dim; column++) {
    mean[column] = first[column] + sums[column] / n;
    total -= sums[column] ** 2 / n;
  }
  return { rows: read, mean, variance: Math.max(0, total / (n - 1)) };
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

/** A 32-bit float can still hold 1 / this. */
const LEAST_UNIT = 2 ** -126;
/** Up to this, and down to 1 over it, rows are multiplied as they are. */
const MODERATE = 2 ** 20;
const deviationOf = (variance: number, dim: number) => Math.sqrt(variance / dim);
const isModerate = (deviation: number) => deviation < MODERATE && deviation > 1 / MODERATE;

/** Centred rows as a matrix on the tensor engine, divided by `unit`, which keeps 32 bits from overflowing and from vanishing. */
export interface CentredMatrix extends Centred {
  /** To be disposed of. */
  matrix: tf.Tensor2D;
  /** A power of two, by which numbers divide exactly. */
  unit: number;
}

/** `centre`, with the rows as a matrix: by one kernel on the WASM engine. undefined: the rows are all the same. */
export async function centredMatrix(read: ReadRows): Promise<CentredMatrix | undefined> {
  return (await centredByKernel(read)) ?? centredInSteps(read);
}

/** undefined: the engine has no such kernel, or its 32 bits may not hold the squares. */
async function centredByKernel(read: ReadRows): Promise<CentredMatrix | undefined> {
  const { rows, dim, n } = read;
  const made = tf.tidy(() => ownKernel('CentredRows', { rows: tf.tensor2d(rows, [n, dim]) }));
  if (!made) return undefined;
  const [matrix, offset, squares] = made as [tf.Tensor2D, tf.Tensor, tf.Tensor];
  const [offsets, [total]] = [await offset.data(), await squares.data()];
  tf.dispose([offset, squares]);
  const variance = total / (n - 1);
  if (isModerate(deviationOf(variance, dim))) {
    return {
      rows: read,
      mean: Float64Array.from(offsets, (own, column) => rows[column] + own),
      variance,
      matrix,
      unit: 1,
    };
  }
  matrix.dispose();
  return undefined;
}

function centredInSteps(read: ReadRows): CentredMatrix | undefined {
  const { rows, dim, n } = read;
  const centred = centre(read);
  if (centred.variance === 0) return undefined;
  const deviation = deviationOf(centred.variance, dim);
  const unit = isModerate(deviation) ? 1 : Math.max(LEAST_UNIT, 2 ** Math.round(Math.log2(deviation)));
  const matrix = tf.tidy(() => {
    const given = tf.tensor2d(rows, [n, dim]);
    const scaled = unit === 1 ? given : tf.div(given, unit);
    return tf.add(scaled, tf.tensor1d(Float32Array.from(centred.mean, x => -x / unit))) as tf.Tensor2D;
  });
  return { ...centred, matrix, unit };
}

/**
 * Multiplication by the covariance of rows, without the covariance: a product with the rows on the tensor engine and one with them
 * transposed. For 10,000 x 784 and eight directions a thirtieth of the time that the covariance itself takes.
 */
export function covarianceProduct({ matrix }: CentredMatrix): { multiply: Multiply; dispose(): void } {
  const [n, dim] = matrix.shape;
  let transposed: tf.Tensor2D | undefined;
  /** With a copy that is transposed, since some engines multiply by a transposed matrix several times slower. */
  const stepwise = (directions: tf.Tensor2D) => {
    transposed ??= tf.keep(tf.transpose(matrix));
    return tf.transpose(tf.matMul(transposed, tf.matMul(matrix, tf.transpose(directions))));
  };
  return {
    async multiply(block) {
      const product = tf.tidy(() => {
        const directions = tf.tensor2d(Float32Array.from(block), [block.length / dim, dim]);
        return ownKernel('GramProduct', { rows: matrix, directions })?.[0] ?? stepwise(directions);
      });
      const values = Float64Array.from(await product.data());
      product.dispose();
      for (let i = 0; i < values.length; i++) values[i] /= n - 1;
      return values;
    },
    dispose: () => tf.dispose(transposed ? [matrix, transposed] : [matrix]),
  };
}

/** Coordinates of centred rows along axes, one axis after the other: n * components numbers. */
export function project(
  { rows: { rows, dim, n }, mean }: Pick<Centred, 'rows' | 'mean'>,
  axes: Float32Array,
): Float32Array {
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
