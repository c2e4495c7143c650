import { tf } from '../engine/index';
import { ownScalar } from '../engine/own-kernel';
import { scaledCosines } from '../engine/unit-rows';
import { checkBatch, checkBias, checkScale, type Learnable } from './checks';

export interface SigmoidOptions {
  /** Multiplies the cosines, like 1 / temperature; 10 by default, where SigLIP starts. A scalar tensor to learn it. */
  scale?: Learnable;
  /** Added to every logit; -10 by default, where SigLIP starts: most pairs are no partners. A scalar tensor to learn it. */
  bias?: Learnable;
}

/**
 * The pairwise sigmoid loss of SigLIP: every pair of the batch is a question of its own, do these two belong together?
 *
 *     x_ij = scale cos(left_i, right_j) + bias,  z_ij = 1 if i = j, else -1
 *     -1/n Σ over all pairs i, j of log sigmoid(z_ij x_ij)
 *
 * No softmax: a pair's loss does not depend on the rest of the batch.
 *
 * Zhai, Mustafa, Kolesnikov and Beyer, "Sigmoid Loss for Language Image Pre-Training" (2023), https://arxiv.org/abs/2303.15343
 * @param left [n, dim], of any length: rows are normalised here
 * @param right [n, dim], row i is the partner of row i of left
 * @returns a scalar above 0: the sum over all n² pairs, divided by n
 * @throws RangeError or TypeError for another rank, unequal shapes, no rows, NaN or infinite values, a scale that is not above 0, or
 *   a bias that is not finite
 */
export function sigmoidLoss(
  left: tf.Tensor2D,
  right: tf.Tensor2D,
  { scale = 10, bias = -10 }: SigmoidOptions = {},
): tf.Scalar {
  checkBatch('sigmoidLoss', { left, right });
  checkScale('sigmoidLoss', scale);
  checkBias('sigmoidLoss', bias);
  return tf.tidy(() => {
    const temperature = typeof scale === 'number' ? 1 / scale : (tf.div(1, scale) as tf.Scalar);
    const similarities = scaledCosines(left, right, temperature);
    const offset = typeof bias === 'number' ? tf.scalar(bias) : bias;
    return ownScalar('SigmoidLoss', { similarities, bias: offset }) ?? pairwiseLoss(tf.add(similarities, offset));
  });
}

function pairwiseLoss(logits: tf.Tensor2D): tf.Scalar {
  const n = logits.shape[0];
  // -log sigmoid(z x) = softplus(-z x), which neither overflows nor forgets small values
  const losses = tf.softplus(tf.mul(logits, minusTargets(n)));
  return tf.div(tf.sum(tf.sum(losses, 1)), n);
}

/** -z: -1 on the diagonal, 1 elsewhere. */
function minusTargets(n: number): tf.Tensor2D {
  const signs = new Float32Array(n * n).fill(1);
  for (let i = 0; i < n; i++) signs[i * n + i] = -1;
  return tf.tensor2d(signs, [n, n]);
}
