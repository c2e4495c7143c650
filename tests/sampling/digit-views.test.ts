import { beforeAll, describe, expect, test } from 'vitest';
import { DIGIT_PIXELS, DIGIT_SIDE, type Digits } from '../../lib/data/digits';
import { loadMnist } from '../../lib/data/mnist';
import { seededRandom, startEngine } from '../../lib/engine/index';
import { knnPredict } from '../../lib/metrics/knn';
import { digitViews } from '../../lib/sampling/digit-views';
import { labelPairs, viewPairs } from '../../lib/sampling/training-pairs';

const STILL = { shift: 0, turn: 0, scale: 0, slant: 0 };
let digits: Digits;
beforeAll(async () => {
  await startEngine();
  digits = await loadMnist('train', { limit: 1000 });
});

/** A picture with one dot of ink. */
function dot(x: number, y: number): Float32Array {
  const picture = new Float32Array(DIGIT_PIXELS);
  picture[y * DIGIT_SIDE + x] = 1;
  return picture;
}
/** Where the ink is on average, counted from the middle. */
function centre(picture: Float32Array): [number, number] {
  let [mass, x, y] = [0, 0, 0];
  picture.forEach((ink, i) => {
    mass += ink;
    x += ink * ((i % DIGIT_SIDE) - 13.5);
    y += ink * (Math.floor(i / DIGIT_SIDE) - 13.5);
  });
  return [x / mass, y / mass];
}
const centres = (picture: Float32Array, ranges: object) =>
  Array.from({ length: 200 }, (_, i) => centre(digitViews(picture, seededRandom(i), { ...STILL, ...ranges })));

describe('a view of a digit', () => {
  test('that may not differ is the digit itself', () => {
    const some = digits.images.slice(0, 20 * DIGIT_PIXELS);
    digitViews(some, seededRandom(1), STILL).forEach((ink, i) => {
      expect(ink).toBeCloseTo(some[i], 6);
    });
  });

  test('is the same for the same seed, another the next time, and leaves the digit as it is', () => {
    const some = digits.images.slice(0, 20 * DIGIT_PIXELS);
    const kept = some.slice();
    const random = seededRandom(1);
    const [first, next] = [digitViews(some, random), digitViews(some, random)];
    expect(digitViews(some, seededRandom(1))).toEqual(first);
    expect(next).not.toEqual(first);
    expect(some).toEqual(kept);
  });

  test('has ink from 0 to 1', () => {
    for (const ink of digitViews(digits.images, seededRandom(2))) {
      if (!(ink >= 0 && ink <= 1)) expect(ink).toBe('0 to 1');
    }
  });

  test('is shifted by up to as many pixels, to every side', () => {
    const shifts = centres(dot(13, 13), { shift: 2 }).map(([x, y]) => [x + 0.5, y + 0.5]);
    for (const side of [0, 1]) {
      const along = shifts.map(shift => shift[side]);
      expect(Math.max(...along)).toBeLessThan(2.01);
      expect(Math.max(...along)).toBeGreaterThan(1.8);
      expect(Math.min(...along)).toBeGreaterThan(-2.01);
      expect(Math.min(...along)).toBeLessThan(-1.8);
    }
  });

  test('is turned by up to as many degrees, to both sides', () => {
    const angles = centres(dot(23, 13), { turn: 20 }).map(([x, y]) => (Math.atan2(y, x) * 180) / Math.PI + 3);
    expect(Math.max(...angles)).toBeGreaterThan(17);
    expect(Math.min(...angles)).toBeLessThan(-17);
    for (const angle of angles) expect(Math.abs(angle)).toBeLessThan(24);
  });

  test('is as much wider or narrower, and higher or lower', () => {
    for (const side of [0, 1]) {
      const far = centres(dot(22, 22), { scale: 0.2 }).map(point => point[side] / 8.5);
      expect(Math.max(...far)).toBeGreaterThan(1.15);
      expect(Math.max(...far)).toBeLessThan(1.25);
      expect(Math.min(...far)).toBeLessThan(0.85);
      expect(Math.min(...far)).toBeGreaterThan(0.75);
    }
  });

  test('leans to one side or the other, the more the farther from the middle', () => {
    const leans = centres(dot(13, 5), { slant: 0.3 }).map(([x]) => x + 0.5);
    expect(Math.max(...leans)).toBeGreaterThan(2.2);
    expect(Math.min(...leans)).toBeLessThan(-2.2);
    for (const lean of leans) expect(Math.abs(lean)).toBeLessThan(2.8);
  });

  test('is still the digit: its neighbours among untouched digits say so', async () => {
    const all = { rows: digits.images, dim: DIGIT_PIXELS };
    const wrong = async (images: Float32Array) => {
      const predicted = await knnPredict(all, digits.labels, { rows: images, dim: DIGIT_PIXELS }, { k: 5 });
      return predicted.filter((digit, i) => digit !== digits.labels[i]).length / digits.size;
    };
    expect(await wrong(digitViews(digits.images, seededRandom(3)))).toBeLessThan(0.4);
    // half a turn, for comparison
    const turned = digits.images.map(
      (_, i, all) => all[i - (i % DIGIT_PIXELS) + DIGIT_PIXELS - 1 - (i % DIGIT_PIXELS)],
    );
    expect(await wrong(turned)).toBeGreaterThan(0.6);
  });
});

describe('pairs for a training', () => {
  const drawing = { batchSize: 100, stepsAnEpoch: 10, seed: 5 };

  test('of views: every picture once an epoch, beside another view of itself, whatever its label says', () => {
    const noLabels = { ...digits, labels: new Uint8Array(digits.size) };
    const batch = viewPairs(noLabels, { ...drawing, ranges: STILL });
    const seen = new Set<number>();
    for (let step = 0; step < drawing.stepsAnEpoch; step++) {
      const { images, same, labels } = batch(step);
      expect([...same]).toEqual(Array(100).fill(1));
      expect(images.length).toBe(200 * DIGIT_PIXELS);
      labels.forEach((picture, i) => {
        seen.add(picture);
        for (const side of [i, 100 + i]) {
          const view = images.subarray(side * DIGIT_PIXELS, (side + 1) * DIGIT_PIXELS);
          const own = digits.images.subarray(picture * DIGIT_PIXELS, (picture + 1) * DIGIT_PIXELS);
          expect(Math.max(...view.map((ink, at) => Math.abs(ink - own[at])))).toBeLessThan(1e-5);
        }
      });
    }
    expect(seen.size).toBe(digits.size);
    const { images } = viewPairs(digits, { ...drawing, ranges: {} })(0);
    expect(images.slice(0, DIGIT_PIXELS)).not.toEqual(images.slice(100 * DIGIT_PIXELS, 101 * DIGIT_PIXELS));
  });

  test.each([
    ['labels', () => labelPairs(digits, { ...drawing, positives: 1 })],
    ['views', () => viewPairs(digits, { ...drawing, ranges: {} })],
  ])('of %s: a step in the middle is the same when it is the first one asked for', (_, start) => {
    const [inOrder, later] = [start(), start()];
    for (let step = 0; step < 13; step++) inOrder(step);
    expect(later(13)).toEqual(inOrder(13));
    expect(later(14)).toEqual(inOrder(14));
    expect(inOrder(15)).not.toEqual(later(16));
  });
});
