import type { Passage } from '../data/passages';
import { repeatsQuestion } from '../search/copied-question';
import type { SentenceScore } from '../search/passage-search';
import type { AskedSubject } from './asked-subject';
import { doubtOf, expectedAnswer } from './expected-answer';
import { instructs } from './instructions';

/** What each measure of a sentence counts. Set, with the threshold of silence, on the development questions alone. */
const WEIGHTS = { cosine: 0.6, words: 0.4, expected: 0.1, passage: 0.3 };
/** What it counts that a passage is about what the question names, speaks of it, or does neither. */
const SUBJECT = { own: 0.1, 'speaks of it': 0, other: -0.2 };
/** How much less sure it is of a sentence that lacks what is asked for: no speed after 'how fast'. Chosen on the same questions. */
const DOUBT = 0.35;
/** The same of one that has nothing of what is likely to be said. */
const LACKING = 0.15;

/** A sentence that may answer a question. */
export interface Quotation {
  passage: Passage;
  /** As it stands in the passage, to the letter. */
  sentence: string;
  score: number;
  /** The score, less what it is doubted for. */
  confidence: number;
}

/**
 * Sentences that may answer a question, the best first: by meaning, by rare words that it shares with the question, by whether it has what
 * is asked for, and by how well its passage was found and is about what the question is. None is a sentence that orders, asks or repeats
 * the question, or whose passage does not speak of what the question names.
 * @param question with the name of what it is about in it
 * @param passageScores of the search that found the passages, 0 to 1
 */
export function quotations(
  question: string,
  sentences: readonly SentenceScore[],
  passageScores: ReadonlyMap<Passage, number>,
  subject: Pick<AskedSubject, 'fitOf' | 'isNamed'>,
): Quotation[] {
  return sentences
    .map(({ passage, sentence, ...measured }) => ({ ...measured, passage, sentence: passage.sentences[sentence] }))
    .filter(({ passage }) => !subject.isNamed || subject.fitOf(passage) !== 'other')
    .filter(({ sentence }) => !instructs(sentence) && !repeatsQuestion(question, sentence))
    .map(({ passage, sentence, cosine, words }) => {
      const expected = expectedAnswer(question, sentence);
      const score =
        WEIGHTS.cosine * cosine +
        WEIGHTS.words * words +
        WEIGHTS.expected * expected +
        WEIGHTS.passage * (passageScores.get(passage) ?? 0) +
        SUBJECT[subject.fitOf(passage)];
      const doubted = score - DOUBT * doubtOf(question, sentence);
      return { passage, sentence, score, doubted, confidence: doubted + LACKING * Math.min(0, expected) };
    })
    .sort((one, other) => other.doubted - one.doubted)
    .map(({ doubted, ...quotation }) => quotation);
}
