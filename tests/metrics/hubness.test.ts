import { describe, expect, test } from 'vitest';
import { csls, diagonalRecall, occurrences } from '../../lib/metrics/hubness';

// Column 1 is a hub: near to every query. Query 2 finds it in place of its own column.
const cosines = [
  [0.9, 0.8, 0.1],
  [0.2, 0.9, 0.1],
  [0.1, 0.75, 0.7],
];

describe('hubness', () => {
  test('counts how often a column is among the best of a row', () => {
    expect(occurrences(cosines, { k: 1 })).toEqual([1, 2, 0]);
    expect(occurrences(cosines, { k: 2 })).toEqual([2, 3, 1]);
    expect(occurrences(cosines, { k: 3 })).toEqual([3, 3, 3]);
  });

  test('CSLS lowers what is near to everything: by hand, with k = 2', () => {
    const scores = csls(cosines, { k: 2 });
    // row 2: mean of its two largest 0.725; columns: (0.9 + 0.2) / 2, (0.9 + 0.8) / 2, (0.7 + 0.1) / 2
    expect(scores[2][0]).toBeCloseTo(0.2 - 0.725 - 0.55, 10);
    expect(scores[2][1]).toBeCloseTo(1.5 - 0.725 - 0.85, 10);
    expect(scores[2][2]).toBeCloseTo(1.4 - 0.725 - 0.4, 10);
    expect(diagonalRecall(cosines, { k: 1 })).toBeCloseTo(2 / 3, 10);
    expect(diagonalRecall(scores, { k: 1 })).toBe(1);
  });

  test('a bank of other queries says what is near to many: by hand, with k = 2', () => {
    const bank = [
      [0.1, 0.9, 0.3],
      [0.2, 0.5, 0.1],
      [0.6, 0.7, 0.2],
    ];
    const scores = csls(cosines, { k: 2, bank });
    expect(scores[2][0]).toBeCloseTo(0.2 - 0.725 - (0.6 + 0.2) / 2, 10);
    expect(scores[2][1]).toBeCloseTo(1.5 - 0.725 - (0.9 + 0.7) / 2, 10);
    expect(scores[2][2]).toBeCloseTo(1.4 - 0.725 - (0.3 + 0.2) / 2, 10);
    expect(csls(cosines, { k: 2, bank: cosines })).toEqual(csls(cosines, { k: 2 }));
    // as many queries as there are
    expect(csls(cosines, { bank: [[0.1, 0.2, 0.3]] })[0][1]).toBeCloseTo(1.6 - 0.6 - 0.2, 10);
  });

  test('without a hub the order stays as it is', () => {
    const even = [
      [0.9, 0.1, 0.2],
      [0.2, 0.9, 0.1],
      [0.1, 0.2, 0.9],
    ];
    const order = (row: number[]) => [0, 1, 2].sort((a, b) => row[b] - row[a]);
    expect(csls(even, { k: 3 }).map(order)).toEqual(even.map(order));
  });

  test('refuses no scores, lists of unequal length, and a k that is none', () => {
    expect(() => csls([])).toThrow('csls: there are no scores');
    expect(() => csls(cosines, { bank: [] })).toThrow('csls, bank: there are no scores');
    expect(() => csls(cosines, { bank: [[1, 2]] })).toThrow('lists have 2 cosines, expected 3');
    expect(() => occurrences([[1, 2], [1]], { k: 1 })).toThrow('row 1 has 1 scores, row 0 has 2');
    expect(() => diagonalRecall(cosines, { k: 4 })).toThrow('k is 4, expected a whole number from 1 to 3');
    expect(() => occurrences(cosines, { k: 0.5 })).toThrow('k is 0.5');
  });
});
