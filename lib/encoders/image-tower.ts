import { countPictures, type PictureItems } from '../data/picture-items';
import { tf } from '../engine/index';
import { convolutionTower } from './convolution-tower';
import { embedBatches } from './embed-batches';
import type { TrainableEncoder } from './encoder';

export interface ImageTowerOptions {
  /** Height and width of the pictures; 48 by default. */
  side?: number;
  /** Length of an embedding; 96 by default. */
  dim?: number;
  /** Channels of each block. */
  widths?: readonly number[];
  /** For the initial weights; 1 by default. */
  seed?: number;
}

/** Pictures that are embedded at once: more are no faster, and what lies between the layers takes memory that WebAssembly never gives back. */
const EMBED_BATCH = 64;

/**
 * The encoder of pictures: four blocks of a 3 x 3 convolution, pooling, batch normalisation and ReLU, then a dense layer.
 * 210,904 weights for pictures of 48 x 48 in 96 dimensions.
 * @throws RangeError from `embed` and `batch` for pictures of another side, or values that do not make whole pictures
 */
export function imageTower(options: ImageTowerOptions = {}): TrainableEncoder<PictureItems> {
  const { side = 48, dim = 96, widths = [24, 32, 64, 128], seed = 1 } = options;
  const tower = convolutionTower({ height: side, width: side, channels: 3, widths, dim, seed });
  const values = side * side * 3;

  const batch = (pictures: PictureItems, indices: ArrayLike<number>) => {
    const size = countPictures('imageTower.batch', pictures, side);
    // White is 0, like what a convolution sees beyond the edge: most pictures lie on white.
    const ink = new Float32Array(indices.length * values);
    for (let i = 0; i < indices.length; i++) {
      const from = indices[i] * values;
      if (!(indices[i] >= 0 && indices[i] < size)) {
        throw new RangeError(`imageTower.batch: picture ${indices[i]} is asked for, expected 0 to ${size - 1}`);
      }
      for (let j = 0; j < values; j++) ink[i * values + j] = 1 - pictures.pixels[from + j] / 255;
    }
    return tf.tensor4d(ink, [indices.length, side, side, 3]);
  };
  const forward = (pictures: tf.Tensor, { training = false } = {}) =>
    tower.forward(pictures as tf.Tensor4D, { training });
  return {
    modality: 'image',
    dim,
    architecture: `image ${tower.architecture}`,
    weights: tower.weights,
    batch,
    forward,
    embed: async pictures => {
      const size = countPictures('imageTower.embed', pictures, side);
      return embedBatches({ size, dim, batch: EMBED_BATCH }, (first, last) => {
        const pixels = pictures.pixels.subarray(first * values, last * values);
        return forward(
          batch(
            { pixels, side },
            Array.from({ length: last - first }, (_, i) => i),
          ),
        );
      });
    },
    dispose: () => tf.dispose(tower.weights),
  };
}
