import { expect, test } from 'vitest';
import { auroc } from '../../lib/metrics/auroc';

test('it counts how often a score of the first list is above one of the second, ties half', () => {
  expect(auroc([3, 4], [1, 2])).toBe(1);
  expect(auroc([1, 2], [3, 4])).toBe(0);
  expect(auroc([1, 3], [2])).toBe(0.5);
  expect(auroc([2, 3], [2, 1])).toBe(3.5 / 4);
});

test('an empty list and what is no number are refused', () => {
  expect(() => auroc([], [1])).toThrow('auroc: positives is empty, expected at least one score');
  expect(() => auroc([1], [Number.NaN])).toThrow('auroc: negatives[0] is NaN, expected a number');
});
