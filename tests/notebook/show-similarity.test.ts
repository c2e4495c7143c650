import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { showSimilarity } from '../../lib/notebook/show-similarity';

beforeAll(() => startEngine());
afterEach(() => void vi.restoreAllMocks());

/** Pictures are angles; the one encoder keeps them, the other makes them all one. */
const at = (angleOf: (angle: number) => number) => ({
  embed: async (angles: Float32Array) =>
    tf.tensor2d(Array.from(angles, angle => [Math.cos(angleOf(angle)), Math.sin(angleOf(angle))])),
});
const digits = { images: Float32Array.of(0, 0.2, Math.PI, Math.PI - 0.2), labels: Uint8Array.of(0, 0, 1, 1) };

test('shows a panel an encoder, gives back what was counted, and leaves no tensor behind', async () => {
  const printed = vi.spyOn(console, 'log').mockImplementation(() => {});
  const before = tf.memory().numTensors;
  const similarity = await showSimilarity({ apart: at(angle => angle), alike: at(() => 1) }, digits, { title: 'Two' });
  expect(tf.memory().numTensors).toBe(before);
  expect(similarity.apart.matrix[0][0]).toBeCloseTo(Math.cos(0.2), 5);
  expect(similarity.apart.matrix[0][1]).toBeCloseTo((-1 - 2 * Math.cos(0.2) - Math.cos(0.4)) / 4, 5);
  expect(similarity.alike.matrix[0][1]).toBeCloseTo(1, 5);
  const [[words]] = printed.mock.calls as [[string]];
  expect(words).toMatch(/^Two\. Mean cosine: .*apart.*alike/);
});

test('refuses labels that are not one a picture', async () => {
  const few = { ...digits, labels: Uint8Array.of(0, 1) };
  await expect(showSimilarity({ apart: at(angle => angle) }, few)).rejects.toThrow('classSimilarity: labels has 2');
});
