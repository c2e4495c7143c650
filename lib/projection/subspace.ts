import { dot, lengthOf, rowsOf, takeAway } from '../engine/dot';
import { seededRandom } from '../engine/index';
import { type Eigen, eigen } from './eigen';

/** Multiplies each row of a block, one after the other, by a symmetric matrix. */
export type Multiply = (block: Float64Array) => Promise<Float64Array>;

/**
 * Directions that are followed beside those that are wanted, and how many the subspace may have before it is condensed. For the usual
 * three that makes eight, of which a product on the WASM engine takes no longer than of one.
 */
const SPARE = 5;
const WIDEST = 120;
const MOST_PRODUCTS = 100;
/** Products before the first look whether that is enough: it seldom is. */
const FIRST_LOOK = 6;
/** How far the matrix may turn an eigenvector, as a share of the largest eigenvalue: about what 32 bits can tell. */
const TOLERANCE = 2e-6;

/**
 * The leading eigenvectors of a symmetric matrix with no negative eigenvalues, by block Krylov subspace iteration (Musco and Musco
 * 2015, https://arxiv.org/abs/1504.05477): a few directions are multiplied by the matrix again and again, all of them span a
 * subspace, and the matrix within it is small enough to decompose. Six or seven products do for pictures; an iteration that keeps
 * only the last directions takes twice as many. The same matrix gives the same vectors.
 *
 * Where eigenvalues are so near each other that 32 bits do not tell their axes apart, it stops after 100 products, with axes along
 * which there is as much variance to the digits that matter.
 * @param dim the matrix's width
 * @param count how many, at most dim
 */
export async function leadingEigen(multiply: Multiply, dim: number, count: number): Promise<Eigen> {
  const width = Math.min(dim, count + Math.max(Math.ceil(count / 2), SPARE));
  const widest = Math.min(dim, Math.max(WIDEST, 2 * width));
  const random = seededRandom('subspace');
  const start = Float64Array.from({ length: width * dim }, () => random.normal());
  let basis = orthonormal(start, new Float64Array(0), dim);
  let images = await multiply(basis);
  const expand = async () => {
    const room = Math.min(width, dim - basis.length / dim);
    const latest = images.subarray(images.length - width * dim);
    const next = orthonormal(latest.slice(0, room * dim), basis, dim);
    basis = joined(basis, next);
    images = joined(images, await multiply(next));
  };
  let products = 1;
  for (; products < FIRST_LOOK && basis.length / dim + width <= widest; products++) await expand();
  for (; ; products++) {
    const { vectors, values } = eigen(productsOf(images, basis, dim));
    const found = combine(vectors, count, basis, dim);
    const foundImages = combine(vectors, count, images, dim);
    const whole = basis.length === dim * dim;
    if (whole || products >= MOST_PRODUCTS || residual(found, foundImages, values, dim) <= TOLERANCE * values[0]) {
      return { vectors: found, values: values.slice(0, count) };
    }
    if (basis.length / dim + width > widest) {
      basis = combine(vectors, width, basis, dim);
      images = combine(vectors, width, images, dim);
    }
    await expand();
  }
}

function joined(first: Float64Array, second: Float64Array): Float64Array {
  const both = new Float64Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** Products of each row of one with each of the other, of which half are computed: they are symmetric but for rounding. */
function productsOf(left: Float64Array, right: Float64Array, dim: number): number[][] {
  const [own, others] = [rowsOf(left, dim), rowsOf(right, dim)];
  const matrix = own.map(() => new Array<number>(own.length).fill(0));
  for (let i = 0; i < own.length; i++) {
    for (let j = 0; j <= i; j++) {
      matrix[i][j] = dot(own[i], others[j]);
      matrix[j][i] = matrix[i][j];
    }
  }
  return matrix;
}

/** `count` sums of rows, with weights of which there is a row for each sum. */
function combine(weights: Float64Array, count: number, rows: Float64Array, dim: number): Float64Array {
  const size = rows.length / dim;
  const sums = new Float64Array(count * dim);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < size; j++) {
      const weight = weights[i * size + j];
      for (let c = 0; c < dim; c++) sums[i * dim + c] += weight * rows[j * dim + c];
    }
  }
  return sums;
}

/** The longest of what is left of the images when their own vectors, times the eigenvalues, are taken away. */
function residual(vectors: Float64Array, images: Float64Array, values: number[], dim: number): number {
  let longest = 0;
  for (let start = 0; start < vectors.length; start += dim) {
    let squares = 0;
    for (let c = start; c < start + dim; c++) squares += (images[c] - values[start / dim] * vectors[c]) ** 2;
    longest = Math.max(longest, Math.sqrt(squares));
  }
  return longest;
}

/**
 * Gram and Schmidt: each row against those of `basis` and those before it, twice over for the digits. A row that adds nothing to
 * them is replaced by a coordinate axis that does. There must be room: no more rows in all than dim.
 */
function orthonormal(rows: Float64Array, basis: Float64Array, dim: number): Float64Array {
  const result = rows.slice();
  const found = rowsOf(basis, dim);
  let axis = 0;
  for (const own of rowsOf(result, dim)) {
    for (let before = lengthOf(own); ; before = 1) {
      for (let pass = 0; pass < 2; pass++) for (const other of found) takeAway(own, other);
      const left = lengthOf(own);
      if (left > 1e-6 * before) {
        for (let c = 0; c < dim; c++) own[c] /= left;
        break;
      }
      own.fill(0);
      own[axis++] = 1;
    }
    found.push(own);
  }
  return result;
}
