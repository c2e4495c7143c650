import { DATASETS, openDataSet, readSetFile } from '../data/data-set';
import { countPictures, type PictureItems } from '../data/picture-items';
import { sha256 } from '../data/sha256';
import { takePictures } from '../data/take-pictures';
import { tf } from '../engine/index';
import { embedBatches } from './embed-batches';
import { type PackedTensor, unpackWeights } from './packed-weights';
import { rememberRows } from './remembered';

/** Height and width of the photographs that the backbone takes, in pixels. */
const BACKBONE_SIDE = 224;
/** Numbers that describe a photograph, before the last layer. */
export const BACKBONE_FEATURES = 1280;

/** The step of the depthwise layer of each block: 2 halves height and width. */
export const BLOCK_STRIDES = [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1] as const;
/** Photographs at once: of two a sixth slower, and eight take more memory for no speed. */
const EMBED_BATCH = 4;

/** EfficientNet-Lite0, a network that somebody else trained on 1.3 million photographs of a thousand classes. */
export interface Backbone {
  /** SHA-256 of the set: features may be compared when it is the same. */
  fingerprint: string;
  /** The features [n, 1280] of n photographs of 224 x 224 pixels, none below 0; the caller disposes them. */
  features(photographs: PictureItems): Promise<tf.Tensor2D>;
  /** The last layer: features to logits [n, 1000], one a class of loadImageClasses; differentiable. */
  logits(features: tf.Tensor2D): tf.Tensor2D;
  /** The matrix of the last layer, [1280, 1000]: a column a class. */
  readonly classifier: tf.Tensor2D;
  /** The bias of the last layer, [1000]. */
  readonly classifierBias: tf.Tensor1D;
  dispose(): void;
}

/**
 * The backbone that ships with the course, checked before use (Tan and Le 2019, https://arxiv.org/abs/1905.11946, in the form without
 * squeeze-and-excitation and with ReLU6).
 * @param options.remember look at each photograph once, and keep its features, 5 kB: for who comes back to the same ones; no by default
 * @throws Error when a file is missing, cut short or changed; RangeError from `features` for photographs of another side
 */
export async function loadBackbone({
  folder = DATASETS,
  remember = false,
}: {
  folder?: string;
  remember?: boolean;
} = {}): Promise<Backbone> {
  const set = await openDataSet<{ tensors: PackedTensor[] }>('loadBackbone', 'backbone', folder);
  const file = await readSetFile('loadBackbone', set, 'weights.bin', folder);
  const weights = new Map(
    unpackWeights(file, set.tensors).map(({ name, shape, values }) => [name, tf.tensor(values, shape)] as const),
  );
  const classifier = weights.get('classifier.filter') as tf.Tensor2D;
  const classifierBias = weights.get('classifier.bias') as tf.Tensor1D;
  const features = async (photographs: PictureItems) => {
    const size = countPictures('Backbone.features', photographs, BACKBONE_SIDE);
    return embedBatches({ size, dim: BACKBONE_FEATURES, batch: EMBED_BATCH }, (first, last) =>
      network(weights, asInput(photographs.pixels, first, last)),
    );
  };
  return {
    fingerprint: set.sha256,
    classifier,
    classifierBias,
    features: remember ? onceEach(features) : features,
    logits: features => tf.add(tf.matMul(features, classifier), classifierBias) as tf.Tensor2D,
    dispose: () => tf.dispose([...weights.values()]),
  };
}

/** Features of photographs, of each only once. */
function onceEach(features: Backbone['features']): Backbone['features'] {
  const remembered = rememberRows(BACKBONE_FEATURES);
  return async photographs => {
    const size = countPictures('Backbone.features', photographs, BACKBONE_SIDE);
    const keys = Array.from({ length: size }, (_, i) => sha256(takePictures(photographs, [i]).pixels));
    return remembered(keys, positions => features(takePictures(photographs, positions)));
  };
}

/** Photographs `first` to `last - 1` as the network was trained to see them: (value - 127) / 128. */
function asInput(pixels: Uint8Array, first: number, last: number): tf.Tensor4D {
  const values = BACKBONE_SIDE * BACKBONE_SIDE * 3;
  const input = new Float32Array((last - first) * values);
  // a loop: to give `from` a function takes as long as a fifth of the network
  for (let i = 0, at = first * values; i < input.length; i++, at++) input[i] = (pixels[at] - 127) / 128;
  return tf.tensor4d(input, [last - first, BACKBONE_SIDE, BACKBONE_SIDE, 3]);
}

function network(weights: ReadonlyMap<string, tf.Tensor>, photographs: tf.Tensor4D): tf.Tensor2D {
  const layerOf = (x: tf.Tensor4D, layer: string, strides: number, activation: 'linear' | 'relu6') => ({
    ...{ x, strides, pad: 'same' as const, activation },
    filter: weights.get(`${layer}.filter`) as tf.Tensor4D,
    bias: weights.get(`${layer}.bias`) as tf.Tensor1D,
  });
  const activated = (x: tf.Tensor4D, layer: string, strides = 1) =>
    tf.fused.conv2d(layerOf(x, layer, strides, 'relu6'));

  let x = activated(photographs, 'stem', 2);
  BLOCK_STRIDES.forEach((strides, i) => {
    const wide = weights.has(`${i}.expand.filter`) ? activated(x, `${i}.expand`) : x;
    const seen = tf.fused.depthwiseConv2d(layerOf(wide, `${i}.depthwise`, strides, 'relu6'));
    const narrow = tf.fused.conv2d(layerOf(seen, `${i}.project`, 1, 'linear'));
    // a block that changes neither size nor channels only adds to what comes in
    x = strides === 1 && narrow.shape[3] === x.shape[3] ? tf.add(x, narrow) : narrow;
  });
  return tf.mean(activated(x, 'head'), [1, 2]) as tf.Tensor2D;
}
