import { NUMBER_WORDS } from '../../lib/data/digits';
import type { DigitSearch } from '../../lib/search/digit-search';
import type { FindOptions } from '../../lib/search/search';
import { typedDigit } from '../../lib/search/typed-digit';
import type { Found } from './found';
import { withReasons } from './reasons';
import { Refusal, refusingQuery } from './refusal';

/**
 * Looks for words among digits. The encoder knows the ten number words: a numeral is looked for by its word, and nothing fits any other.
 * @throws Refusal for a number that is no digit, and for words that the encoder cannot read
 */
export async function findDigits(
  { find }: Pick<DigitSearch, 'find'>,
  words: string,
  options: FindOptions,
): Promise<Found> {
  const digit = typedDigit(words);
  if (Number.isNaN(digit)) {
    throw new Refusal(
      400,
      `“${words}” is not one digit, expected one from 0 to 9, as a numeral or a word, such as seven`,
    );
  }
  if (digit === undefined && !/[a-z0-9]/i.test(words)) {
    throw new Refusal(
      400,
      `“${words}” is no digit, expected one from 0 to 9, as a numeral or an English word, such as seven`,
    );
  }
  const text = digit === undefined ? words.toLowerCase() : NUMBER_WORDS[digit];
  const hits = await refusingQuery(() => find({ text }, options));
  const nothing = digit === undefined || hits.length === 0;
  return {
    hits: withReasons(hits, 'words', new Set([String(digit)])),
    asked: `the number “${words}”`,
    ...(nothing && { nothing: true as const }),
  };
}
