import { describe, expect, test } from 'vitest';
import { markdownPassages, passagesOf } from '../../../lib/search/folder/passages';

const words = (n: number, word = 'word') => Array.from({ length: n }, (_, i) => `${word}${i}`).join(' ');
const count = (text: string) => text.split(' ').length;

describe('a plain text in passages', () => {
  test('a paragraph is one, on one line', () => {
    expect(passagesOf('One\ntwo.\n\n  Three\t four. \n \n\nFive.')).toEqual([
      { text: 'One two.', at: '' },
      { text: 'Three four.', at: '' },
      { text: 'Five.', at: '' },
    ]);
  });
  test('a long one is cut into at most 100 words, where a sentence ends if one does, and no word is lost', () => {
    const sentences = Array.from({ length: 12 }, (_, i) => `${words(30, `s${i}w`)}.`).join(' ');
    const passages = passagesOf(sentences);
    expect(passages.map(({ text }) => count(text))).toEqual([90, 90, 90, 90]);
    expect(passages.map(({ text }) => text).join(' ')).toBe(sentences);
    const endless = words(250);
    expect(passagesOf(endless).map(({ text }) => count(text))).toEqual([100, 100, 50]);
  });
  test('words that are very long make shorter ones; one that is no word at all is left out', () => {
    const long = Array.from({ length: 30 }, () => 'ä'.repeat(100)).join(' ');
    const passages = passagesOf(`${long} a`);
    expect(passages.every(({ text }) => Buffer.byteLength(text) <= 1_900)).toBe(true);
    expect(count(passages.map(({ text }) => text).join(' '))).toBe(31);
    expect(passagesOf(`before ${'x'.repeat(5_000)} behind`)).toEqual([{ text: 'before behind', at: '' }]);
  });
  test('what no encoder here reads is left out', () => {
    expect(passagesOf('---\n\nПривет, мир\n\n42\n\nça\n\né')).toEqual(
      ['42', 'ça', 'é'].map(text => ({ text, at: '' })),
    );
    expect(passagesOf('')).toEqual([]);
  });
  test('a page goes with them', () => {
    expect(passagesOf('One.\n\nTwo.', 3).map(({ at }) => at)).toEqual([3, 3]);
  });
});

describe('a Markdown text in passages', () => {
  test('each stands under its heading', () => {
    const text =
      '---\ntitle: x\n---\nBefore.\n\n# Lions #\nThey *roar* at **night**.\n\nThey sleep.\n## The `sea`\n> [Boats](http://a.b) sail.';
    expect(markdownPassages(text)).toEqual([
      { text: 'Before.', at: '' },
      { text: 'They roar at night.', at: 'Lions' },
      { text: 'They sleep.', at: 'Lions' },
      { text: 'Boats sail.', at: 'The sea' },
    ]);
  });
  test('what looks like a heading within code is none', () => {
    expect(markdownPassages('# A\n\n```sh\n# no heading\n```\n\nText.').map(({ text, at }) => [text, at])).toEqual([
      ['# no heading', 'A'],
      ['Text.', 'A'],
    ]);
  });
  test('a multiplication is not taken for emphasis', () => {
    expect(markdownPassages('2 * 3 * 4')[0].text).toBe('2 * 3 * 4');
  });
});
