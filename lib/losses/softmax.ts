import { tf } from '../engine/index';
import { ownScalar } from '../engine/own-kernel';
import type { Labels } from '../engine/rows';
import { rowValues } from './checks';

/** Stands for a similarity that takes no part: exp of it is 0, and unlike minus infinity it never makes NaN. */
const LEFT_OUT = -1e30;

/** The kind of each row, [n]: its label. Without labels none: each row is like no other. To be called inside tf.tidy. */
export function kindsOf(caller: string, labels: Labels | undefined, n: number): tf.Tensor1D | undefined {
  return labels === undefined ? undefined : rowValues(caller, 'labels', labels, n, 'whole numbers');
}

/**
 * The loss of a softmax where row i has to find column i, its partner, among the columns of other kinds:
 *
 *     mean over i of  -log( exp(s_ii) / (exp(s_ii) + Σ over j of other kinds of exp(s_ij)) )
 *
 * Nothing overflows and nothing turns to NaN, however large the similarities, and a loss of 1e-20 keeps its digits. To be called inside
 * tf.tidy.
 * @param similarities [n, n]
 * @param kinds [n], of row i and of column i; none where each is like no other
 * @param options.both half that, and half the same where column i has to find row i
 * @returns a scalar; a row that meets no other kind loses 0
 */
export function partnerLoss(similarities: tf.Tensor2D, kinds?: tf.Tensor1D, { both = false } = {}): tf.Scalar {
  const fused = ownScalar('SoftmaxLoss', { similarities }, kinds && { kinds }, { within: false, both });
  if (fused) return fused;
  const n = similarities.shape[0];
  const negatives = tf.logicalNot(kinds ? sameKind(kinds) : identity(n)) as tf.Tensor2D;
  const oneWay = (matrix: tf.Tensor2D) => softmaxLoss(matrix, identity(n), negatives);
  const forth = oneWay(similarities);
  return both ? tf.div(tf.add(forth, oneWay(tf.transpose(similarities))), 2) : forth;
}

/**
 * The loss of a softmax where row i of a set has to find P(i), the others of its kind, among all others:
 *
 *     mean over i of  -1/|P(i)| Σ over p in P(i) of log( exp(s_ip) / Σ over a ≠ i of exp(s_ia) )
 *
 * The mean is over the rows that have another of their kind. As stable as partnerLoss. To be called inside tf.tidy.
 * @param similarities [n, n], of the set with itself
 * @param kinds [n]
 * @returns a scalar; 0 where no row has another of its kind
 */
export function kindLoss(similarities: tf.Tensor2D, kinds: tf.Tensor1D): tf.Scalar {
  const fused = ownScalar('SoftmaxLoss', { similarities }, { kinds }, { within: true, both: false });
  if (fused) return fused;
  const same = sameKind(kinds);
  const others = tf.logicalAnd(same, tf.logicalNot(identity(kinds.shape[0]))) as tf.Tensor2D;
  return softmaxLoss(similarities, others, tf.logicalNot(same));
}

/** [n, n] of booleans */
const sameKind = (kinds: tf.Tensor1D) =>
  tf.equal(tf.reshape(kinds, [-1, 1]), tf.reshape(kinds, [1, -1])) as tf.Tensor2D;

/** [n, n] of booleans, true where row and column have one number */
const identity = (n: number) => sameKind(tf.range(0, n));

/**
 * The loss of both, step by step: the mean, over the rows with a target, of
 *
 *     log( Σ over targets and negatives of exp(s_ij - t_i) ),  t_i = the mean of s_ij over the targets
 * @param targets [n, n] of booleans
 * @param negatives [n, n] of booleans
 */
function softmaxLoss(similarities: tf.Tensor2D, targets: tf.Tensor2D, negatives: tf.Tensor2D): tf.Scalar {
  const count = tf.sum(targets, 1, true);
  const weights = tf.div(tf.cast(targets, 'float32'), tf.maximum(count, 1)) as tf.Tensor2D;
  const overTargets = logSumExpOver(similarities, weights, targets); // exactly 0 where there is one target
  const overNegatives = logSumExpOver(similarities, weights, negatives);
  // log(exp(t) + exp(n)) = t + softplus(n - t)
  const losses = tf.add(overTargets, tf.softplus(tf.sub(overNegatives, overTargets)));
  const hasTarget = tf.cast(tf.greater(count, 0), 'float32');
  return tf.div(tf.sum(tf.mul(losses, hasTarget)), tf.maximum(tf.sum(hasTarget), 1)) as tf.Scalar;
}

/**
 * `log(Σ_j exp(s_ij)) - Σ_j w_ij s_ij`, the first sum over the columns in `among`, stable: the largest term is taken out of it. A row
 * without any gives about -1e30.
 *
 * The gradient is given by hand, the softmax less the weights: one operation on the matrix instead of a dozen, and exact where both are 1.
 * @param similarities [n, n]
 * @param weights [n, n]
 * @param among [n, n] of booleans
 * @returns [n, 1]
 */
function logSumExpOver(similarities: tf.Tensor2D, weights: tf.Tensor2D, among: tf.Tensor2D): tf.Tensor {
  const compute = tf.customGrad((...args) => {
    const [matrix, keep] = args as [tf.Tensor2D, tf.GradSaveFunc];
    const kept = tf.where(among, matrix, tf.fill(matrix.shape, LEFT_OUT));
    const probabilities = tf.softmax(kept);
    // its largest entry is exp(0) / sum, which gives the sum away
    const logOfSum = tf.sub(tf.max(kept, 1, true), tf.log(tf.max(probabilities, 1, true)));
    keep([tf.sub(probabilities, weights)]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(saved[0], dy);
    return { value: tf.sub(logOfSum, tf.sum(tf.mul(matrix, weights), 1, true)), gradFunc };
  });
  return compute(similarities);
}
