import { describe, expect, test } from 'vitest';
import { resample } from '../../lib/data/resample';
import { uniform } from '../reference/batches';

const tone = (hertz: number, rate: number, count: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate));
const loudness = (samples: Float32Array) =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
/** Away from the ends, where the sound begins out of nothing. */
const middle = (samples: Float32Array) => samples.subarray(samples.length / 4, (3 * samples.length) / 4);

describe('resample', () => {
  test.each([
    [44_100, 16_000],
    [48_000, 8000],
    [8000, 16_000],
    [22_050, 44_100],
    [11_127, 16_000],
    [17_120, 8000],
  ])('from %s to %s samples a second: a tone stays what it is, in time and in loudness', (from, to) => {
    const result = resample(tone(440, from, from), from, to);
    expect(result.length).toBe(to);
    const expected = tone(440, to, to);
    middle(result).forEach((sample, i) => {
      expect(Math.abs(sample - middle(expected)[i])).toBeLessThan(2e-4);
    });
  });

  test.each([
    [44_100, 8000, 4600],
    [44_100, 8000, 12_000],
    [16_000, 8000, 7000],
  ])(
    'from %s to %s: a tone of %s Hz, too high for the new rate, is taken out and does not fold back',
    (from, to, hertz) => {
      expect(loudness(middle(resample(tone(hertz, from, from), from, to)))).toBeLessThan(1e-3);
    },
  );

  test('a tone just under half the new rate passes', () => {
    expect(loudness(middle(resample(tone(3400, 44_100, 44_100), 44_100, 8000)))).toBeCloseTo(Math.SQRT1_2, 2);
  });

  test('a constant stays the same constant', () => {
    const result = middle(resample(new Float32Array(4000).fill(0.25), 22_050, 8000));
    for (const sample of result) expect(sample).toBeCloseTo(0.25, 6);
  });

  test('is linear', () => {
    const [a, b] = [uniform(1, 2000), uniform(2, 2000)];
    const sum = resample(
      a.map((x, i) => 2 * x - b[i]),
      44_100,
      16_000,
    );
    const [ra, rb] = [a, b].map(x => resample(x, 44_100, 16_000));
    sum.forEach((sample, i) => {
      expect(sample).toBeCloseTo(2 * ra[i] - rb[i], 5);
    });
  });

  test('to the same rate is a copy; nothing stays nothing', () => {
    const samples = uniform(3, 10);
    const copy = resample(samples, 8000, 8000);
    expect(copy).toEqual(samples);
    expect(copy.buffer).not.toBe(samples.buffer);
    expect(resample(new Float32Array(), 44_100, 8000)).toEqual(new Float32Array());
  });

  test.each([
    [0, 8000],
    [8000, 0],
    [44.1, 8000],
    [8000, Number.NaN],
  ])('refuses to go from %s to %s', (from, to) => {
    expect(() => resample(new Float32Array(10), from, to)).toThrow(/expected whole numbers from 1 on/);
  });
});
