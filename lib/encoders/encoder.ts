import type { tf } from '../engine/index';

/**
 * Turns items of one modality into unit vectors.
 * `Items` is how a set of them is passed: for digits one Float32Array, for texts an array of strings.
 */
export interface Encoder<Items> {
  readonly modality: 'image' | 'text' | 'audio' | 'video';
  /** Length of an embedding. */
  readonly dim: number;
  /** The embeddings [n, dim] of n items, rows of unit length; the caller disposes them. */
  embed(items: Items): Promise<tf.Tensor2D>;
  dispose(): void;
}

/** An encoder with weights that a training loop may change. */
export interface TrainableEncoder<Items> extends Encoder<Items> {
  /** Which weights there are and of which shape, in a fixed order: a checkpoint fits when it names the same. */
  readonly architecture: string;
  /** Every weight, in the order of `architecture`; those that a gradient step changes are `trainable`. */
  readonly weights: tf.Variable[];
  /** A batch as the network takes it, `indices` of the items. */
  batch(items: Items, indices: ArrayLike<number>): tf.Tensor;
  /** Embeddings [n, dim] of a batch; differentiable. With `training`, dropout drops and batch norm looks at the batch. */
  forward(batch: tf.Tensor, options?: { training?: boolean }): tf.Tensor2D;
}
