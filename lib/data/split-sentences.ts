/** Where a sentence ends: after its stop, if white space and something that begins a sentence follow. */
const BETWEEN_SENTENCES = /(?<=[.!?])\s+(?=[A-Z"'(])/;

/** The sentences of an English text, each as it stands there, to the letter. */
export const splitSentences = (text: string): string[] =>
  text
    .split(BETWEEN_SENTENCES)
    .map(sentence => sentence.trim())
    .filter(sentence => sentence !== '');
