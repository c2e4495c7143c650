import { expect, test } from 'vitest';
import { shareInterval } from '../../lib/metrics/interval';

// scipy 1.17.1: binomtest(hits, of).proportion_ci(level, 'wilson')
test.each([
  [27, 30, 0.95, 0.743789174, 0.965400111],
  [0, 12, 0.95, 0, 0.242494007],
  [12, 12, 0.95, 0.757505993, 1],
  [9898, 10_000, 0.95, 0.987633988, 0.991589848],
  [1, 2, 0.95, 0.094531206, 0.905468794],
  [7, 41, 0.5, 0.134762146, 0.213928207],
  [7, 41, 0.999, 0.054289488, 0.424752227],
  [3, 8, 0.9999999, 0.033947739, 0.911067912],
])('%d of %d at %d: as scipy has it', (hits, of, level, low, high) => {
  const interval = shareInterval(hits, of, { level });
  expect(interval.low).toBeCloseTo(low, 8);
  expect(interval.high).toBeCloseTo(high, 8);
});

test('its level is 0.95 unless another is given', () => {
  expect(shareInterval(41, 60)).toEqual(shareInterval(41, 60, { level: 0.95 }));
});

test('it holds the share, within 0 and 1, and is mirrored where hits and misses change places', () => {
  for (const of of [1, 2, 3, 30, 1256]) {
    for (const hits of new Set([0, 1, Math.floor(of / 3), of - 1, of])) {
      const { low, high } = shareInterval(hits, of);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(hits / of);
      expect(high).toBeGreaterThanOrEqual(hits / of);
      expect(high).toBeLessThanOrEqual(1);
      expect(shareInterval(of - hits, of).low).toBeCloseTo(1 - high, 12);
    }
  }
});

test('95 of 100 intervals hold the share that was drawn from', () => {
  // all outcomes of 40 draws, each with its probability: nothing is random
  const [n, p] = [40, 0.3];
  let probability = (1 - p) ** n;
  let covered = 0;
  for (let hits = 0; hits <= n; hits++) {
    const { low, high } = shareInterval(hits, n);
    if (low <= p && p <= high) covered += probability;
    probability *= ((n - hits) / (hits + 1)) * (p / (1 - p));
  }
  expect(covered).toBeGreaterThan(0.93);
  expect(covered).toBeLessThan(0.97);
});

test.each([
  ['no question', [0, 0], {}, 'of is 0, expected how many there were'],
  ['half a question', [1, 2.5], {}, 'of is 2.5'],
  ['a share for hits', [0.9, 30], {}, 'hits is 0.9, expected a whole number from 0 to 30'],
  ['more hits than questions', [31, 30], {}, 'hits is 31'],
  ['fewer hits than none', [-1, 30], {}, 'hits is -1'],
  ['a level in per cent', [27, 30], { level: 95 }, 'level is 95, expected a share between 0 and 1'],
  ['a level that is none', [27, 30], { level: Number.NaN }, 'level is NaN'],
] as const)('refuses %s', (_, [hits, of], options, message) => {
  expect(() => shareInterval(hits, of, options)).toThrow(message);
});
