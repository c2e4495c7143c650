import { expect, test } from 'vitest';
import { cosine } from '../../tools/datasets/cosine';

test('a cosine goes by the angle alone, whatever the lengths', () => {
  const row = Float32Array.of(3, 4);
  expect(cosine(row, Float32Array.of(6, 8))).toBeCloseTo(1, 12);
  expect(cosine(row, Float32Array.of(-4, 3))).toBeCloseTo(0, 12);
  expect(cosine(row, Float32Array.of(1, 0))).toBeCloseTo(0.6, 12);
  expect(cosine(row, Float32Array.of(-3, -4))).toBeCloseTo(-1, 12);
});
