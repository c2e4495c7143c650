import { tf } from '../lib/engine/index';

const SIDE = 1024;
const TRIES = 12;

/** Operations a second of the engine at its best, in a product of large matrices: what has as many to do cannot be done sooner. */
export async function bestRate(): Promise<number> {
  const [left, right] = [1, 2].map(seed => tf.randomNormal([SIDE, SIDE], 0, 1, 'float32', seed) as tf.Tensor2D);
  let fastest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES; i++) {
    const began = performance.now();
    const product = tf.matMul(left, right);
    await product.data();
    fastest = Math.min(fastest, performance.now() - began);
    product.dispose();
  }
  tf.dispose([left, right]);
  return (2 * SIDE ** 3) / (fastest / 1000);
}
