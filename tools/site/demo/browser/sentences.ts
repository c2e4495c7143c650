import type { SentenceModel } from '../../../../lib/encoders/sentences';

/** Stands in for `lib/encoders/sentences`: the model is 28 MB, and the demo does without. What needs it is not asked. */

export const SENTENCE_WIDTH = 512;

export const startSentences = (): SentenceModel => ({
  vectors: () => Promise.reject(new Error('sentences: the model is not in the browser; run npm run search')),
  close: async () => {},
});
