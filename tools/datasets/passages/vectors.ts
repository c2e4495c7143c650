import { type Passage, sentenceInContext } from '../../../lib/data/passages';
import { splitSentences } from '../../../lib/data/split-sentences';
import { SENTENCE_WIDTH, type SentenceModel } from '../../../lib/encoders/sentences';

/** Sentences that are embedded at once, so that not all vectors are held in full. */
const AT_ONCE = 2_000;

/** One of several vectors that lie one after the other. */
export const rowOf = (vectors: Float32Array, i: number): Float32Array =>
  vectors.subarray(i * SENTENCE_WIDTH, (i + 1) * SENTENCE_WIDTH);

/** The vectors of all sentences, each scaled so that its largest number fits into 8 bits: only their directions count. */
export async function sentenceVectors(
  passages: readonly Pick<Passage, 'title' | 'text'>[],
  model: SentenceModel,
  onProgress?: (done: number, total: number) => void,
): Promise<Uint8Array> {
  const texts = passages.flatMap(({ title, text }) =>
    splitSentences(text).map(sentence => sentenceInContext(title, sentence)),
  );
  const packed = new Int8Array(texts.length * SENTENCE_WIDTH);
  for (let first = 0; first < texts.length; first += AT_ONCE) {
    const some = texts.slice(first, first + AT_ONCE);
    const vectors = await model.vectors(some);
    some.forEach((_, i) => {
      const row = rowOf(vectors, i);
      const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      packed.set(
        row.map(value => Math.round((value / largest) * 127)),
        (first + i) * SENTENCE_WIDTH,
      );
    });
    onProgress?.(first + some.length, texts.length);
  }
  return new Uint8Array(packed.buffer);
}
