import { tf } from '../engine/index';
import { scaledCosines } from '../engine/unit-rows';
import { checkBatch, checkTemperature, type Learnable } from './checks';
import { kindLoss } from './softmax';

/**
 * NT-Xent, the loss of SimCLR: two views of n items make 2n rows; each row must find its other view among the 2n - 1 others:
 *
 *     z = left rows, then right rows;  s_ij = cos(z_i, z_j) / temperature
 *     mean over all 2n rows i of  -log( exp(s_i,other view) / Σ over j ≠ i of exp(s_ij) )
 *
 * Unlike InfoNCE, rows of the same side are negatives too.
 *
 * Chen, Kornblith, Norouzi and Hinton, "A Simple Framework for Contrastive Learning of Visual Representations" (2020),
 * https://arxiv.org/abs/2002.05709
 * @param left [n, dim], of any length: rows are normalised here
 * @param right [n, dim], row i is the other view of row i of left
 * @param options.temperature divides the cosines; 0.1 by default; a scalar tensor to learn it
 * @returns a scalar, at least 0; log(2n - 1) when all similarities are equal. A batch of one item has no negatives and loses 0.
 * @throws RangeError or TypeError for another rank, unequal shapes, no rows, NaN or infinite values, or a temperature that is not
 *   above 0
 */
export function ntXentLoss(
  left: tf.Tensor2D,
  right: tf.Tensor2D,
  { temperature = 0.1 }: { temperature?: Learnable } = {},
): tf.Scalar {
  checkBatch('ntXentLoss', { left, right });
  checkTemperature('ntXentLoss', temperature);
  return tf.tidy(() => {
    const n = left.shape[0];
    const views = tf.concat([left, right], 0);
    const similarities = scaledCosines(views, views, temperature);
    // of an item's two views each is the other's only target
    const item = tf.range(0, n);
    return kindLoss(similarities, tf.concat([item, item]));
  });
}
