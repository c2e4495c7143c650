import { tf } from '../engine/index';
import { describe } from '../engine/rows';
import { seededRandom } from '../engine/seeds';
import { unitRows } from '../engine/unit-rows';
import { embedBatches } from './embed-batches';
import type { Encoder, TrainableEncoder } from './encoder';
import { constantWeights, normalWeights } from './initial-weights';
import { SENTENCE_WIDTH, type SentenceModel, startSentences } from './sentences';

export interface SentenceTowerOptions {
  /** Length of an embedding; 96 by default. */
  dim?: number;
  /** Units of the hidden layer; 256 by default. */
  hidden?: number;
  /** For the initial weights; 1 by default. */
  seed?: number;
}

/** Vectors that are embedded at once. */
const EMBED_BATCH = 1024;

/**
 * The part of the sentence encoder that is trained: from the vectors of a finished sentence model (512 numbers each, see
 * startSentences) through a hidden layer to unit vectors. The model itself stays as it is.
 * @throws RangeError from `embed` and `batch` for numbers that do not make whole vectors
 */
export function sentenceTower(options: SentenceTowerOptions = {}): TrainableEncoder<Float32Array> {
  const { dim = 96, hidden = 256, seed = 1 } = options;
  const random = seededRandom(seed).fork('sentence tower');
  const first = normalWeights<tf.Rank.R2>(random, [SENTENCE_WIDTH, hidden], Math.sqrt(2 / SENTENCE_WIDTH));
  const firstBias = constantWeights<tf.Rank.R1>([hidden], 0);
  const second = normalWeights<tf.Rank.R2>(random, [hidden, dim], Math.sqrt(2 / hidden));
  const secondBias = constantWeights<tf.Rank.R1>([dim], 0);
  const weights = [first, firstBias, second, secondBias] as tf.Variable[];
  // a vector of about unit length has numbers of about 1 / sqrt(512); the layers start best from numbers of about 1
  const scale = Math.sqrt(SENTENCE_WIDTH);

  const batch = (vectors: Float32Array, indices: ArrayLike<number>) => {
    countVectors('sentenceTower.batch', vectors);
    const taken = new Float32Array(indices.length * SENTENCE_WIDTH);
    for (let i = 0; i < indices.length; i++) {
      const from = indices[i] * SENTENCE_WIDTH;
      taken.set(vectors.subarray(from, from + SENTENCE_WIDTH), i * SENTENCE_WIDTH);
    }
    return tf.tensor2d(taken, [indices.length, SENTENCE_WIDTH]);
  };
  const forward = (vectors: tf.Tensor) =>
    tf.tidy(() => {
      const scaled = tf.mul(vectors, scale) as tf.Tensor2D;
      const units = tf.relu(tf.add(tf.matMul(scaled, first), firstBias)) as tf.Tensor2D;
      return unitRows(tf.add(tf.matMul(units, second), secondBias) as tf.Tensor2D);
    });
  return {
    modality: 'text',
    dim,
    architecture: `sentence vectors of ${SENTENCE_WIDTH}, hidden ${hidden}, dense ${dim}`,
    weights,
    batch,
    forward,
    embed: async vectors => {
      const size = countVectors('sentenceTower.embed', vectors);
      return embedBatches({ size, dim, batch: EMBED_BATCH }, (start, end) => {
        const part = vectors.subarray(start * SENTENCE_WIDTH, end * SENTENCE_WIDTH);
        return forward(tf.tensor2d(part, [end - start, SENTENCE_WIDTH]));
      });
    },
    dispose: () => tf.dispose(weights),
  };
}

/**
 * The encoder of English sentences: a finished sentence model, and a tower trained on top of it. The model starts with the first text.
 * @param tower maps the model's vectors into the shared space; disposed with the encoder
 * @throws TypeError or RangeError from `embed` for no texts, or a text that is empty, in another script or longer than 2,000 characters
 */
export function sentenceEncoder(tower: Encoder<Float32Array>): Encoder<string[]> {
  let model: SentenceModel | undefined;
  return {
    modality: 'text',
    dim: tower.dim,
    embed: async texts => {
      model ??= startSentences();
      return tower.embed(await model.vectors(texts));
    },
    dispose: () => {
      tower.dispose();
      void model?.close();
    },
  };
}

function countVectors(caller: string, vectors: Float32Array): number {
  const size = vectors?.length / SENTENCE_WIDTH;
  if (vectors instanceof Float32Array && Number.isInteger(size) && size > 0) return size;
  const given = vectors instanceof Float32Array ? `${vectors.length} numbers` : describe(vectors);
  throw new RangeError(`${caller}: the vectors are ${given}, expected a Float32Array of n x ${SENTENCE_WIDTH}`);
}
