import { tf } from '../engine/index';
import { seededRandom } from '../engine/seeds';
import { unitRows } from '../engine/unit-rows';
import { batchNorm } from './batch-norm';
import { constantWeights, normalWeights } from './initial-weights';

export interface ConvolutionTowerOptions {
  /** Of what comes in. */
  height: number;
  width: number;
  channels: number;
  /** Channels of each block. */
  widths: readonly number[];
  /** Length of an embedding. */
  dim: number;
  /** What the last block gives is averaged over its width before the dense layer: it then matters little where a thing lies there. */
  averageWidth?: boolean;
  /** For the initial weights. */
  seed: number;
}

/** Blocks of convolution and a dense layer, from pictures or spectrograms to unit vectors. */
export interface ConvolutionTower {
  architecture: string;
  weights: tf.Variable[];
  /** [n, height, width, channels] to rows [n, dim] of unit length. */
  forward(x: tf.Tensor4D, options: { training: boolean }): tf.Tensor2D;
}

/**
 * What the image and the audio tower have in common: blocks of a 3 x 3 convolution, pooling, batch normalisation and ReLU, each of
 * half the height and width of the one before; then one dense layer.
 *
 * Pooling comes first in a block, since what follows then has a quarter of the work: a step takes half the time of the usual order.
 */
export function convolutionTower(options: ConvolutionTowerOptions): ConvolutionTower {
  const { height, width, channels, widths, dim, averageWidth = false, seed } = options;
  const random = seededRandom(seed).fork('convolution tower');
  /** Of the variance that keeps that of ReLU layers (He et al. 2015, https://arxiv.org/abs/1502.01852). */
  const initial = <R extends tf.Rank>(shape: tf.ShapeMap[R], inputs: number) =>
    normalWeights<R>(random, shape, Math.sqrt(2 / inputs));

  const blocks = widths.map((outgoing, i) => {
    const incoming = i ? widths[i - 1] : channels;
    return { filter: initial<tf.Rank.R4>([3, 3, incoming, outgoing], 9 * incoming), norm: batchNorm(outgoing) };
  });
  const halved = (side: number) => widths.reduce(half => Math.ceil(half / 2), side);
  const features = halved(height) * (averageWidth ? 1 : halved(width)) * widths[widths.length - 1];
  const dense = initial<tf.Rank.R2>([features, dim], features);
  const bias = constantWeights<tf.Rank.R1>([dim], 0);

  const forward = (x: tf.Tensor4D, { training }: { training: boolean }) =>
    tf.tidy(() => {
      let rows = x;
      for (const { filter, norm } of blocks) {
        const pooled = tf.maxPool(tf.conv2d(rows, filter, 1, 'same'), 2, 2, 'same');
        rows = tf.relu(norm.apply(pooled, { training }));
      }
      const flat = tf.reshape(averageWidth ? tf.mean(rows, 2) : rows, [x.shape[0], features]);
      return unitRows(tf.add(tf.matMul(flat, dense), bias) as tf.Tensor2D);
    });
  return {
    architecture:
      `${height} x ${width} x ${channels}, blocks of ${widths.join(', ')} with batch norm, ` +
      `${averageWidth ? 'mean over the width, ' : ''}${features} features, dense ${dim}`,
    weights: [...blocks.flatMap(({ filter, norm }) => [filter, ...norm.weights]), dense, bias] as tf.Variable[],
    forward,
  };
}
