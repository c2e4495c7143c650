import { expect, test } from 'vitest';
import { nearestWords } from '../../lib/search/near-words';

const WORDS = ['lion', 'giraffe', 'elephant', 'tiger', 'leon', 'gatto', 'hund', 'слон', '狮子'];

test.each([
  ['girafe', ['giraffe']],
  ['giraffee', ['giraffe']],
  ['girafef', ['giraffe']],
  ['tigar', ['tiger']],
  ['elepant', ['elephant']],
  ['leones', ['leon']],
  ['gatti', ['gatto']],
  ['hunde', ['hund']],
  ['слоны', ['слон']],
  // the first letter, words that are short, and words that are longer by more than an ending
  ...['liger', 'lyon', 'lionhearted', 'tigerlike', '狮子座', 'asdfgh'].map(word => [word, []] as [string, string[]]),
])('%j is near to %j', (typed, near) => {
  expect(nearestWords(typed, WORDS, 1)).toEqual(near);
});

test('two slips are forgiven where two are allowed, and the nearest wins', () => {
  expect(nearestWords('elefent', WORDS, 1)).toEqual([]);
  expect(nearestWords('elefant', ['elephant', 'elegant'], 2)).toEqual(['elegant']);
  expect(nearestWords('elehpnat', WORDS, 2)).toEqual(['elephant']);
  expect(nearestWords('cards', ['carts', 'carps', 'boats'], 1)).toEqual(['carts', 'carps']);
});
