import { tf } from '../engine/index';
import { unitRows } from '../engine/unit-rows';
import type { Encoder } from './encoder';

/**
 * Two encoders of texts as one: the direction of the sum of what both say. Words and their parts know names to the letter, the sentence
 * model knows what words mean that no picture came with; together they do best on concepts that were never trained on.
 * @param encoders into the same space; they stay the caller's: disposing this one leaves them as they are
 */
export function bothTexts(first: Encoder<string[]>, second: Encoder<string[]>): Encoder<string[]> {
  return {
    modality: 'text',
    dim: first.dim,
    embed: async texts => {
      const [a, b] = [await first.embed(texts), await second.embed(texts)];
      try {
        return tf.tidy(() => unitRows(tf.add(a, b) as tf.Tensor2D));
      } finally {
        tf.dispose([a, b]);
      }
    },
    dispose: () => {},
  };
}
