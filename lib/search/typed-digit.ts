import pluralize from 'pluralize';
import { NUMBER_WORDS } from '../data/digits';
import { foldText, withoutArticle } from './typed-words';

/** The numerals of Chinese and Japanese, which Unicode counts among the letters. */
const IDEOGRAPHS = ['零〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/**
 * The digit that somebody typed: as a word in English ('seven', 'Sevens!', 'the number seven'), or as a numeral of any script
 * ('7', '007', '７', '٧', '七', 7️⃣).
 * @returns 0 to 9; undefined where no digit is named; NaN for a number that is no digit, such as 42
 */
export function typedDigit(text: string): number | undefined {
  const folded = withoutArticle(foldText(text)).replace(/^(?:(?:number|numeral|digit|figure|no\.?) |# ?)(?=\S)/, '');
  const named = [...new Set(folded.split(' '))].flatMap(word => {
    const digit = NUMBER_WORDS.indexOf(pluralize.singular(word));
    return digit < 0 ? [] : [digit];
  });
  if (named.length === 1) return named[0];
  const ideograph = IDEOGRAPHS.findIndex(characters => folded !== '' && characters.includes(folded));
  if (ideograph >= 0) return ideograph;
  if (/^\p{Nd}+$/u.test(folded)) {
    const number = Number(Array.from(folded, digitValue).join(''));
    return number <= 9 ? number : Number.NaN;
  }
  return named.length > 1 || /\p{Nd}/u.test(folded) ? Number.NaN : undefined;
}

/** The value of one decimal digit. Unicode keeps the ten of a script together, from zero on. */
function digitValue(digit: string): number {
  let zero = digit.codePointAt(0)!;
  const first = zero;
  while (first - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return first - zero;
}
