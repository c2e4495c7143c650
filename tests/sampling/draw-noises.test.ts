import { expect, test } from 'vitest';
import { seededRandom } from '../../lib/engine/seeds';
import { drawNoises } from '../../lib/sampling/draw-noises';

test('noises of five kinds: the same for the same seed, each another, none silent and none beyond numbers', () => {
  const noises = drawNoises(seededRandom('noises'), { ofEach: 4 });
  expect(noises).toHaveLength(20);
  const again = drawNoises(seededRandom('noises'), { ofEach: 4 });
  expect(
    again.every(({ samples }, i) => Buffer.from(samples.buffer).equals(Buffer.from(noises[i].samples.buffer))),
  ).toBe(true);
  for (const { samples, rate } of noises) {
    expect(samples.length / rate).toBeCloseTo(1.2, 9);
    const energy = samples.reduce((sum, sample) => sum + sample ** 2, 0);
    expect(energy).toBeGreaterThan(1e-3);
    expect(energy).toBeLessThan(1e6);
  }
  expect(new Set(noises.map(({ samples }) => samples.slice(0, 2000).join())).size).toBe(20);
});
