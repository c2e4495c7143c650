import { type PackedRows, type Passage, sentenceInContext } from '../data/passages';
import { SENTENCE_WIDTH, type SentenceModel } from '../encoders/sentences';
import { toUnit } from './directions';

/** Unit rows of sentences, and where those of each passage begin. */
export interface SentenceRows {
  /** A row a sentence, those of all passages one after the other. */
  rows: Float32Array;
  dim: number;
  /** The row of each passage's first sentence, and at the end how many there are. */
  starts: number[];
}

/**
 * The vectors of all sentences, of unit length.
 * @param packed those that ship with the passages; without them the model makes them, 3 ms a sentence
 * @throws RangeError when the packed ones are not as many as the sentences
 */
export async function sentenceRows(
  passages: readonly Passage[],
  model: SentenceModel,
  packed?: PackedRows,
): Promise<SentenceRows> {
  const starts = [0];
  for (const { sentences } of passages) starts.push(starts.at(-1)! + sentences.length);
  const count = starts.at(-1)!;
  const dim = packed?.dim ?? SENTENCE_WIDTH;
  if (packed && packed.rows.length !== count * dim) {
    throw new RangeError(
      `sentenceRows: there are ${packed.rows.length / dim} packed rows and ${count} sentences, expected a row a sentence`,
    );
  }
  const rows = packed ? Float32Array.from(packed.rows) : await embed(passages, model);
  for (let start = 0; start < rows.length; start += dim) toUnit(rows.subarray(start, start + dim));
  return { rows, dim, starts };
}

async function embed(passages: readonly Passage[], model: SentenceModel): Promise<Float32Array> {
  const texts = passages.flatMap(({ title, sentences }) => sentences.map(one => sentenceInContext(title, one)));
  const rows = new Float32Array(texts.length * SENTENCE_WIDTH);
  // the model refuses texts without a letter that it can read; they keep a row of zeros, which is like nothing
  const readable = [...texts.keys()].filter(i => /[a-z0-9]/i.test(texts[i].normalize('NFKD')));
  if (readable.length === 0) return rows;
  const vectors = await model.vectors(readable.map(i => texts[i]));
  readable.forEach((to, from) => {
    rows.set(vectors.subarray(from * SENTENCE_WIDTH, (from + 1) * SENTENCE_WIDTH), to * SENTENCE_WIDTH);
  });
  return rows;
}
