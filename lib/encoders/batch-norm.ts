import { tf } from '../engine/index';
import { constantWeights } from './initial-weights';

/** Keeps a channel that never varies from being divided by nothing. */
const EPSILON = 1e-3;
/** How much of the moving averages a step keeps: they look back over some 20 batches. */
const MOMENTUM = 0.95;

/** Batch normalisation of pictures [n, height, width, channels], a mean and a variance for each channel. */
export interface BatchNorm {
  /** Gain and offset, which a gradient step changes; then the moving mean and variance, which it does not. */
  weights: tf.Variable[];
  /** With `training` the batch's own mean and variance are used and go into the moving averages; without, those averages. */
  apply(x: tf.Tensor4D, options: { training: boolean }): tf.Tensor4D;
}

/**
 * Batch normalisation: every channel brought to mean 0 and variance 1 over the batch, then to a learned spread and level.
 *
 *     y = gain * (x - mean) / sqrt(variance + 0.001) + offset
 *
 * An embedding must not depend on what else is embedded with it, so that outside training the moving averages of mean and variance
 * stand in. Ioffe and Szegedy (2015), https://arxiv.org/abs/1502.03167
 */
export function batchNorm(channels: number): BatchNorm {
  const gain = constantWeights<tf.Rank.R1>([channels], 1);
  const offset = constantWeights<tf.Rank.R1>([channels], 0);
  const movingMean = constantWeights<tf.Rank.R1>([channels], 0, { trainable: false });
  const movingVariance = constantWeights<tf.Rank.R1>([channels], 1, { trainable: false });
  const follow = (average: tf.Variable, now: tf.Tensor) =>
    average.assign(tf.add(tf.mul(average, MOMENTUM), tf.mul(now, 1 - MOMENTUM)));
  const normaliseBatch = normalisation((mean, variance) => {
    follow(movingMean, mean);
    follow(movingVariance, variance);
  });
  return {
    weights: [gain, offset, movingMean, movingVariance] as tf.Variable[],
    apply: (x, { training }) =>
      tf.tidy(() => {
        if (training) return normaliseBatch(x, gain, offset) as tf.Tensor4D;
        const scale = tf.mul(gain, tf.rsqrt(tf.add(movingVariance, EPSILON)));
        return tf.add(tf.mul(x, scale), tf.sub(offset, tf.mul(movingMean, scale))) as tf.Tensor4D;
      }),
  };
}

/**
 * The normalisation of a batch, with its gradient given by hand: half the passes over the pictures that automatic differentiation
 * takes.
 *
 *     dx = gain / s * (dy - mean(dy) - (x - mean) / s² * mean(dy * (x - mean))),  s = sqrt(variance + 0.001)
 */
function normalisation(seen: (mean: tf.Tensor, variance: tf.Tensor) => void) {
  return tf.customGrad((...args) => {
    const [x, gain, offset, keep] = args as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.GradSaveFunc];
    const channels = x.shape[3];
    const count = x.size / channels;
    const meanOf = (values: tf.Tensor) => tf.div(tf.sum(tf.reshape(values, [count, channels]), 0), count);
    const mean = meanOf(x);
    const centred = tf.sub(x, mean);
    const variance = meanOf(tf.square(centred));
    seen(mean, variance);
    const inverse = tf.rsqrt(tf.add(variance, EPSILON));
    const scale = tf.mul(gain, inverse);
    keep([centred, inverse, scale]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [kept, perDeviation, perUnit] = saved;
      const meanGradient = meanOf(dy);
      const meanProduct = meanOf(tf.mul(dy, kept));
      const slope = tf.neg(tf.mul(perUnit, tf.mul(meanProduct, tf.square(perDeviation))));
      const level = tf.neg(tf.mul(perUnit, meanGradient));
      const dx = tf.add(tf.mul(dy, perUnit), tf.add(tf.mul(kept, slope), level));
      return [dx, tf.mul(tf.mul(meanProduct, perDeviation), count), tf.mul(meanGradient, count)];
    };
    return { value: tf.add(tf.mul(centred, scale), offset), gradFunc };
  });
}
