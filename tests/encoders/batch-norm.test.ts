import { beforeAll, describe, expect, test } from 'vitest';
import { batchNorm } from '../../lib/encoders/batch-norm';
import { seededRandom, startEngine, tf } from '../../lib/engine/index';

beforeAll(() => startEngine());

const draw = (shape: [number, number, number, number], seed: string) => {
  const random = seededRandom(seed);
  const size = shape.reduce((product, n) => product * n, 1);
  return tf.tensor4d(
    Float32Array.from({ length: size }, () => 3 + 2 * random.normal()),
    shape,
  );
};
const x = () => draw([4, 3, 2, 5], 'x');

/** The same by automatic differentiation. */
const composed = (rows: tf.Tensor4D, gain: tf.Tensor, offset: tf.Tensor) => {
  const { mean, variance } = tf.moments(rows, [0, 1, 2]);
  const deviation = tf.sqrt(tf.add(variance, 1e-3));
  return tf.add(tf.mul(tf.div(tf.sub(rows, mean), deviation), gain), offset) as tf.Tensor4D;
};

async function expectClose(actual: tf.Tensor, expected: tf.Tensor, tolerance: number) {
  expect(actual.shape).toEqual(expected.shape);
  const [a, b] = [[...(await actual.data())], await expected.data()];
  const largest = Math.max(...a.map((value, i) => Math.abs(value - b[i])));
  expect(largest).toBeLessThan(tolerance);
}

describe('batch normalisation', () => {
  test('gives every channel mean 0 and variance 1 in training', async () => {
    const rows = batchNorm(5).apply(x(), { training: true });
    const { mean, variance } = tf.moments(rows, [0, 1, 2]);
    for (const value of await mean.data()) expect(value).toBeCloseTo(0, 5);
    for (const value of await variance.data()) expect(value).toBeCloseTo(1, 2);
  });

  test('has the values and gradients that automatic differentiation gives', async () => {
    const { weights, apply } = batchNorm(5);
    const [gain, offset] = weights;
    gain.assign(tf.tensor1d([1, -2, 0.5, 3, 1.5]));
    offset.assign(tf.tensor1d([0, 1, -1, 0.5, 2]));
    const towards = draw([4, 3, 2, 5], 'direction');
    await expectClose(apply(x(), { training: true }), composed(x(), gain, offset), 1e-5);

    const along = (rows: tf.Tensor) => tf.sum(tf.mul(rows, towards)) as tf.Scalar;
    const ofInput = (f: (rows: tf.Tensor4D) => tf.Tensor) => tf.grad(rows => along(f(rows as tf.Tensor4D)))(x());
    await expectClose(
      ofInput(rows => apply(rows, { training: true })),
      ofInput(rows => composed(rows, gain, offset)),
      1e-4,
    );
    const ofWeights = (f: () => tf.Tensor) => tf.variableGrads(() => along(f()), [gain, offset]).grads;
    const hand = ofWeights(() => apply(x(), { training: true }));
    const automatic = ofWeights(() => composed(x(), gain, offset));
    for (const { name } of [gain, offset]) await expectClose(hand[name], automatic[name], 1e-3);
  });

  test('follows mean and variance while it trains, and normalises with them afterwards', async () => {
    const { weights, apply } = batchNorm(5);
    for (let step = 0; step < 200; step++) tf.tidy(() => void apply(x(), { training: true }));
    const { mean, variance } = tf.moments(x(), [0, 1, 2]);
    await expectClose(weights[2], mean, 1e-3);
    await expectClose(weights[3], variance, 1e-3);
    await expectClose(apply(x(), { training: false }), apply(x(), { training: true }), 1e-2);
    expect(weights.map(({ trainable }) => trainable)).toEqual([true, true, false, false]);
  });

  test('outside training treats each picture by itself', async () => {
    const { apply } = batchNorm(5);
    tf.tidy(() => void apply(x(), { training: true }));
    const whole = apply(x(), { training: false });
    const alone = apply(tf.slice(x(), [2, 0, 0, 0], [1, 3, 2, 5]), { training: false });
    await expectClose(alone, tf.slice(whole, [2, 0, 0, 0], [1, 3, 2, 5]), 1e-6);
  });
});
