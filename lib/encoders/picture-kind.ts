import { tf } from '../engine/index';
import { BACKBONE_FEATURES } from './backbone';

/** Tells photographs from drawings by what a backbone sees in them: a logistic regression. */
export interface PictureKind {
  readonly architecture: string;
  /** A weight a feature, [1280, 1], and the bias, [1]. */
  readonly weights: tf.Variable[];
  /** How likely each is a photograph, 0 to 1, n numbers. */
  photographs(features: tf.Tensor2D): Promise<Float32Array>;
  dispose(): void;
}

/**
 * @param initial the weights, a number a feature and then the bias; zeros by default, for one that is loaded
 * @see fitPictureKind
 */
export function pictureKind(initial: ArrayLike<number> = new Float32Array(BACKBONE_FEATURES + 1)): PictureKind {
  const numbers = Array.from(initial);
  const weights = tf.tidy(() => [
    tf.variable(tf.tensor2d(numbers.slice(0, -1), [BACKBONE_FEATURES, 1])),
    tf.variable(tf.tensor1d(numbers.slice(-1))),
  ]);
  return {
    architecture: `photograph or drawing, logistic on ${BACKBONE_FEATURES}`,
    weights,
    photographs: async features => {
      const likely = tf.tidy(() =>
        tf.sigmoid(tf.add(tf.matMul(features, weights[0] as unknown as tf.Tensor2D), weights[1])),
      );
      const values = Float32Array.from(await likely.data());
      likely.dispose();
      return values;
    },
    dispose: () => tf.dispose(weights),
  };
}
