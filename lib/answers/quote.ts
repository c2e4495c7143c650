import type { Passage } from '../data/passages';
import { repeatsQuestion } from '../search/copied-question';
import type { SentenceScore } from '../search/passage-search';
import { expectedAnswer } from './expected-answer';
import { instructs } from './instructions';

/** What each measure of a sentence counts. Set, with the threshold of silence, on the development questions alone. */
const WEIGHTS = { cosine: 0.6, words: 0.4, expected: 0.1, passage: 0.3 };

/** A sentence that may answer a question. */
export interface Quotation {
  passage: Passage;
  /** As it stands in the passage, to the letter. */
  sentence: string;
  score: number;
}

/**
 * Sentences that may answer a question, the best first: by meaning, by rare words that it shares with the question, by whether it has what
 * is asked for, and by how well its passage was found. A sentence that orders, asks or repeats the question is none.
 * @param question with the name of what it is about in it
 * @param passageScores of the search that found the passages, 0 to 1
 */
export function quotations(
  question: string,
  sentences: readonly SentenceScore[],
  passageScores: ReadonlyMap<Passage, number>,
): Quotation[] {
  return sentences
    .map(({ passage, sentence, cosine, words }) => ({ passage, sentence: passage.sentences[sentence], cosine, words }))
    .filter(({ sentence }) => !instructs(sentence) && !repeatsQuestion(question, sentence))
    .map(({ passage, sentence, cosine, words }) => ({
      ...{ passage, sentence },
      score:
        WEIGHTS.cosine * cosine +
        WEIGHTS.words * words +
        WEIGHTS.expected * expectedAnswer(question, sentence) +
        WEIGHTS.passage * (passageScores.get(passage) ?? 0),
    }))
    .sort((one, other) => other.score - one.score);
}
