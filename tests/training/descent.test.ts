import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { cosineMseLoss } from '../../lib/losses/cosine-mse';
import { tripletLoss } from '../../lib/losses/triplet';
import { descend } from '../../lib/training/descent';

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

const point = (points: tf.Tensor2D, i: number) => tf.slice(points, [i, 0], [1, 2]) as tf.Tensor2D;
const together = (points: tf.Tensor2D) => cosineMseLoss(point(points, 0), point(points, 1), [1]);
const rightAngle = (points: tf.Tensor2D) => cosineMseLoss(point(points, 0), point(points, 1), [0]);
const degrees = ([x, y]: number[]) => (Math.atan2(y, x) * 180) / Math.PI;

describe('descend', () => {
  test('partners meet in the middle, strangers end at a right angle', async () => {
    const met = (await descend([20, 80], together, { steps: 400 })).at(-1)!;
    // As they come near, the gradient of a square fades: they creep, alike from both sides.
    const [a, b] = met.points.map(degrees);
    expect(a + b).toBeCloseTo(100, 3);
    expect(Math.abs(a - b)).toBeLessThan(8);
    const parted = (await descend([20, 80], rightAngle, { steps: 400 })).at(-1)!;
    expect(degrees(parted.points[1]) - degrees(parted.points[0])).toBeCloseTo(90, 1);
  });

  test('keeps a frame every so many steps, the start and the end among them, all on the circle', async () => {
    const frames = await descend([0, 120], together, { steps: 30, every: 10 });
    expect(frames.map(frame => frame.step)).toEqual([0, 10, 20, 30]);
    for (const { points } of frames) for (const [x, y] of points) expect(Math.hypot(x, y)).toBeCloseTo(1, 12);
    const losses = frames.map(frame => frame.loss);
    expect([...losses].sort((a, b) => b - a)).toEqual(losses);
  });

  test('the gradients are those of the loss, and a step goes against them', async () => {
    const start = [10, 75, 140];
    const loss = (points: tf.Tensor2D) =>
      tripletLoss(point(points, 0), point(points, 1), point(points, 2), { margin: 2 });
    const [first, second] = await descend(start, loss, { steps: 1, learningRate: 0.01 });
    const value = (points: number[][]) => tf.tidy(() => loss(tf.tensor2d(points)).dataSync()[0]);
    for (const [i, axis] of [0, 1, 2].flatMap(i => [0, 1].map(axis => [i, axis]))) {
      const moved = (by: number) =>
        first.points.map((row, j) => row.map((x, k) => (j === i && k === axis ? x + by : x)));
      const numeric = (value(moved(1e-2)) - value(moved(-1e-2))) / 2e-2;
      expect(first.gradients[i][axis]).toBeCloseTo(numeric, 3);
      const raw = first.points[i].map((x, k) => x - 0.01 * first.gradients[i][k]);
      expect(second.points[i][axis]).toBeCloseTo(raw[axis] / Math.hypot(...raw), 6);
    }
  });

  test('takes angles or rows, and says the same for both, every time', async () => {
    const [a, b] = [0.3, 2].map(angle => [2 * Math.cos(angle), 2 * Math.sin(angle)]);
    const options = { steps: 20, every: 5 };
    const frames = await descend([a, b], together, options);
    expect(await descend([a, b], together, options)).toEqual(frames);
    const byAngle = await descend([(0.3 * 180) / Math.PI, (2 * 180) / Math.PI], together, options);
    expect(byAngle.at(-1)!.loss).toBeCloseTo(frames.at(-1)!.loss, 5);
  });

  test('leaves no tensor behind, not even when the loss fails', async () => {
    const before = tf.memory().numTensors;
    await descend([0, 90], together, { steps: 5 });
    await expect(descend([0, 90], p => tf.log(tf.neg(tf.sum(tf.square(p)))) as tf.Scalar)).rejects.toThrow('is NaN');
    expect(tf.memory().numTensors).toBe(before);
  });

  const sum = (points: tf.Tensor2D) => tf.sum(points) as tf.Scalar;
  test.each<[string, () => Promise<unknown>, string]>([
    ['one point', () => descend([0], sum), 'start has 1 of the at least 2 points'],
    ['what are no points', () => descend('abc' as unknown as number[], sum), "start is 'abc', expected angles"],
    ['NaN', () => descend([0, Number.NaN], sum), 'start[1] is NaN, expected an angle'],
    [
      'a row of three',
      () =>
        descend(
          [
            [1, 0],
            [1, 0, 0],
          ],
          sum,
        ),
      'start[1] is [1, 0, 0]',
    ],
    [
      'the centre',
      () =>
        descend(
          [
            [1, 0],
            [0, 0],
          ],
          sum,
        ),
      'start[1] is at the centre',
    ],
    ['no loss', () => descend([0, 1], 7 as never), 'loss is 7, expected a function'],
    [
      'a loss that is a number',
      () => descend([0, 1], (() => 1) as never),
      'the loss returned 1, expected a scalar tensor',
    ],
    ['a loss a point', () => descend([0, 1], p => p as never), 'returned a tensor of shape [2, 2]'],
    [
      'no learning rate',
      () => descend([0, 1], sum, { learningRate: 0 }),
      'learningRate is 0, expected a finite number',
    ],
    ['half a step', () => descend([0, 1], sum, { steps: 2.5 }), 'steps is 2.5, expected a whole number'],
    ['frames that miss the end', () => descend([0, 1], sum, { steps: 10, every: 4 }), 'divides steps = 10'],
  ])('refuses %s', async (_, go, message) => {
    await expect(go()).rejects.toThrow(message);
  });
});
