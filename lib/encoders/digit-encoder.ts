import { DIGIT_PIXELS, DIGIT_SIDE } from '../data/digits';
import { tf } from '../engine/index';
import { unitRows } from '../engine/unit-rows';
import { embedBatches } from './embed-batches';
import type { TrainableEncoder } from './encoder';

/** Pictures that are embedded at once: enough for the engine's best speed, in some 50 MB. */
const EMBED_BATCH = 500;

export interface DigitEncoderOptions {
  /**
   * false leaves the rows as long as the network makes them: to train with a Euclidean loss, or to look at what a cosine ignores. Such an
   * encoder does not keep the contract that rows have unit length. true by default.
   */
  normalise?: boolean;
}

/**
 * An encoder of digits from any network of layers that maps pictures [n, 28, 28, 1] to rows [n, dim]. The rows are divided
 * by their length here: the network need not end with a normalisation. The encoder owns the network and disposes it.
 * @throws Error when the network takes other inputs, gives other outputs, or has no weights to train
 */
export function digitEncoder(
  network: tf.LayersModel,
  { normalise = true }: DigitEncoderOptions = {},
): TrainableEncoder<Float32Array> {
  const dim = checkNetwork(network);
  const layers = network.weights;
  // read() gives the tf.Variable itself, typed as a tensor
  const weights = layers.map(weight => weight.read() as tf.Variable);
  const architecture = layers
    .map(({ shape, trainable }) => `${shape.join('x')}${trainable ? '' : ' fixed'}`)
    .join(', ');

  const batch = (images: Float32Array, indices: ArrayLike<number>) => {
    const pixels = new Float32Array(indices.length * DIGIT_PIXELS);
    for (let i = 0; i < indices.length; i++) {
      const from = indices[i] * DIGIT_PIXELS;
      pixels.set(images.subarray(from, from + DIGIT_PIXELS), i * DIGIT_PIXELS);
    }
    return asPictures(pixels);
  };
  const forward = (pictures: tf.Tensor, { training = false } = {}) =>
    tf.tidy(() => {
      const rows = network.apply(pictures, { training }) as tf.Tensor2D;
      return normalise ? unitRows(rows) : rows;
    });

  const embed = async (images: Float32Array) => {
    const size = countDigits(images);
    return embedBatches({ size, dim, batch: EMBED_BATCH }, (first, last) =>
      forward(asPictures(images.subarray(first * DIGIT_PIXELS, last * DIGIT_PIXELS))),
    );
  };
  return {
    modality: 'image',
    dim,
    architecture,
    weights,
    batch,
    forward,
    embed,
    dispose: () => void network.dispose(),
  };
}

const asPictures = (pixels: Float32Array) =>
  tf.tensor4d(pixels, [pixels.length / DIGIT_PIXELS, DIGIT_SIDE, DIGIT_SIDE, 1]);

function countDigits(images: Float32Array): number {
  const size = images.length / DIGIT_PIXELS;
  if (!(images instanceof Float32Array) || !Number.isInteger(size) || size === 0) {
    throw new RangeError(
      `digitEncoder.embed: images has ${images.length} values, expected a Float32Array of n x ${DIGIT_PIXELS} (28 x 28 pixels a picture, n at least 1)`,
    );
  }
  return size;
}

function checkNetwork(network: tf.LayersModel): number {
  const input = network.inputs.length === 1 ? network.inputs[0].shape : [];
  const output = network.outputs.length === 1 ? network.outputs[0].shape : [];
  const text = (shape: (number | null)[]) => `[${shape.map(n => n ?? 'n').join(', ')}]`;
  if (input.length !== 4 || input[1] !== DIGIT_SIDE || input[2] !== DIGIT_SIDE || input[3] !== 1) {
    throw new RangeError(
      `digitEncoder: the network takes ${text(input)}, expected pictures [n, 28, 28, 1]; give its first layer inputShape: [28, 28, 1]`,
    );
  }
  const dim = output[1];
  if (output.length !== 2 || typeof dim !== 'number' || dim < 1) {
    throw new RangeError(
      `digitEncoder: the network gives ${text(output)}, expected rows [n, dim]; put tf.layers.flatten() and a dense layer at its end`,
    );
  }
  if (network.trainableWeights.length === 0) {
    throw new Error('digitEncoder: the network has no weights to train; add a convolution or a dense layer');
  }
  return dim;
}
