import { expect, test } from 'vitest';
import { listed, phraseParts, withoutLeadIn } from '../../lib/search/typed-phrases';

test.each([
  ['a photo of a lion', 'a lion'],
  ['pictures of dogs', 'dogs'],
  ['show me a picture of the lion please', 'the lion'],
  ['what does a zebra look like', 'zebra'],
  ['i am looking for cats', 'cats'],
  ['where are the lions', 'lions'],
  ['lion pictures', 'lion'],
  ['funny pictures of cats', 'cats'],
  // what is left alone is no lead-in
  ...['camera', 'video camera', 'icon', 'lion', 'photo'].map(one => [one, one]),
])('what is looked for with %j is %j', (typed, left) => {
  expect(withoutLeadIn(typed).at(-1)).toBe(left);
});

test('a last word that may be part of a name is kept at first', () => {
  expect(withoutLeadIn('a photo of the framed picture')).toEqual(['the framed picture', 'the framed']);
});

test.each([
  ['cat and dog', ['cat', 'dog']],
  ['dogs, cats & mice', ['dogs', 'cats', 'mice']],
  ['katze und hund', ['katze', 'hund']],
  ['猫と犬', ['猫', '犬']],
  ['sandwich', ['sandwich']],
])('%j lists %j', (typed, parts) => {
  expect(listed(typed)).toEqual(parts);
});

test('a short phrase may hold a name, the longest part first; a sentence does not', () => {
  expect(phraseParts('a sleeping cat').map(({ text }) => text)).toEqual(['sleeping cat', 'cat', 'sleeping']);
  expect(phraseParts('les chats noirs').map(({ text }) => text)[0]).toBe('chats noirs');
  for (const sentence of ['bread with a sausage inside', 'a bird that flies', 'one two three four'])
    expect(phraseParts(sentence)).toEqual([]);
});
