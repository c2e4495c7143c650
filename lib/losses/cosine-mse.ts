import { tf } from '../engine/index';
import type { Labels } from '../engine/rows';
import { rowCosines } from '../engine/unit-rows';
import { checkBatch, rowValues } from './checks';

/**
 * The mean squared error between the cosine of two embeddings and 1 for a pair that belongs together, 0 for one that does not:
 *
 *     mean over i of (cos(left_i, right_i) - same_i)²
 *
 * The simplest contrastive loss there is. It asks strangers to be at a right angle, no more; and all strangers alike.
 * @param left [n, dim], of any length: rows are normalised here
 * @param right [n, dim], row i is the partner of row i of left
 * @param same n values, 1 for a pair that belongs together and 0 for one that does not; an array or a tensor
 * @returns a scalar from 0 (reached when partners point the same way and strangers are at right angles) to 4
 * @throws RangeError or TypeError for another rank, unequal shapes, no rows, NaN or infinite values, another number of values in
 *   `same` than rows, or one that is neither 1 nor 0
 */
export function cosineMseLoss(left: tf.Tensor2D, right: tf.Tensor2D, same: Labels | readonly boolean[]): tf.Scalar {
  checkBatch('cosineMseLoss', { left, right });
  return tf.tidy(() => {
    const target = rowValues('cosineMseLoss', 'same', same, left.shape[0], '1 or 0');
    return tf.mean(tf.squaredDifference(rowCosines(left, right), target));
  });
}
