import { tf } from '../engine/index';
import { ownKernel } from '../engine/own-kernel';

/** Stands for a distance of 0 in a divisor. */
const SMALLEST_DISTANCE = 1e-12;

/**
 * The Euclidean distance of row i of one from row i of the other: [n, dim] twice to [n].
 *
 * The gradient is given by hand, (left - right) / distance, in a third of the operations; it is 0 where the rows coincide (the formula
 * would give NaN).
 */
export function rowDistances(left: tf.Tensor2D, right: tf.Tensor2D): tf.Tensor1D {
  return distances(left, right) as tf.Tensor1D;
}

const distances = tf.customGrad((...args) => {
  const [left, right, keep] = args as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
  const [distance] = ownKernel('RowDistances', { left, right }) ?? [tf.sqrt(tf.sum(tf.square(tf.sub(left, right)), 1))];
  keep([left, right, distance]);
  const gradFunc = (dy: tf.Tensor, [l, r, d]: tf.Tensor[]) =>
    ownKernel('RowDistancesGradient', { dy, left: l, right: r, distances: d }, { smallest: SMALLEST_DISTANCE }) ??
    slopes(dy, l, r, d);
  return { value: distance, gradFunc };
});

/** The gradients of distances in either side. */
function slopes(dy: tf.Tensor, left: tf.Tensor, right: tf.Tensor, distance: tf.Tensor): tf.Tensor[] {
  const perDistance = tf.reshape(tf.div(dy, tf.maximum(distance, SMALLEST_DISTANCE)), [-1, 1]);
  const away = tf.mul(tf.sub(left, right), perDistance);
  return [away, tf.neg(away)];
}
