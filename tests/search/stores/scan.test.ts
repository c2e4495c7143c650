import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../lib/engine/seeds';
import { scan } from '../../../lib/search/stores/scan';

describe('scan', () => {
  test.each([1, 3, 7, 8, 9, 64, 203])('finds the best of %i rows, of any width', n => {
    const random = seededRandom(n);
    for (const dim of [1, 2, 5, 64]) {
      const rows = Float32Array.from({ length: n * dim }, () => random.normal());
      const query = Float32Array.from({ length: dim }, () => random.normal());
      const products = Array.from({ length: n }, (_, row) => {
        let sum = 0;
        for (let i = 0; i < dim; i++) sum += query[i] * rows[row * dim + i];
        return { row, sum };
      });
      const k = Math.min(n, 10);
      const expected = products.sort((a, b) => b.sum - a.sum).slice(0, k);
      const best = scan(rows, n, query, k);
      expect([...best.slots]).toEqual(expected.map(({ row }) => row));
      for (const [i, { sum }] of expected.entries()) expect(best.similarities[i]).toBeCloseTo(sum, 10);
      expect(best.count).toBe(k);
    }
  });

  test('of rows that are as good, the earlier ones come first', () => {
    const best = scan(new Float32Array(20).fill(1), 20, Float32Array.of(1), 3);
    expect([...best.slots]).toEqual([0, 1, 2]);
  });

  test('leaves out rows that do not fit, and says how many there were', () => {
    const best = scan(
      Float32Array.from({ length: 20 }, (_, i) => i),
      20,
      Float32Array.of(1),
      5,
      row => row < 3,
    );
    expect([...best.slots.slice(0, best.count)]).toEqual([2, 1, 0]);
  });

  test('does not look beyond the n rows that count', () => {
    const best = scan(Float32Array.of(1, 2, 3, 9), 3, Float32Array.of(1), 1);
    expect(best.slots[0]).toBe(2);
  });
});
