import { tf } from '../engine/index';
import { describe } from '../engine/rows';
import { rowCosines } from '../engine/unit-rows';
import { checkBatch, checkMargin } from './checks';
import { rowDistances } from './row-distances';

export interface TripletOptions {
  /** How much farther than its positive a negative must be; 0.2 by default. */
  margin?: number;
  /** 'cosine' by default: 1 - cos, rows normalised here. 'euclidean': the distance of the rows as given. */
  distance?: 'cosine' | 'euclidean';
}

/**
 * The triplet loss: the negative must be farther from the anchor than the positive is, by a margin:
 *
 *     mean over i of max(0, d(anchor_i, positive_i) - d(anchor_i, negative_i) + margin)
 *
 * A triplet that already is so far apart loses 0 and has no gradient.
 *
 * Schroff, Kalenichenko and Philbin, "FaceNet: A Unified Embedding for Face Recognition and Clustering" (2015),
 * https://arxiv.org/abs/1503.03832 (there with squared distances of unit rows, twice the cosine distance).
 * @param anchor [n, dim]
 * @param positive [n, dim], row i belongs with row i of anchor
 * @param negative [n, dim], row i does not
 * @returns a scalar, at least 0
 * @throws RangeError or TypeError for another rank, unequal shapes, no rows, NaN or infinite values, a margin that is not above 0,
 *   or a distance that is neither of the two
 */
export function tripletLoss(
  anchor: tf.Tensor2D,
  positive: tf.Tensor2D,
  negative: tf.Tensor2D,
  { margin = 0.2, distance = 'cosine' }: TripletOptions = {},
): tf.Scalar {
  checkBatch('tripletLoss', { anchor, positive, negative });
  checkMargin('tripletLoss', margin);
  if (distance !== 'cosine' && distance !== 'euclidean') {
    throw new RangeError(`tripletLoss: distance is ${describe(distance)}, expected 'cosine' or 'euclidean'`);
  }
  return tf.tidy(() => {
    const tooFar =
      distance === 'cosine'
        ? tf.sub(rowCosines(anchor, negative), rowCosines(anchor, positive)) // the two ones of 1 - cos cancel
        : tf.sub(rowDistances(anchor, positive), rowDistances(anchor, negative));
    return tf.mean(tf.relu(tf.add(tooFar, margin)));
  });
}
