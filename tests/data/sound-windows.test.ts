import { describe, expect, test } from 'vitest';
import { NOTE_SAMPLES, NOTE_SOUND } from '../../lib/data/instruments';
import { logMel } from '../../lib/data/log-mel';
import { windowMels } from '../../lib/data/sound-windows';
import { uniform } from '../reference/batches';

const CELLS = NOTE_SOUND.frames * NOTE_SOUND.bands;
const RATE = NOTE_SOUND.rate;
const windows = (samples: Float32Array, rate: number = RATE) => windowMels({ samples, rate }).length / CELLS;
const noise = (seconds: number) => uniform(1, Math.round(seconds * RATE));

describe('windowMels', () => {
  test('a sound of the length of a note is one picture: the note’s', () => {
    const samples = noise(1.2);
    expect(windowMels({ samples, rate: RATE })).toEqual(logMel(samples, NOTE_SOUND));
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
    expect(first).toEqual(logMel(samples.subarray(0, NOTE_SAMPLES), NOTE_SOUND));
    expect(second).toEqual(logMel(samples.subarray(NOTE_SAMPLES / 2), NOTE_SOUND));
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
