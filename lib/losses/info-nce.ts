import { tf } from '../engine/index';
import type { Labels } from '../engine/rows';
import { scaledCosines } from '../engine/unit-rows';
import { checkBatch, checkTemperature, type Learnable } from './checks';
import { kindsOf, partnerLoss } from './softmax';

export interface InfoNceOptions {
  /** Divides the cosines: the smaller, the more the nearest negatives count. 0.1 by default; a scalar tensor to learn it. */
  temperature?: Learnable;
  /** n whole numbers: rows that share a label are no negatives of each other, which masks false negatives. */
  labels?: Labels;
}

/**
 * InfoNCE: for every anchor, which of the batch's rows is its partner? The cross-entropy of a softmax over cosines:
 *
 *     s_ij = cos(anchor_i, positive_j) / temperature
 *     mean over i of  -log( exp(s_ii) / (exp(s_ii) + Σ over negatives j of exp(s_ij)) )
 *
 * The negatives are the partners of the other anchors, less those that share the anchor's label. One direction: see clipLoss for both.
 *
 * van den Oord, Li and Vinyals, "Representation Learning with Contrastive Predictive Coding" (2018), https://arxiv.org/abs/1807.03748
 * @param anchors [n, dim], of any length: rows are normalised here
 * @param positives [n, dim], row i is the partner of row i of anchors
 * @returns a scalar, at least 0; log n when all similarities are equal. A batch of one row has no negatives and loses 0.
 * @throws RangeError or TypeError for another rank, unequal shapes, no rows, NaN or infinite values, a temperature that is not above
 *   0, or another number of labels than rows
 */
export function infoNceLoss(
  anchors: tf.Tensor2D,
  positives: tf.Tensor2D,
  { temperature = 0.1, labels }: InfoNceOptions = {},
): tf.Scalar {
  checkBatch('infoNceLoss', { anchors, positives });
  checkTemperature('infoNceLoss', temperature);
  return tf.tidy(() => {
    const similarities = scaledCosines(anchors, positives, temperature);
    return partnerLoss(similarities, kindsOf('infoNceLoss', labels, anchors.shape[0]));
  });
}
