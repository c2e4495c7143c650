import { expect, test } from 'vitest';
import { chanceOfFinding } from '../../lib/metrics/chance';

// scipy 1.17.1: 1 - hypergeom(among, right, k).pmf(0)
test.each([
  [1, 1256, 1, 0.000796178],
  [1, 1256, 10, 0.007961783],
  [4, 159, 5, 0.121070128],
  [12, 150, 10, 0.577308381],
])('%d right among %d, %d drawn: as counting has it', (right, among, k, chance) => {
  expect(chanceOfFinding(right, { among, k })).toBeCloseTo(chance, 8);
});

test('nothing right is never found, and all that is drawn is found', () => {
  expect(chanceOfFinding(0, { among: 20, k: 10 })).toBe(0);
  expect(chanceOfFinding(1, { among: 7, k: 10 })).toBe(1);
  expect(chanceOfFinding(3, { among: 12, k: 10 })).toBe(1); // two are left, so one of the three was drawn
});

test('one drawn is right as often as there are right ones', () => {
  for (const right of [1, 5, 19]) expect(chanceOfFinding(right, { among: 20, k: 1 })).toBeCloseTo(right / 20, 12);
});
