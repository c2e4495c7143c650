import { expect, test } from 'vitest';
import { share } from '../../lib/evaluation/share';

test('a share in a checkpoint has four digits, rounded', () => {
  expect([0, 1, 2 / 3, 1 / 3, 0.12344, 0.12346].map(share)).toEqual([0, 1, 0.6667, 0.3333, 0.1234, 0.1235]);
});
