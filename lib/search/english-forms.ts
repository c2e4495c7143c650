import pluralize from 'pluralize';
import { plainText, withoutAccents, withoutArticle } from './typed-words';

/** Names of one pair or trade, whose other number is another thing: a glass is no glasses. */
const NO_SINGULAR = new Set(['glasses', 'shorts', 'briefs', 'customs']);

/**
 * The forms of an English name that somebody may mean, the likeliest first: as it is, without articles, its last word in the singular,
 * in the plural. They are guesses ('bu' for 'bus'), to be looked up among the names that there are.
 * @param folded as `foldText` gives it
 */
export function englishForms(folded: string): string[] {
  const bases = [folded];
  // one after the other: 'all the lions', and 'the A button', which has one of its own
  for (let rest = withoutArticle(folded); rest !== bases.at(-1); rest = withoutArticle(rest)) bases.push(rest);
  const bare = bases.at(-1)!.replace(/(?:'s|s')$/, owner => (owner === "'s" ? '' : 's'));
  const plurals = [pluralize.plural(bare)].filter(plural => !NO_SINGULAR.has(plural));
  // the library makes 'cooky' of 'cookies'
  return [...new Set([...bases, bare, pluralize.singular(bare), bare.replace(/s$/, ''), ...plurals])];
}

/** Words that say nothing of what is looked for. */
const EMPTY_WORDS = new Set(
  (
    'a an the some any of to in on at for with and or but if that this these those it is are was were be been do does did ' +
    'has have had can could will would i you he she we they me him them my your his her its our their am so by from as not no ' +
    'what who which where when how why there here very'
  ).split(' '),
);

/**
 * The stems of the words of an English text that say something, in their order, as often as they come: 'the lions roar, a lion' gives
 * 'lion', 'roar' and 'lion'. Words of other alphabets are left as they are; Chinese and Japanese, which put no spaces, are not split.
 */
export const contentWords = (text: string): string[] =>
  (withoutAccents(plainText(text).toLowerCase()).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])
    .filter(word => !EMPTY_WORDS.has(word))
    .map(stemOf)
    .filter(stem => stem !== '');

/** The stems of `contentWords`, each once. */
export const contentStems = (text: string): Set<string> => new Set(contentWords(text));

/** Verbs that the library takes for plurals: who asks where a lion lives does not mean its life. */
const VERBS = new Set(['lives']);

const stemOf = (word: string): string =>
  (VERBS.has(word) ? word : pluralize.singular(word))
    .replace(/(?<=v)es$/, '')
    .replace(/(?:ing|ed|y|e|s)$/, '')
    .replace(/([^aeiou])\1$/, '$1');
