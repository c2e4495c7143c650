import { tf } from '../engine/index';
import type { Labels } from '../engine/rows';
import { scaledCosines } from '../engine/unit-rows';
import { checkBatch, checkTemperature, type Learnable } from './checks';
import { kindsOf, partnerLoss } from './softmax';

export interface ClipOptions {
  /** Divides the cosines; 0.07 by default, where CLIP starts. A scalar tensor to learn it. */
  temperature?: Learnable;
  /** n whole numbers: rows that share a label are no negatives of each other, which masks false negatives. */
  labels?: Labels;
}

/**
 * The symmetric loss of CLIP: each left row must find its right row among the batch's, and each right row its left one:
 *
 *     s_ij = cos(left_i, right_j) / temperature
 *     ½ mean over i of -log softmax_j(s_ij)[i]  +  ½ mean over j of -log softmax_i(s_ij)[j]
 *
 * It is the mean of infoNceLoss in both directions, from one matrix of similarities.
 *
 * Radford et al., "Learning Transferable Visual Models From Natural Language Supervision" (2021), https://arxiv.org/abs/2103.00020
 * @param left [n, dim], of any length: rows are normalised here
 * @param right [n, dim], row i is the partner of row i of left
 * @returns a scalar, at least 0; log n when all similarities are equal. A batch of one row has no negatives and loses 0.
 * @throws RangeError or TypeError for another rank, unequal shapes, no rows, NaN or infinite values, a temperature that is not above
 *   0, or another number of labels than rows
 */
export function clipLoss(
  left: tf.Tensor2D,
  right: tf.Tensor2D,
  { temperature = 0.07, labels }: ClipOptions = {},
): tf.Scalar {
  checkBatch('clipLoss', { left, right });
  checkTemperature('clipLoss', temperature);
  return tf.tidy(() => {
    const similarities = scaledCosines(left, right, temperature);
    return partnerLoss(similarities, kindsOf('clipLoss', labels, left.shape[0]), { both: true });
  });
}
