import { tf } from '../engine/index';

/** Stands for a similarity that takes no part: exp of it is 0, and unlike minus infinity it never makes NaN. */
const LEFT_OUT = -1e30;

/**
 * The loss of a softmax, for every row i that of the right answer `own_i` against others:
 *
 *     -log( exp(own_i) / (exp(own_i) + Σ_j exp(logits_ij)) ) = log(1 + Σ_j exp(logits_ij - own_i)),  j over the others
 *
 * Nothing overflows and nothing turns to NaN, however large the logits, and a loss of 1e-20 keeps its digits.
 * @param logits [n, m]
 * @param own [n], the right answer's logits
 * @param others [n, m] of booleans, the columns that the right answer is compared with; a row may have none, and loses 0
 * @returns [n]
 */
export function softmaxLoss(logits: tf.Tensor2D, own: tf.Tensor1D, others: tf.Tensor2D): tf.Tensor1D {
  // softplus(x) = log(1 + exp(x)); tf.log1p of the sum would do too, but on WASM it is log(1 + x) and forgets an x below 1e-7
  return tf.softplus(logSumExpOver(logits, own, others));
}

/**
 * `log(Σ_j exp(logits_ij - own_i))` over the columns in `among`, stable: the largest term is taken out of the sum. A row without any
 * gives about -1e30.
 *
 * The gradient is given by hand, the softmax: one operation on the matrix instead of a dozen.
 * @param logits [n, m]
 * @param own [n]
 * @param among [n, m] of booleans
 * @returns [n]
 */
export function logSumExpOver(logits: tf.Tensor2D, own: tf.Tensor1D, among: tf.Tensor2D): tf.Tensor1D {
  const n = own.shape[0];
  const compute = tf.customGrad((...args) => {
    const [matrix, column, keep] = args as [tf.Tensor2D, tf.Tensor2D, tf.GradSaveFunc];
    const kept = tf.where(among, matrix, tf.fill(matrix.shape, LEFT_OUT));
    // One kernel, several times faster than exp on WASM. Its largest entry is exp(0) / sum, which gives the sum away.
    const probabilities = tf.softmax(kept);
    const logOfSum = tf.sub(tf.max(kept, 1, true), tf.log(tf.max(probabilities, 1, true)));
    keep([probabilities]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => [tf.mul(saved[0], dy), tf.neg(dy)];
    return { value: tf.sub(logOfSum, column), gradFunc };
  });
  return tf.reshape(compute(logits, tf.reshape(own, [n, 1])), [n]);
}
