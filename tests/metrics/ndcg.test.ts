import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../lib/engine/seeds';
import { ndcgAtK } from '../../lib/metrics/ndcg';

const wrong = (value: unknown) => value as never;

const GRADES = { lion: 3, tiger: 2, cat: 1 };

describe('ndcgAtK', () => {
  test('is the formula, by hand', () => {
    const ideal = 3 + 2 / Math.log2(3) + 1 / 2;
    expect(ndcgAtK(['cat', 'lion', 'dog', 'tiger'], GRADES, { k: 4 })).toBeCloseTo(
      (1 + 3 / Math.log2(3) + 2 / Math.log2(5)) / ideal,
      12,
    );
    expect(ndcgAtK(['dog', 'cat'], GRADES, { k: 1 })).toBe(0);
    expect(ndcgAtK(['cat'], GRADES, { k: 1 })).toBeCloseTo(1 / 3, 12);
  });

  test('is 1 for the best order, also one of several, and whatever comes after', () => {
    expect(ndcgAtK(['lion', 'tiger', 'cat', 'dog'], GRADES, { k: 4 })).toBe(1);
    expect(ndcgAtK(['lion', 'tiger', 'cat'], GRADES, { k: 100 })).toBe(1);
    expect(ndcgAtK(['lion', 'dog'], GRADES, { k: 1 })).toBe(1);
    for (const list of [
      ['a', 'b'],
      ['b', 'a'],
    ])
      expect(ndcgAtK(list, { a: 1, b: 1 }, { k: 2 })).toBe(1);
  });

  test('with one right answer it is 1 / log2(1 + place), and 0 beyond k', () => {
    const list = ['a', 'b', 'c', 'd'];
    list.forEach((id, i) => {
      expect(ndcgAtK(list, { [id]: 1 }, { k: 4 })).toBeCloseTo(1 / Math.log2(i + 2), 12);
    });
    expect(ndcgAtK(list, { d: 1 }, { k: 3 })).toBe(0);
    expect(ndcgAtK([], { d: 1 }, { k: 3 })).toBe(0);
  });

  test('takes a Map, an object and a list alike, and ids as numbers or texts', () => {
    const ranked = [2, 0, 1];
    const expected = ndcgAtK(ranked, { 0: 1, 2: 0.5 }, { k: 3 });
    const map = new Map([
      [0, 1],
      [2, 0.5],
    ]);
    for (const relevance of [map, [1, 0, 0.5], Float32Array.of(1, 0, 0.5)]) {
      expect(ndcgAtK(ranked, relevance, { k: 3 })).toBe(expected);
    }
    expect(ndcgAtK(['2', '0', '1'], map, { k: 3 })).toBe(expected);
    expect(ndcgAtK(['constructor', 'a'], { a: 1 }, { k: 2 })).toBeCloseTo(1 / Math.log2(3), 12);
  });

  test('lies between 0 and 1, does not mind the scale, and gains when a better answer moves ahead', () => {
    const random = seededRandom(2);
    for (let round = 0; round < 50; round++) {
      const grades = Array.from({ length: 12 }, () => random.integer(4));
      grades[random.integer(12)] = 3;
      const ranked = random.shuffle(Array.from({ length: 12 }, (_, i) => i));
      const value = ndcgAtK(ranked, grades, { k: 10 });
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
      const doubled = grades.map(grade => 2 * grade);
      expect(ndcgAtK(ranked, doubled, { k: 10 })).toBeCloseTo(value, 12);
      const at = ranked.findIndex((id, i) => i > 0 && i < 10 && grades[id] > grades[ranked[i - 1]]);
      if (at < 0) continue;
      [ranked[at - 1], ranked[at]] = [ranked[at], ranked[at - 1]];
      expect(ndcgAtK(ranked, grades, { k: 10 })).toBeGreaterThan(value);
    }
  });

  test('refuses what does not fit', () => {
    for (const k of [0, 1.5, Number.NaN]) expect(() => ndcgAtK(['a'], { a: 1 }, { k })).toThrow(`ndcgAtK: k is ${k}`);
    expect(() => ndcgAtK(wrong('a'), { a: 1 }, { k: 1 })).toThrow("ndcgAtK: ranked is 'a', expected a list of ids");
    expect(() => ndcgAtK(['a', 'b', 'a'], { a: 1 }, { k: 3 })).toThrow('ndcgAtK: ranked names a twice');
    expect(() => ndcgAtK(['a'], wrong(undefined), { k: 1 })).toThrow('ndcgAtK: relevance is undefined');
    for (const gain of [-1, Number.NaN, Infinity]) {
      expect(() => ndcgAtK(['a'], { a: gain }, { k: 1 })).toThrow(`ndcgAtK: the relevance of a is ${gain}`);
    }
    for (const relevance of [new Map(), { a: 0 }]) {
      expect(() => ndcgAtK(['a'], relevance, { k: 1 })).toThrow('ndcgAtK: nothing has a relevance above 0');
    }
  });
});
