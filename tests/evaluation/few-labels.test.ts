import { beforeAll, describe, expect, test } from 'vitest';
import { DIGIT_PIXELS, type Digits } from '../../lib/data/digits';
import { seededRandom, startEngine, tf } from '../../lib/engine/index';
import { type FewLabelsOptions, fewLabels } from '../../lib/evaluation/few-labels';

beforeAll(() => startEngine());

const SIZE = 400;
/** Pictures of which the first pixels say the digit, and which picture it is. */
function marked(seed: number): Digits {
  const labels = seededRandom(seed).shuffle(Uint8Array.from({ length: SIZE }, (_, i) => i % 10));
  const images = new Float32Array(SIZE * DIGIT_PIXELS);
  labels.forEach((digit, i) => {
    images[i * DIGIT_PIXELS] = digit;
    images[i * DIGIT_PIXELS + 1] = i;
  });
  return { images, labels, size: SIZE, fingerprint: '' };
}
const [training, asked] = [marked(1), marked(2)];

/** An embedding that puts each picture where its digit, or its number, says. */
const placed = (place: (digit: number, picture: number) => number[]) => ({
  embed: async (images: Float32Array) =>
    tf.tensor2d(
      Array.from({ length: images.length / DIGIT_PIXELS }, (_, i) =>
        place(images[i * DIGIT_PIXELS], images[i * DIGIT_PIXELS + 1]),
      ),
    ),
});
const oneHot = (digit: number) => Array.from({ length: 10 }, (_, i) => Number(i === digit));
const random = (picture: number) => {
  const numbers = seededRandom(picture);
  return Array.from({ length: 10 }, () => numbers.normal());
};
const scoresOf = (place: (digit: number, picture: number) => number[], options: FewLabelsOptions = {}) =>
  fewLabels(placed(place), training, asked, { draws: 2, ...options });

describe('with few labels', () => {
  test('an embedding that knows the digits needs one of each', async () => {
    expect(await scoresOf(oneHot, { each: 1 })).toEqual({ knn: 1, probe: 1 });
  });

  test('one that knows five groups of two reads half of the digits', async () => {
    const { knn, probe } = await scoresOf(digit => oneHot(digit >> 1), { each: 1 });
    expect([knn, probe]).toEqual([0.5, 0.5]);
  });

  test('one that knows nothing guesses', async () => {
    const { knn, probe } = await scoresOf((digit, picture) => random(1000 * picture + digit), { each: 3 });
    for (const score of [knn, probe]) expect(Math.abs(score - 0.1)).toBeLessThan(0.05);
  });

  test('more labels help where a digit has several places', async () => {
    const manyPlaces = (digit: number, picture: number) => random(digit + 10 * (picture % 4));
    const [few, many] = [await scoresOf(manyPlaces, { each: 1 }), await scoresOf(manyPlaces, { each: 20 })];
    expect(many.knn).toBeGreaterThan(few.knn + 0.3);
    expect(many.knn).toBeGreaterThan(0.95);
  });

  test('the same seed labels the same digits, and another one others', async () => {
    const noisy = (digit: number, picture: number) => oneHot(digit).map((x, i) => x + 0.8 * random(picture + 1)[i]);
    const first = await scoresOf(noisy, { seed: 1 });
    expect(await scoresOf(noisy, { seed: 1 })).toEqual(first);
    expect(await scoresOf(noisy, { seed: 2 })).not.toEqual(first);
  });

  test('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await scoresOf(oneHot);
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each([0, 2.5, 41])('%j labels a digit of 40 pictures each are refused', async each => {
    await expect(scoresOf(oneHot, { each })).rejects.toThrow(
      `fewLabels: each is ${each}, expected a whole number from 1 to 40: so often there is a`,
    );
  });
});
