import { tf } from '../engine/index';
import { seededRandom } from '../engine/seeds';
import { unitRows } from '../engine/unit-rows';
import { embedBatches } from './embed-batches';
import type { TrainableEncoder } from './encoder';
import { constantWeights, normalWeights } from './initial-weights';
import { checkTexts, textFeatures } from './text-features';

export interface TextTowerOptions {
  /** Rows of the table that features share; 8,192 by default. */
  buckets?: number;
  /** Length of a row of the table; 96 by default. */
  width?: number;
  /** Length of an embedding; 96 by default. */
  dim?: number;
  /** For the initial weights; 1 by default. */
  seed?: number;
}

/** Texts that are embedded at once. */
const EMBED_BATCH = 256;

/**
 * The encoder of words and sentences in English: every word and every run of three or four characters has a row in a table (see
 * textFeatures), a text is the mean of its rows, and a dense layer turns it. The order of the words does not count.
 * @throws TypeError or RangeError from `embed` and `batch` for no texts, or a text that is empty, in another script or longer than
 *   2,000 characters; it says which
 */
export function textTower(options: TextTowerOptions = {}): TrainableEncoder<string[]> {
  const { buckets = 8192, width = 96, dim = 96, seed = 1 } = options;
  const random = seededRandom(seed).fork('text tower');
  const table = normalWeights<tf.Rank.R2>(random, [buckets, width], 0.1);
  const dense = normalWeights<tf.Rank.R2>(random, [width, dim], Math.sqrt(1 / width));
  const bias = constantWeights<tf.Rank.R1>([dim], 0);
  const weights = [table, dense, bias] as tf.Variable[];

  const batch = (texts: string[], indices: ArrayLike<number>) => {
    checkTexts('textTower.batch', texts);
    return bags(Array.from(indices, i => textFeatures(texts[i], buckets, `textTower: text ${i}`)));
  };
  /** Features as rows [n, buckets]: which share of a text each is. A product with the table then is the mean of the text's rows. */
  const bags = (lists: Int32Array[]) => {
    const shares = new Float32Array(lists.length * buckets);
    lists.forEach((list, i) => {
      for (const feature of list) shares[i * buckets + feature] += 1 / list.length;
    });
    return tf.tensor2d(shares, [lists.length, buckets]);
  };
  const forward = (bag: tf.Tensor) =>
    tf.tidy(() => unitRows(tf.add(tf.matMul(tf.matMul(bag as tf.Tensor2D, table), dense), bias) as tf.Tensor2D));
  return {
    modality: 'text',
    dim,
    architecture: `text of hashed words and runs of 3 and 4 characters, table ${buckets} x ${width}, mean, dense ${dim}`,
    weights,
    batch,
    forward,
    embed: async texts => {
      checkTexts('textTower.embed', texts);
      const features = texts.map((text, i) => textFeatures(text, buckets, `textTower: text ${i}`));
      return embedBatches({ size: texts.length, dim, batch: EMBED_BATCH }, (first, last) =>
        forward(bags(features.slice(first, last))),
      );
    },
    dispose: () => tf.dispose(weights),
  };
}
