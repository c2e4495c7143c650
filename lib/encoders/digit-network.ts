import { DIGIT_SIDE } from '../data/digits';
import { tf, withSeed } from '../engine/index';

/**
 * The course's network for digits: two blocks of a 3 x 3 convolution, pooling and ReLU, then two dense layers. 428,608 weights
 * for 64 dimensions. Pooling comes before ReLU: both orders give the same, and this one computes a quarter of the ReLUs.
 * @param dim length of an embedding
 * @param seed for the initial weights
 */
export function digitNetwork({ dim = 64, seed = 1 }: { dim?: number; seed?: number } = {}): tf.Sequential {
  const { conv2d, maxPooling2d, activation, flatten, dense } = tf.layers;
  return withSeed(seed, () =>
    tf.sequential({
      layers: [
        conv2d({
          filters: 32,
          kernelSize: 3,
          padding: 'same',
          inputShape: [DIGIT_SIDE, DIGIT_SIDE, 1],
        }),
        maxPooling2d({ poolSize: 2 }),
        activation({ activation: 'relu' }),
        conv2d({ filters: 64, kernelSize: 3, padding: 'same' }),
        maxPooling2d({ poolSize: 2 }),
        activation({ activation: 'relu' }),
        flatten(),
        dense({ units: 128, activation: 'relu' }),
        dense({ units: dim }),
      ],
    }),
  );
}

/**
 * A network up to its last layer but one, with the very same weights: what it sees before the last layer projects it into the space in which
 * a loss compares. Simple classifiers often do better there (Chen et al. 2020, https://arxiv.org/abs/2002.05709, section 4.2).
 */
export function withoutLastLayer(network: tf.LayersModel): tf.LayersModel {
  const { inputs, layers } = network;
  return tf.model({ inputs, outputs: layers[layers.length - 2].output });
}

/** One line a layer: its kind, the shape of what it gives (without the batch) and how many weights it has. */
export function describeLayers(network: tf.LayersModel): { layer: string; output: string; weights: number }[] {
  return network.layers.map(layer => ({
    layer: layer.getClassName(),
    output: (layer.outputShape as (number | null)[]).slice(1).join(' x '),
    weights: layer.countParams(),
  }));
}
