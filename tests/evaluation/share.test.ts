import { expect, test } from 'vitest';
import { share, shareInWords } from '../../lib/evaluation/share';

test('a share in a checkpoint has four digits, rounded', () => {
  expect([0, 1, 2 / 3, 1 / 3, 0.12344, 0.12346].map(share)).toEqual([0, 1, 0.6667, 0.3333, 0.1234, 0.1235]);
});

test('a share is printed with its interval, also one that a checkpoint has rounded', () => {
  expect(shareInWords(27 / 30, 30)).toBe('90.0 % (74.4 to 96.5)');
  expect(shareInWords(share(341 / 418), 418)).toBe(shareInWords(341 / 418, 418));
  expect(shareInWords(0, 12)).toBe('0.0 % (0.0 to 24.2)');
  expect(shareInWords(0.9898, 10_000, { decimals: 2 })).toBe('98.98 % (98.76 to 99.16)');
});

test('refuses a share of nothing', () => {
  expect(() => shareInWords(0.5, 0)).toThrow('of is 0');
});
