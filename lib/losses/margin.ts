import { tf } from '../engine/index';
import { ownScalar } from '../engine/own-kernel';
import type { Labels } from '../engine/rows';
import { checkBatch, checkMargin, rowValues } from './checks';
import { rowDistances } from './row-distances';

/**
 * The contrastive loss with a margin: partners are pulled together, strangers pushed apart until they are `margin` away, and left in
 * peace beyond it:
 *
 *     d_i = |left_i - right_i|
 *     mean over i of  same_i d_i² + (1 - same_i) max(0, margin - d_i)²
 *
 * Hadsell, Chopra and LeCun, "Dimensionality Reduction by Learning an Invariant Mapping" (CVPR 2006),
 * https://doi.org/10.1109/CVPR.2006.100 (there with a factor ½).
 * @param left [n, dim], taken as given: nothing is normalised
 * @param right [n, dim], row i is the partner of row i of left
 * @param same n values, 1 for a pair that belongs together and 0 for one that does not; an array or a tensor
 * @param options.margin the distance at which strangers are far enough, 1 by default
 * @returns a scalar, at least 0. Strangers at the very same place get no gradient: no direction leads away from it.
 * @throws RangeError or TypeError for another rank, unequal shapes, no rows, NaN or infinite values, a margin that is not above 0,
 *   another number of values in `same` than rows, or one that is neither 1 nor 0
 */
export function marginLoss(
  left: tf.Tensor2D,
  right: tf.Tensor2D,
  same: Labels | readonly boolean[],
  { margin = 1 }: { margin?: number } = {},
): tf.Scalar {
  checkBatch('marginLoss', { left, right });
  checkMargin('marginLoss', margin);
  return tf.tidy(() => {
    const together = rowValues('marginLoss', 'same', same, left.shape[0], '1 or 0');
    const distances = rowDistances(left, right);
    return (
      ownScalar('MarginLoss', { distances }, { same: together }, { margin }) ?? marginOf(distances, together, margin)
    );
  });
}

function marginOf(distances: tf.Tensor1D, together: tf.Tensor1D, margin: number): tf.Scalar {
  // d where same is 1, margin - d where it is 0: then one max(0, …) serves both, since no distance is below 0
  const start = tf.mul(tf.sub(1, together), margin);
  const direction = tf.sub(tf.mul(together, 2), 1);
  return tf.mean(tf.square(tf.relu(tf.add(start, tf.mul(direction, distances)))));
}
