import { tf } from '../engine/index';
import type { Labels } from '../engine/rows';
import { scaledCosines } from '../engine/unit-rows';
import { checkBatch, checkTemperature, type Learnable, rowValues } from './checks';
import { kindLoss } from './softmax';

/**
 * The supervised contrastive loss, in the form L_out: all rows that share an anchor's label are its positives, P(i):
 *
 *     s_ij = cos(z_i, z_j) / temperature
 *     mean over anchors i of  -1/|P(i)| Σ over p in P(i) of log( exp(s_ip) / Σ over a ≠ i of exp(s_ia) )
 *
 * The mean is over the anchors that have a positive; a batch without any loses 0 and has no gradient.
 *
 * Khosla et al., "Supervised Contrastive Learning" (2020), https://arxiv.org/abs/2004.11362, equation 2
 * @param embeddings [n, dim], of any length: rows are normalised here
 * @param labels n whole numbers, an array or a tensor
 * @param options.temperature divides the cosines; 0.1 by default; a scalar tensor to learn it
 * @returns a scalar, at least 0; log(n - 1) when all similarities are equal
 * @throws RangeError or TypeError for another rank, no rows, NaN or infinite values, a temperature that is not above 0, or another
 *   number of labels than rows
 */
export function supConLoss(
  embeddings: tf.Tensor2D,
  labels: Labels,
  { temperature = 0.1 }: { temperature?: Learnable } = {},
): tf.Scalar {
  checkBatch('supConLoss', { embeddings });
  checkTemperature('supConLoss', temperature);
  return tf.tidy(() => {
    const kinds = rowValues('supConLoss', 'labels', labels, embeddings.shape[0], 'whole numbers');
    return kindLoss(scaledCosines(embeddings, embeddings, temperature), kinds);
  });
}
