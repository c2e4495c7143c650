import { describe, expect, test } from 'vitest';
import { NOTE_SAMPLES, NOTE_SOUND } from '../../lib/data/instruments';
import { logMel } from '../../lib/data/log-mel';
import { soundStart, windowMels } from '../../lib/data/sound-windows';
import { withoutOffset } from '../../lib/data/without-offset';
import { uniform } from '../reference/batches';

const CELLS = NOTE_SOUND.frames * NOTE_SOUND.bands;
const RATE = NOTE_SOUND.rate;
const windows = (samples: Float32Array, rate: number = RATE) => windowMels({ samples, rate }).length / CELLS;
const noise = (seconds: number) => withoutOffset(uniform(1, Math.round(seconds * RATE)));

const close = (actual: Float32Array, expected: Float32Array) => {
  expect(actual.length).toBe(expected.length);
  expect(actual.every((value, i) => Math.abs(value - expected[i]) < 1e-4)).toBe(true);
};

describe('windowMels', () => {
  test('a sound of the length of a note is one picture: the note’s', () => {
    const samples = noise(1.2);
    close(windowMels({ samples, rate: RATE }), logMel(samples, NOTE_SOUND));
  });

  test('an offset makes no difference', () => {
    const samples = noise(1.2);
    const offset = samples.map(sample => sample + 0.3);
    close(windowMels({ samples: offset, rate: RATE }), windowMels({ samples, rate: RATE }));
  });

  test.each([
    [0.1, 1],
    [1.2, 1],
    [1.3, 2],
    [1.8, 2],
    [2.4, 3],
    [6, 9],
  ])('%s seconds are %s windows', (seconds, count) => {
    expect(windows(noise(seconds))).toBe(count);
  });

  test('at another rate they are as many', () => {
    expect(windows(noise(1.2), RATE / 2)).toBe(3);
  });

  test('windows overlap by half', () => {
    const samples = noise(1.8);
    const [first, second] = [0, 1].map(i => windowMels({ samples, rate: RATE }).subarray(i * CELLS, (i + 1) * CELLS));
    close(first, logMel(samples.subarray(0, NOTE_SAMPLES), NOTE_SOUND));
    close(second, logMel(samples.subarray(NOTE_SAMPLES / 2), NOTE_SOUND));
  });

  test('leaves out windows that are silent, or nearly', () => {
    const pause = new Float32Array(2 * RATE);
    const samples = Float32Array.from([...noise(1.2), ...pause, ...noise(1.2)]);
    const count = windows(samples);
    expect(count).toBeGreaterThanOrEqual(2);
    expect(count).toBeLessThan(windows(noise(4.4)));
  });

  test('refuses silence', () => {
    expect(() => windows(new Float32Array(RATE))).toThrow(/silent/);
  });
});

describe('soundStart', () => {
  test('is the first 1.2 seconds as they are, with their log-mel picture', () => {
    const samples = noise(2);
    const start = soundStart({ samples, rate: RATE });
    close(start.samples, samples.subarray(0, NOTE_SAMPLES));
    close(start.mels, logMel(samples.subarray(0, NOTE_SAMPLES), NOTE_SOUND));
    expect([start.rate, start.bands, start.mels.length]).toEqual([RATE, NOTE_SOUND.bands, CELLS]);
  });

  test('a shorter sound is followed by silence, and one of another rate is brought to 16,000 a second', () => {
    const short = soundStart({ samples: noise(0.5), rate: RATE });
    expect(short.samples).toHaveLength(NOTE_SAMPLES);
    expect(short.samples.subarray(0.6 * RATE).every(sample => sample === 0)).toBe(true);
    expect(short.mels).toHaveLength(CELLS);
    const slow = soundStart({ samples: noise(2), rate: RATE / 2 }); // four seconds at half the rate
    expect(slow.samples).toHaveLength(NOTE_SAMPLES);
    expect(Math.abs(slow.samples[NOTE_SAMPLES - 100])).toBeGreaterThan(0);
  });
});
