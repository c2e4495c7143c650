import { tf } from '../engine/index';
import type { SeededRandom } from '../engine/seeds';

/** A weight to train, which starts from normal numbers of mean 0. */
export function normalWeights<R extends tf.Rank>(
  random: SeededRandom,
  shape: tf.ShapeMap[R],
  deviation: number,
): tf.Variable<R> {
  const size = (shape as number[]).reduce((product, n) => product * n, 1);
  const values = Float32Array.from({ length: size }, () => deviation * random.normal());
  return tf.tidy(() => tf.variable(tf.tensor(values, shape)));
}

/** A weight that starts from one value everywhere. */
export function constantWeights<R extends tf.Rank>(
  shape: tf.ShapeMap[R],
  value: number,
  { trainable = true } = {},
): tf.Variable<R> {
  return tf.tidy(() => tf.variable(tf.fill<R>(shape, value), trainable));
}
