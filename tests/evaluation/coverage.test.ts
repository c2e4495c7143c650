import { expect, test } from 'vitest';
import { coverageCurve } from '../../lib/evaluation/coverage';

test('the surest are answered first; equally sure ones together', () => {
  const curve = coverageCurve([
    { confidence: 0.2, right: false },
    { confidence: 0.9, right: true },
    { confidence: 0.5, right: false },
    { confidence: 0.5, right: true },
  ]);
  expect(curve).toEqual([
    { threshold: 0.9, answered: 1, right: 1, coverage: 0.25, accuracy: 1 },
    { threshold: 0.5, answered: 3, right: 2, coverage: 0.75, accuracy: 2 / 3 },
    { threshold: 0.2, answered: 4, right: 2, coverage: 1, accuracy: 0.5 },
  ]);
  expect(coverageCurve([])).toEqual([]);
});
