import { beforeAll, expect, test } from 'vitest';
import { loadMnist } from '../../lib/data/mnist';
import { digitEncoder } from '../../lib/encoders/digit-encoder';
import { digitNetwork } from '../../lib/encoders/digit-network';
import { startEngine, tf, withSeed } from '../../lib/engine/index';
import { exerciseById } from '../../lib/exercises/all';
import { judge } from '../../lib/exercises/judge';
import { infoNceLoss } from '../../lib/losses/info-nce';
import { train } from '../../lib/training/train';

beforeAll(() => startEngine());

const exercise = exerciseById('own-encoder');
const accuracyIn = (text: string) => Number(/accuracy of ([\d.]+) %/.exec(text)![1]);
const linear = () =>
  withSeed(1, () =>
    tf.sequential({ layers: [tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units: 32 })] }),
  );
const trained = async (network: tf.LayersModel) => {
  const encoder = digitEncoder(network);
  await train(encoder, await loadMnist('train', { limit: 12_800 }), (left, right) => infoNceLoss(left, right), {
    seed: 1,
  });
  return encoder;
};

test('raw pixels do not pass: 91.4 %', async () => {
  const { failure } = await judge(exercise, (images: Float32Array) => tf.tensor2d(images, [images.length / 784, 784]));
  expect(accuracyIn(failure!.got)).toBeCloseTo(91.4, 0);
});

test('the starter, a trained linear layer, does not pass', async () => {
  const encoder = await trained(linear());
  const { failure } = await judge(exercise, (images: Float32Array) => encoder.embed(images));
  expect(accuracyIn(failure!.got)).toBeLessThan(92);
});

test("the lesson's network passes after a hundred steps, and with noise no longer", async () => {
  const encoder = await trained(digitNetwork({ seed: 1 }));
  expect(await judge(exercise, (images: Float32Array) => encoder.embed(images))).toMatchObject({ passed: true });
  const noisy = async (images: Float32Array) => {
    const rows = await encoder.embed(images);
    return tf.tidy(() => tf.add(rows, tf.randomNormal(rows.shape, 0, 0.01)));
  };
  const [samePicture, accuracy] = exercise.cases;
  expect(await judge({ ...exercise, cases: [samePicture] }, noisy)).toMatchObject({ passed: false });
  expect(await judge({ ...exercise, cases: [accuracy] }, noisy)).toMatchObject({ passed: true });
});

test('the network does not pass untrained', async () => {
  const encoder = digitEncoder(digitNetwork({ seed: 1 }));
  expect(await judge(exercise, (images: Float32Array) => encoder.embed(images))).toMatchObject({ passed: false });
});

test('noise is refused: the same picture must have the same embedding', async () => {
  const { failure } = await judge(exercise, (images: Float32Array) => tf.randomNormal([images.length / 784, 8]));
  expect(failure!.hint).toMatch(/dropout/);
});
