import { tf } from '../engine/index';
import { bothTexts } from './both-texts';
import type { Encoder } from './encoder';
import { SENTENCE_WIDTH, type SentenceModel } from './sentences';
import type { Towers } from './towers';
import { joinParts, TABLE_DIM } from './word-table';

/** What texts are embedded with, in the space of the course's towers: their words, and the vectors of the sentence model. */
export type TextTowers = Pick<Towers, 'text' | 'vectors' | 'fingerprint'>;

/**
 * Texts as rows that a table of words can be compared with: what the course's towers make of them, and what the sentence model does.
 * @param centre what all the sentence model's vectors have in common, [512], taken away from each: without it they all lie near
 *   each other
 * @returns an encoder that leaves towers and model as they are when it is disposed
 * @throws TypeError or RangeError from `embed` as both encoders do: for texts that are empty, too long or in another script
 */
export function describedTexts(towers: TextTowers, sentences: SentenceModel, centre: tf.Tensor1D): Encoder<string[]> {
  return {
    modality: 'text',
    dim: TABLE_DIM,
    embed: async texts => {
      const vectors = await sentences.vectors(texts);
      const read = { ...towers.vectors, embed: () => towers.vectors.embed(vectors) };
      const rows = await bothTexts(towers.text, read).embed(texts);
      try {
        return tf.tidy(() => {
          const own = tf.sub(tf.tensor2d(vectors, [texts.length, SENTENCE_WIDTH]), centre);
          return joinParts(rows, own as tf.Tensor2D);
        });
      } finally {
        rows.dispose();
      }
    },
    dispose: () => {},
  };
}
