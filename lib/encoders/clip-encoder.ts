import type { PictureItems } from '../data/picture-items';
import { tf } from '../engine/index';
import { unitRows } from '../engine/unit-rows';
import type { Encoder } from './encoder';

/**
 * The encoder of clips: every frame goes through the image tower, and a clip is the direction of the mean of its frames.
 *
 * This is pooling, not an understanding of motion: the order of the frames makes no difference.
 * @param image stays the caller's: disposing the encoder leaves it as it is
 * @param frames pictures a clip; 8 by default
 * @throws RangeError from `embed` for frames that do not make whole clips, and what the image tower throws
 */
export function clipEncoder(image: Encoder<PictureItems>, { frames = 8 } = {}): Encoder<PictureItems> {
  return {
    modality: 'video',
    dim: image.dim,
    embed: async clips => {
      const rows = await image.embed(clips);
      const [count] = rows.shape;
      try {
        if (count % frames !== 0) {
          throw new RangeError(
            `clipEncoder.embed: there are ${count} frames, expected a multiple of ${frames}, the frames of a clip`,
          );
        }
        return tf.tidy(() =>
          unitRows(tf.mean(tf.reshape(rows, [count / frames, frames, image.dim]), 1) as tf.Tensor2D),
        );
      } finally {
        rows.dispose();
      }
    },
    dispose: () => {},
  };
}
