import type { TrainableEncoder } from '../../lib/encoders/encoder';
import { normalWeights } from '../../lib/encoders/initial-weights';
import { textTower } from '../../lib/encoders/text-tower';
import { tf } from '../../lib/engine/index';
import { seededRandom } from '../../lib/engine/seeds';
import { unitRows } from '../../lib/engine/unit-rows';
import { type Tower, type TrainTowersOptions, tower, trainTowers } from '../../lib/training/train-towers';

/** Six concepts in three modalities: words, and two kinds of vectors in which each concept has a direction of its own, with noise. */
export const WORDS = ['lion', 'trumpet', 'apple', 'house', 'cloud', 'bicycle'];
export const LABELS = WORDS.map((_, label) => label);
const WIDTH = 8;

export const vectorsOf = (kind: string, labels: ArrayLike<number>, random = seededRandom('vectors')): Float32Array => {
  const vectors = new Float32Array(labels.length * WIDTH);
  Array.from(labels).forEach((label, i) => {
    const direction = seededRandom(kind).fork(label);
    for (let j = 0; j < WIDTH; j++) vectors[i * WIDTH + j] = direction.normal() + 0.3 * random.normal();
  });
  return vectors;
};

/** An encoder of vectors: one matrix. */
export function vectorEncoder(seed = 1, dim = 4): TrainableEncoder<Float32Array> {
  const matrix = normalWeights<tf.Rank.R2>(seededRandom(seed), [WIDTH, dim], 1);
  const batch = (vectors: Float32Array, indices: ArrayLike<number>) =>
    tf.gather(tf.tensor2d(vectors, [vectors.length / WIDTH, WIDTH]), Array.from(indices));
  const forward = (vectors: tf.Tensor) =>
    tf.tidy(() => unitRows(tf.matMul(vectors as tf.Tensor2D, matrix) as tf.Tensor2D));
  return {
    modality: 'audio',
    dim,
    architecture: `a matrix ${WIDTH} x ${dim}`,
    weights: [matrix as tf.Variable],
    batch,
    forward,
    embed: async vectors => forward(tf.tensor2d(vectors, [vectors.length / WIDTH, WIDTH])),
    dispose: () => matrix.dispose(),
  };
}

export const smallWords = (seed = 1) => textTower({ buckets: 64, width: 8, dim: 4, seed });
export const wordTower = (encoder = smallWords()): Tower => tower(encoder, labels => Array.from(labels, i => WORDS[i]));
export const vectorTower = (kind: string, encoder = vectorEncoder()): Tower =>
  tower(encoder, (labels, random) => vectorsOf(kind, labels, random));

export const smallTowersTraining = (
  options: Partial<TrainTowersOptions>,
  towers: Record<string, Tower> = { word: wordTower(), seen: vectorTower('seen') },
) =>
  trainTowers(towers, {
    labels: LABELS,
    data: 'six concepts',
    steps: 60,
    stepsAnEpoch: 20,
    batchSize: 6,
    learningRate: 0.05,
    seed: 7,
    ...options,
  });
