import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { logMel, melPower, subtractBandMeans } from '../../lib/data/log-mel';
import { uniform } from '../reference/batches';

interface Reference {
  kind: 'noise' | 'sweep' | 'decay' | 'click';
  seed: number;
  count: number;
  rate: number;
  window: number;
  hop: number;
  bands: number;
  low: number;
  high: number;
  floor: number;
  frames: number;
  power: number[][];
  decibels: number[][];
}
const references: Reference[] = JSON.parse(
  readFileSync(join(__dirname, '..', 'reference', 'fixtures', 'log-mel.json'), 'utf8'),
).sounds;

/** The sounds of tests/reference/log-mel.py. */
function sound({ kind, seed, count, rate }: Reference): Float32Array {
  const noise = uniform(seed, count);
  const value = {
    noise: (i: number) => noise[i],
    sweep: (i: number) => {
      const t = i / rate;
      return 0.5 * Math.sin(2 * Math.PI * (100 * t + ((0.4 * rate - 100) * t * t) / ((2 * count) / rate)));
    },
    decay: (i: number) => {
      const partials = [1, 2, 3, 4, 5].reduce((sum, k) => sum + Math.sin((2 * Math.PI * 220 * k * i) / rate) / k, 0);
      return (Math.exp((-4 * i) / rate) * partials) / 2 + noise[i] / 1000;
    },
    click: (i: number) => (i === Math.floor(count / 3) ? 0.9 : 0),
  }[kind];
  return Float32Array.from({ length: count }, (_, i) => value(i));
}
const tone = (count = 4000) => Float32Array.from({ length: count }, (_, i) => Math.sin(i / 3));
const everyThird = (values: ArrayLike<number>, bands: number) =>
  Array.from({ length: Math.ceil(values.length / bands / 3) }, (_, i) =>
    Array.from({ length: bands }, (_, band) => values[3 * i * bands + band]),
  );

describe('against librosa', () => {
  test.each(references)('the power of a $kind, $count samples at $rate Hz, window $window: to 1e-4', reference => {
    const power = melPower(sound(reference), reference);
    expect(power.length).toBe(reference.frames * reference.bands);
    const loudest = Math.max(...reference.power.flat());
    everyThird(power, reference.bands).forEach((row, i) => {
      row.forEach((value, band) => {
        const expected = reference.power[i][band];
        // what lies 150 dB under the loudest is the rounding of a transform, in both
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-4 * expected + 1e-15 * loudest);
      });
    });
  });

  test.each(references)('the decibels of a $kind, $count samples at $rate Hz, above a floor of $floor', reference => {
    const { floor, frames, bands } = reference;
    const mels = logMel(sound(reference), reference);
    expect(mels.length).toBe(frames * bands);
    everyThird(mels, bands).forEach((row, i) => {
      row.forEach((value, band) => {
        expect(Math.abs(value - (1 + reference.decibels[i][band] / floor))).toBeLessThan(1e-4);
      });
    });
  });
});

describe('the log-mel picture', () => {
  const options = { rate: 8000, frames: 20, floor: 40 };

  test('does not change with loudness', () => {
    const quiet = logMel(
      tone().map(x => x / 1000),
      options,
    );
    logMel(tone(), options).forEach((value, i) => {
      expect(value).toBeCloseTo(quiet[i], 4);
    });
  });

  test('is at most 1, which its loudest cell is, and at least 0', () => {
    const mels = logMel(tone(), options);
    expect(Math.max(...mels)).toBe(1);
    expect(Math.min(...mels)).toBe(0);
  });

  test('follows a short sound with silence, and cuts a long one', () => {
    const short = logMel(tone(1000), options);
    expect(short.length).toBe(20 * 40);
    expect(short.subarray(11 * 40).every(value => value === 0)).toBe(true);
    const cut = tone(4000);
    expect(logMel(cut, options)).toEqual(logMel(cut.subarray(0, 20 * 128), options));
  });

  test('shows a low tone in a low band and a high one in a high band', () => {
    const loudestBand = (hertz: number) => {
      const mels = logMel(
        Float32Array.from({ length: 2560 }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / 8000)),
        options,
      );
      const row = mels.subarray(10 * 40, 11 * 40);
      return row.indexOf(Math.max(...row));
    };
    const bands = [200, 500, 1000, 2000, 3500].map(loudestBand);
    expect(bands).toEqual([...bands].sort((a, b) => a - b));
    expect(new Set(bands).size).toBe(5);
  });
});

describe('subtractBandMeans', () => {
  test('leaves nothing of what colours the whole sound', () => {
    const mels = Float32Array.from(uniform(3, 2 * 6 * 4));
    const coloured = mels.map((value, i) => value + [0.1, -0.3, 0.2, 0][i % 4]);
    const [plain, mended] = [mels, coloured].map(values => subtractBandMeans(values, { frames: 6, bands: 4 }));
    plain.forEach((value, i) => {
      expect(mended[i]).toBeCloseTo(value, 6);
    });
    for (const sound of [0, 1]) {
      for (const band of [0, 1, 2, 3]) {
        const column = [0, 1, 2, 3, 4, 5].map(frame => plain[sound * 24 + frame * 4 + band]);
        expect(column.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 6);
      }
    }
  });

  test('refuses values that are no whole number of sounds', () => {
    expect(() => subtractBandMeans(new Float32Array(25), { frames: 6, bands: 4 })).toThrow(
      /25 values are no whole number of sounds of 6 x 4/,
    );
  });
});

describe('sounds and options that make no picture', () => {
  const options = { rate: 8000, frames: 10, floor: 40 };
  test.each([
    ['silence', new Float32Array(100), {}, /the sound is silent/],
    ['no samples', new Float32Array(), {}, /no samples/],
    ['a sample that is no number', Float32Array.from([0, Number.NaN]), {}, /sample 1 is NaN/],
    ['no rate', tone(), { rate: 0 }, /the rate is 0/],
    ['a window of 300', tone(), { window: 300 }, /window is 300, expected a power of two/],
    ['half a frame', tone(), { frames: 0.5 }, /frames is 0.5/],
    ['no floor', tone(), { floor: 0 }, /floor is 0 dB/],
    ['bands beyond half the rate', tone(), { high: 5000 }, /from 0 to 5000 Hz, expected .* 4000/],
    ['no bands', tone(), { bands: 0 }, /bands is 0/],
    ['a hop backwards', tone(), { hop: -1 }, /hop is -1/],
  ])('%s: says what was wrong', (_, samples, change, message) => {
    expect(() => logMel(samples, { ...options, ...change })).toThrow(message);
  });
});
