import type { Passage } from '../data/passages';
import { contentStems } from '../search/english-forms';

/** Share of a claim's words, those of the question left aside, that one sentence must have. */
const ENOUGH = 0.75;
const NEGATION = /\b(no|not|never|none|neither|nor|without|cannot|\w+n't)\b/i;
const NUMBER_WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

/**
 * The sentence of a passage that says what a claim says, by its words: most of them, every number and every name, and no denial that the
 * claim lacks, or the other way round. What the question said already counts nothing: it would support any answer.
 * @returns it, to the letter; undefined where none does
 */
export function supportingSentence(
  claim: string,
  question: string,
  { title, sentences }: Pick<Passage, 'title' | 'sentences'>,
): string | undefined {
  const asked = contentStems(question);
  const told = stemsOf(claim).filter(stem => !asked.has(stem));
  if (told.length === 0) return undefined;
  const certain = stemsOf(namesAndNumbers(claim)).filter(stem => !asked.has(stem));
  const ranked = sentences
    .filter(sentence => NEGATION.test(sentence) === NEGATION.test(claim))
    .map(sentence => {
      const there = stemsOf(`${title} ${sentence}`);
      const share = told.filter(stem => there.some(other => akin(stem, other))).length / told.length;
      return { sentence, share: certain.every(stem => there.includes(stem)) ? share : 0 };
    })
    .sort((one, other) => other.share - one.share);
  return ranked[0] && ranked[0].share >= ENOUGH ? ranked[0].sentence : undefined;
}

/** The stems of a text, with digits for number words: 'two' and '2' are one. */
const stemsOf = (text: string): string[] => [
  ...contentStems(
    text.replace(/[a-z]+/gi, word => {
      const number = NUMBER_WORDS.indexOf(word.toLowerCase());
      return number < 0 ? word : String(number);
    }),
  ),
];

/** One word, or one and what is made of it: deter, deterrent. */
const akin = (one: string, other: string): boolean =>
  one === other || (Math.min(one.length, other.length) >= 4 && (one.startsWith(other) || other.startsWith(one)));

/** What may not be almost right: words with digits, number words, and words with a capital inside a sentence. */
const namesAndNumbers = (text: string): string =>
  (text.match(/[\p{L}\p{N}'’-]+/gu) ?? [])
    .filter(
      (word, i) => /\d/.test(word) || NUMBER_WORDS.includes(word.toLowerCase()) || (i > 0 && /^\p{Lu}/u.test(word)),
    )
    .join(' ');
