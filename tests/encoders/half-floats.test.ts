import { describe, expect, test } from 'vitest';
import { fromHalf, toHalf } from '../../lib/encoders/half-floats';
import { seededRandom } from '../../lib/engine/seeds';

describe('half precision', () => {
  // bit patterns of IEEE 754 binary16
  test.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [0.5, 0x3800],
    [1 / 3, 0x3555],
    [65504, 0x7bff],
    [2 ** -14, 0x0400], // the smallest normal number
    [2 ** -24, 0x0001], // the smallest of all
    [2 ** -26, 0x0000],
    [1 + 1 / 2048, 0x3c00], // half way: to the even one
    [1 + 3 / 2048, 0x3c02],
    [2047.9, 0x6800], // up into the next exponent
  ])('writes %d as the standard says', (value, bits) => {
    expect(toHalf(Float32Array.of(value))[0]).toBe(bits);
  });

  test('gives every half back as it was', () => {
    const all = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits).filter(bits => (bits & 0x7c00) !== 0x7c00);
    expect(toHalf(fromHalf(all))).toEqual(all);
  });

  test('is off by no more than half a step', () => {
    const random = seededRandom('halves');
    const values = Float32Array.from({ length: 10_000 }, () => random.normal() * 10 ** (4 * random.next() - 3));
    fromHalf(toHalf(values)).forEach((half, i) => {
      expect(Math.abs(half - values[i])).toBeLessThanOrEqual(Math.max(2 ** -25, Math.abs(values[i]) * 2 ** -11));
    });
  });

  test.each([Number.NaN, Infinity, 65505, -1e6])('refuses %d', value => {
    expect(() => toHalf(Float32Array.of(1, value))).toThrow(/at position 1, expected a finite number of at most 65504/);
  });
});
