import { expect, test } from 'vitest';
import { chunkPassages } from '../../lib/search/chunks';

const passages = [{ sentences: ['a.', 'b.', 'c.'] }, { sentences: ['d.'] }, { sentences: [] }];
const shape = (size: number) =>
  chunkPassages(passages, size).map(({ passage, first, sentences }) => `${passage}:${first}:${sentences.join('')}`);

test('chunks are windows of sentences, each one sentence further; a short passage is one chunk, an empty one none', () => {
  expect(shape(1)).toEqual(['0:0:a.', '0:1:b.', '0:2:c.', '1:0:d.']);
  expect(shape(2)).toEqual(['0:0:a.b.', '0:1:b.c.', '1:0:d.']);
  expect(shape(Number.POSITIVE_INFINITY)).toEqual(['0:0:a.b.c.', '1:0:d.']);
});

test('a size that is none is refused in words', () => {
  expect(() => chunkPassages(passages, 0)).toThrow('chunkPassages: size is 0, expected sentences of a chunk');
  expect(() => chunkPassages(passages, 1.5)).toThrow(RangeError);
});
