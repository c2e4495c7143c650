import { describe, expect, test } from 'vitest';
import { loadConcepts } from '../../lib/data/concepts';
import { contentStems, englishForms } from '../../lib/search/english-forms';
import { typedDigit } from '../../lib/search/typed-digit';
import {
  emojiCode,
  foldText,
  nameEmoji,
  plainText,
  saysSomething,
  withoutAccents,
  withoutArticle,
} from '../../lib/search/typed-words';

describe('one form', () => {
  test.each([
    ['Lion!', 'lion'],
    ['“lion”', 'lion'],
    ["'lion'", 'lion'],
    ['«lion»', 'lion'],
    ['ｌｉｏｎ', 'lion'],
    ['li\u200bon', 'lion'],
    ['l\u00adion\ufeff', 'lion'],
    ['\tred\u00a0 \u3000apple\r\n', 'red apple'],
    ['T-Rex', 't rex'],
    ['red_apple', 'red apple'],
    ['pin\u0303ata', 'piñata'],
    ['woman’s hat', "woman's hat"],
    ['¿león?', 'león'],
    ['शेर।', 'शेर'],
    ['狮子。', '狮子'],
    ['keycap: #', 'keycap: #'],
    ['!!!', ''],
  ])('%j is %j', (typed, folded) => {
    expect(foldText(typed)).toBe(folded);
    expect(foldText(folded)).toBe(folded);
  });

  test('plain English stays as it is', () => {
    const text = 'The "big" cat, that (sometimes) roars; isn\'t it?';
    expect(plainText(text)).toBe(text);
  });

  test('no two concepts become one', async () => {
    const names = (await loadConcepts()).map(({ name }) => foldText(name));
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain('');
  });

  test('accents go, marks that make another letter stay', () => {
    expect(['león', 'ёлка', 'ガ', '각', 'की'].map(withoutAccents)).toEqual(['leon', 'елка', 'ガ', '각', 'की']);
  });
});

test('articles go, in English or in the others, but not from a word', () => {
  expect(
    ['a lion', 'the lions', 'a pair of shoes', 'an', 'anteater', 'theatre'].map(one => withoutArticle(one)),
  ).toEqual(['lion', 'lions', 'shoes', 'an', 'anteater', 'theatre']);
  expect(["l'orso", 'der löwe', 'um leão', 'die', 'diesel'].map(one => withoutArticle(one, 'other'))).toEqual([
    'orso',
    'löwe',
    'leão',
    'die',
    'diesel',
  ]);
});

test.each([
  ['lions', 'lion'],
  ['wolves', 'wolf'],
  ['mice', 'mouse'],
  ['geese', 'goose'],
  ['berries', 'berry'],
  ['knives', 'knife'],
  ['leaves', 'leaf'],
  ['red apples', 'red apple'],
  ['a cherry', 'cherries'],
  ['cookies', 'cookie'],
  ['all the lions', 'lion'],
  ['the a button', 'a button'],
  ["the lion's", 'lion'],
])('%j may mean %j', (typed, name) => {
  expect(englishForms(typed)).toContain(name);
});

test('a name of the course is its own first form, and a glass is no glasses', async () => {
  for (const { name } of await loadConcepts()) expect(englishForms(foldText(name))[0]).toBe(foldText(name));
  for (const one of ['glasses', 'scissors', 'chess', 'bus']) expect(englishForms(one)[0]).toBe(one);
  expect(englishForms('glass')).not.toContain('glasses');
});

test('stems of what says something', () => {
  expect([...contentStems('The lions are roaring, and a doggy runs')]).toEqual(['lion', 'roar', 'dog', 'run']);
  expect(contentStems('what is it?').size).toBe(0);
  // what is left of an owner's s, or of the e in e-mail, is no word
  expect([...contentStems('the woman’s e-mails')]).toEqual(['woman', 'mail']);
});

describe('emoji', () => {
  const names: Record<string, string> = { '1F981': 'lion', '2764': 'red heart', '00A9': 'copyright' };
  const name = (text: string) => nameEmoji(text, code => names[code]);

  test('are named, alone or among words', () => {
    expect(['🦁', '🦁 roaring', 'a🦁!', '❤️', '❤', '❤\ufe0e', '👩', 'lion'].map(name)).toEqual([
      'lion',
      'lion  roaring',
      'a lion !',
      'red heart',
      'red heart',
      'red heart',
      '👩',
      'lion',
    ]);
  });

  test('a sign of text is left in a text', () => {
    expect(['©', 'lion © 2020'].map(name)).toEqual(['copyright', 'lion © 2020']);
  });

  test('skin tones and selectors are no part of the code', () => {
    expect(['👍🏽', '❤️', '7️⃣', '🐦‍⬛'].map(emojiCode)).toEqual(['1F44D', '2764', '0037-20E3', '1F426-200D-2B1B']);
  });
});

test('what can be looked for has a letter, a digit or a picture', () => {
  expect(['a', 'лев', '٧', '👩', '🇫🇷'].every(saysSomething)).toBe(true);
  expect(['', ' ', '!!!', '\u200b', '—', '“”'].some(saysSomething)).toBe(false);
});

test.each([
  ['7', 7],
  ['007', 7],
  ['７', 7],
  ['٧', 7],
  ['۷', 7],
  ['७', 7],
  ['⑦', 7],
  ['𝟟', 7],
  ['7️⃣', 7],
  ['七', 7],
  ['〇', 0],
  ['Seven.', 7],
  ['sevens', 7],
  ['the number 7', 7],
  ['#7', 7],
  ['a handwritten seven', 7],
  ['42', Number.NaN],
  ['-', undefined],
  ['3.5', Number.NaN],
  ['seven or eight', Number.NaN],
  ['none', undefined],
  ['lion', undefined],
  ['', undefined],
])('%j as a digit is %j', (typed, digit) => {
  expect(typedDigit(typed)).toBe(digit);
});
