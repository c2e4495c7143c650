import { describe, expect, test } from 'vitest';
import { trimSilence } from '../../lib/data/trim-silence';

const RATE = 8000;
/** Silence or quiet noise, a second of tone, and as much again. */
function within(before: number, after: number, quiet = 0): Float32Array {
  const samples = Float32Array.from({ length: before + RATE + after }, (_, i) => (quiet ? quiet * Math.sin(i * i) : 0));
  for (let i = 0; i < RATE; i++) samples[before + i] += Math.sin(i / 3);
  return samples;
}

describe('trimSilence', () => {
  test('keeps the sound and 10 ms around it', () => {
    const trimmed = trimSilence(within(4000, 2400), RATE);
    expect(trimmed.length).toBe(RATE + 160);
    expect(trimmed).toEqual(within(80, 80));
  });

  test('takes noise more than 40 dB under the loudest part for silence, and less for sound', () => {
    expect(trimSilence(within(4000, 4000, 0.005), RATE).length).toBe(RATE + 160);
    expect(trimSilence(within(4000, 4000, 0.05), RATE).length).toBe(RATE + 8000);
  });

  test('leaves pauses inside alone', () => {
    const twice = Float32Array.from([...within(800, 1600), ...within(1600, 800)]);
    expect(trimSilence(twice, RATE).length).toBe(2 * RATE + 3200 + 160);
  });

  test('copies nothing', () => {
    const samples = within(800, 800);
    expect(trimSilence(samples, RATE).buffer).toBe(samples.buffer);
  });

  test.each([0, 100])('refuses %s samples of silence', count => {
    expect(() => trimSilence(new Float32Array(count), RATE)).toThrow(/the sound is silent/);
  });
});
