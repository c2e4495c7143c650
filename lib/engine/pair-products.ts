import { tf } from './index';
import { ownKernel } from './own-kernel';
import type { ReadRows } from './rows';

/**
 * Products of chosen pairs of rows, for whoever needs few of all the pairs: on the WASM engine in double precision and over all cores.
 * @param pairs a row of `left` and a row of `right`, one pair after the other
 * @returns one product a pair
 */
export async function pairProducts(left: ReadRows, right: ReadRows, pairs: Int32Array): Promise<Float32Array> {
  const products = tf.tidy(() => {
    const [a, b] = [left, right].map(({ rows, dim, n }) => tf.tensor2d(rows, [n, dim]));
    return ownKernel('PairProducts', { left: a, right: b }, { pairs })?.[0] ?? gatheredProducts(a, b, pairs);
  });
  const values = (await products.data()) as Float32Array;
  products.dispose();
  return values;
}

function gatheredProducts(left: tf.Tensor2D, right: tf.Tensor2D, pairs: Int32Array): tf.Tensor {
  const [i, j] = tf.split(tf.tensor2d(pairs, [pairs.length / 2, 2]), 2, 1).map(column => tf.reshape(column, [-1]));
  return tf.sum(tf.mul(tf.gather(left, i as tf.Tensor1D), tf.gather(right, j as tf.Tensor1D)), 1);
}
