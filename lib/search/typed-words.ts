/**
 * A text as it is typed in plain: NFKC (full width, ligatures, numbers in circles), one kind of space and of quotes, and no characters that
 * cannot be seen. English in ASCII stays as it is, white space but.
 */
export const plainText = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s_]+/gu, ' ')
    .replace(UNSEEN, '')
    .replace(/[‘’‚‛ʼ´`′]/g, "'")
    .replace(/[“”„‟«»‹›「」『』″]/g, '"')
    .normalize('NFC')
    .trim();

/**
 * What people type, brought to one form: two texts that a reader takes for the same word are the same after it. That is plain text in
 * small letters without quotes around words, hyphens, and punctuation at the ends.
 */
export const foldText = (text: string): string =>
  plainText(text)
    .toLowerCase()
    .replace(/"/g, '')
    .replace(/\p{Pd}/gu, ' ')
    .normalize('NFC')
    .replace(AT_THE_START, '')
    .replace(AT_THE_END, '')
    .replace(/ +/g, ' ');

/** Characters of format and control, variation selectors, and the frame of a keycap. */
const UNSEEN = /\p{Cf}|\p{Cc}|\p{Cs}|\p{Variation_Selector}|\u20E3/gu;
const AT_THE_START = /^[\s'([{¿¡.,;:…、。]+/u;
const AT_THE_END = /[\s')\]}.!?,;:…|¦।॥、。，！？；：]+$/u;

/** The letters without their accents: 'leon' for 'león'. Marks of other scripts, which make another sound, stay. */
export const withoutAccents = (folded: string): string =>
  folded
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');

/** What may stand before a name in English, and says nothing of what is looked for. */
const ENGLISH_ARTICLE =
  /^(?:a lot of|lots of|a few|a pair of|pairs of|an?|the|some|any|all|my|your|his|her|our|their|this|that|these|those|many|several|few) (?=\S)/;

/** Articles of the other languages of the course. */
const OTHER_ARTICLE =
  /^(?:der|die|das|den|ein|eine|einen|el|la|los|las|un|una|unos|unas|le|les|une|des|il|lo|i|gli|uno|de|het|een|o|os|as|um|uma|एक) (?=\S)|^(?:l|un)'(?=\S)/;

/** How Chinese, Japanese and Korean count: '一只狮子', 'たくさんの犬'. */
const COUNTED =
  /^(?:[一两二三四五六七八九十几这那]?[只头个匹条张朵辆架座把本台艘棵颗根位些](?=\p{Script=Han}{2})|[一二三四五六七八九十]?[匹頭羽本台枚個つ]の|たくさんの)(?=.)/u;
/** Their plurals, and particles after Korean words. */
const MANY =
  /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{2})(?:们|たち)$|(?<=\p{Script=Hangul})들?[은는이가을를의]?$/u;

/** A folded text without the article before it; itself where it has none, or is nothing else. */
export function withoutArticle(folded: string, language: 'en' | 'other' = 'en'): string {
  if (language === 'en') return folded.replace(ENGLISH_ARTICLE, '');
  return folded.replace(OTHER_ARTICLE, '').replace(COUNTED, '').replace(MANY, '');
}

/** An emoji with what may be attached to it: selectors, skin tones, keycaps. Its code points as concepts have them: '1F981'. */
export const emojiCode = (grapheme: string): string =>
  Array.from(grapheme, character => character.codePointAt(0)!)
    .filter(code => code !== 0xfe0f && code !== 0xfe0e && (code < 0x1f3fb || code > 0x1f3ff))
    .map(code => code.toString(16).toUpperCase().padStart(4, '0'))
    .join('-');

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** What is shown as a picture: not © and other signs that are text as well. */
const SHOWN_AS_PICTURE = /\p{Emoji_Presentation}|\uFE0F|\u20E3/u;
const PICTOGRAPH = /\p{Extended_Pictographic}|\u20E3/u;

/**
 * Puts the names of emoji in their place: '🦁 roaring' is 'lion roaring'.
 * @param nameOf the name of an emoji by its code points, as `emojiCode` gives them; undefined where there is none, which leaves it
 */
export function nameEmoji(text: string, nameOf: (code: string) => string | undefined): string {
  if (!PICTOGRAPH.test(text)) return text;
  const graphemes = Array.from(GRAPHEMES.segment(text.trim()), ({ segment }) => segment);
  const alone = graphemes.length === 1;
  return graphemes
    .map(one => {
      const name = alone || SHOWN_AS_PICTURE.test(one) ? nameOf(emojiCode(one)) : undefined;
      return name === undefined ? one : ` ${name} `;
    })
    .join('')
    .trim();
}

/** Whether there is anything in a text that may be looked for: a letter of any script, a digit, a pictograph or a flag. */
export const saysSomething = (text: string): boolean =>
  /[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(text);
