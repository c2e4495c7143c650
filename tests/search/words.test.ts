import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../lib/engine/seeds';
import { bm25 } from '../../lib/search/words';

const indices = (hits: { index: number }[]) => hits.map(({ index }) => index);
const wrong = (value: unknown) => value as never;

const SHELF = ['lion roar', 'lion lion cub', 'cat pet', 'dog pet'];

describe('bm25', () => {
  test('is the formula, by hand', () => {
    // 4 passages of 2, 3, 2 and 2 words; lion is in 2 of them, roar in 1
    const idf = { lion: Math.log(1 + 2.5 / 2.5), roar: Math.log(1 + 3.5 / 1.5) };
    const short = 1.2 * (0.25 + (0.75 * 2) / 2.25);
    const long = 1.2 * (0.25 + (0.75 * 3) / 2.25);
    const [first, second, ...others] = bm25(SHELF).search('lion roar', 4);
    expect(first.index).toBe(0);
    expect(first.score).toBeCloseTo(((idf.lion + idf.roar) * 2.2) / (1 + short), 12);
    expect(second.index).toBe(1);
    expect(second.score).toBeCloseTo((idf.lion * 2 * 2.2) / (2 + long), 12);
    expect(others).toEqual([]);
  });

  test('a rare word says more than a common one', () => {
    expect(indices(bm25(['cat pet', 'dog pet', 'dog bark']).search('pet bark'))).toEqual([2, 0, 1]);
  });

  test('says less each time a word comes again, and with k1 = 0 no more than the first time', () => {
    const passages = ['lion', 'lion lion', 'lion lion lion', 'cat'];
    const scores = bm25(passages, { b: 0 }).search('lion');
    expect(indices(scores)).toEqual([2, 1, 0]);
    expect(scores[1].score - scores[2].score).toBeGreaterThan(scores[0].score - scores[1].score);
    expect(
      new Set(
        bm25(passages, { k1: 0 })
          .search('lion')
          .map(({ score }) => score),
      ).size,
    ).toBe(1);
  });

  test('b marks long passages down', () => {
    const passages = ['lion mane roar safari', 'lion', 'cat'];
    expect(indices(bm25(passages).search('lion'))).toEqual([1, 0]);
    const [one, other] = bm25(passages, { b: 0 }).search('lion');
    expect(one.score).toBe(other.score);
  });

  test('of equal passages the first comes first', () => {
    expect(indices(bm25(['a dog', 'cat', 'the dog', 'dogs']).search('dog'))).toEqual([0, 2, 3]);
  });

  test('a word that most passages have does not count against them', () => {
    expect(indices(bm25(['pet', 'pet', 'pet cat']).search('pet'))).toEqual([0, 1, 2]);
  });

  test('words are found in another form, case and accent, and in other alphabets', () => {
    const search = bm25(['piñata', 'roaring lions', 'лев и грива', 'LION’S mane', 'شیر']);
    expect(indices(search.search('Pinata!'))).toEqual([0]);
    expect(indices(search.search('a lion roars'))).toEqual([1, 3]);
    expect(indices(search.search('грива'))).toEqual([2]);
    expect(indices(search.search('شیر'))).toEqual([4]);
    expect(search.search("its owner's")).toEqual([]);
  });

  test('a word that is asked for twice counts twice', () => {
    const [once, twice] = ['lion', 'lion lion'].map(words => bm25(SHELF).search(words)[0].score);
    expect(twice).toBeCloseTo(2 * once, 12);
  });

  test('finds nothing where no word is known or says something', () => {
    const search = bm25(SHELF);
    for (const words of ['', ' ', '?!', 'what is it', 'zebra']) expect(search.search(words, 3)).toEqual([]);
    expect(indices(search.search('zebra lion'))).toEqual(indices(search.search('lion')));
    expect(bm25([]).search('lion')).toEqual([]);
    expect(bm25(['', 'the']).search('lion the')).toEqual([]);
    expect(indices(bm25(['', 'lion']).search('lion'))).toEqual([1]);
  });

  test('with all, a passage needs every word that says something', () => {
    const search = bm25(SHELF);
    expect(indices(search.search('the lion and its roars', 4, { all: true }))).toEqual([0]);
    expect(search.search('lion zebra', 4, { all: true })).toEqual([]);
    expect(search.search('lion lion', 4, { all: true })).toEqual(search.search('lion lion'));
    expect(search.search('what is it', 4, { all: true })).toEqual([]);
  });

  test('gives at most k, the best, and all for a k that is larger', () => {
    const passages = Array.from({ length: 30 }, (_, i) => `lion ${'mane '.repeat(i)}`);
    const search = bm25(passages);
    expect(search.search('lion')).toHaveLength(10);
    expect(search.search('lion', 1000)).toHaveLength(30);
    expect(search.search('lion', 3)).toEqual(search.search('lion', 1000).slice(0, 3));
  });

  test('is the sum over all words and passages, computed without an index', () => {
    const random = seededRandom(3);
    const draw = (count: number) => Array.from({ length: count }, () => `w${random.integer(12)}x`);
    const passages = Array.from({ length: 40 }, () => draw(1 + random.integer(9)));
    const mean = passages.flat().length / passages.length;
    const times = (word: string, words: string[]) => words.filter(other => other === word).length;
    const search = bm25(
      passages.map(words => words.join(' ')),
      { k1: 1.6, b: 0.4 },
    );
    for (let i = 0; i < 20; i++) {
      const query = draw(3);
      const expected = passages.map(words =>
        query.reduce((sum, word) => {
          const having = passages.filter(other => other.includes(word)).length;
          const n = times(word, words);
          const saturated = (n * 2.6) / (n + 1.6 * (0.6 + (0.4 * words.length) / mean));
          return sum + Math.log(1 + (40 - having + 0.5) / (having + 0.5)) * saturated;
        }, 0),
      );
      const hits = search.search(query.join(' '), 40);
      expect(hits).toHaveLength(expected.filter(score => score > 0).length);
      for (const { index, score } of hits) expect(score).toBeCloseTo(expected[index], 10);
    }
  });

  test('refuses what does not fit', () => {
    expect(() => bm25(wrong('lion'))).toThrow("bm25: passages is 'lion', expected a list of texts");
    expect(() => bm25(wrong(['lion', undefined]))).toThrow('bm25: passages[1] is undefined, expected a text');
    for (const k1 of [-1, Number.NaN, Infinity]) expect(() => bm25(SHELF, { k1 })).toThrow(`bm25: k1 is ${k1}`);
    for (const b of [-0.1, 1.1, Number.NaN]) expect(() => bm25(SHELF, { b })).toThrow(`bm25: b is ${b}`);
    const search = bm25(SHELF);
    expect(() => search.search(wrong(7))).toThrow('bm25: the words are 7, expected a text');
    for (const k of [0, -1, 1.5, Number.NaN]) expect(() => search.search('lion', k)).toThrow(`bm25: k is ${k}`);
  });
});
