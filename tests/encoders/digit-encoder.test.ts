import { beforeAll, describe, expect, test } from 'vitest';
import { loadMnist } from '../../lib/data/mnist';
import { digitEncoder } from '../../lib/encoders/digit-encoder';
import { describeLayers, digitNetwork } from '../../lib/encoders/digit-network';
import { startEngine, tf } from '../../lib/engine/index';

beforeAll(() => startEngine());

const flat = (units = 4) =>
  tf.sequential({ layers: [tf.layers.flatten({ inputShape: [28, 28, 1] }), tf.layers.dense({ units })] });

describe("the course's network", () => {
  test('has 428,608 weights, and says the shape of each layer', () => {
    const network = digitNetwork();
    expect(network.countParams()).toBe(428_608);
    expect(describeLayers(network).map(({ output }) => output)).toEqual([
      '28 x 28 x 32',
      '14 x 14 x 32',
      '14 x 14 x 32',
      '14 x 14 x 64',
      '7 x 7 x 64',
      '7 x 7 x 64',
      '3136',
      '128',
      '64',
    ]);
  });

  test('starts from the same weights for the same seed only', async () => {
    const first = async (seed: number) => [...(await digitNetwork({ seed }).getWeights()[0].data())];
    expect(await first(3)).toEqual(await first(3));
    expect(await first(4)).not.toEqual(await first(3));
  });
});

describe('an encoder of digits', () => {
  test('embeds each picture as a row of unit length, in its order, whatever comes with it', async () => {
    const { images } = await loadMnist('test', { limit: 501 }); // more than one batch
    const encoder = digitEncoder(digitNetwork({ dim: 16 }));
    const all = await encoder.embed(images);
    const last = await encoder.embed(images.subarray(500 * 784));
    expect(all.shape).toEqual([501, 16]);
    const rows = await all.data();
    for (let i = 0; i < 501; i++) expect(Math.hypot(...rows.slice(i * 16, i * 16 + 16))).toBeCloseTo(1, 5);
    const alone = await last.data();
    rows.slice(500 * 16).forEach((value, i) => {
      expect(value).toBeCloseTo(alone[i], 5);
    });
  });

  test('leaves rows as long as the network makes them when asked to, in the same direction', async () => {
    const { images } = await loadMnist('test', { limit: 5 });
    const network = digitNetwork({ dim: 16 });
    const [unit, asMade] = await Promise.all(
      [true, false].map(async normalise => (await digitEncoder(network, { normalise }).embed(images)).data()),
    );
    for (let i = 0; i < 5; i++) {
      const row = asMade.slice(i * 16, i * 16 + 16);
      const length = Math.hypot(...row);
      expect(Math.abs(length - 1)).toBeGreaterThan(0.01);
      row.forEach((value, c) => {
        expect(value / length).toBeCloseTo(unit[i * 16 + c], 5);
      });
    }
  });

  test('leaves no tensor behind but the rows', async () => {
    const { images } = await loadMnist('test', { limit: 3 });
    const encoder = digitEncoder(flat());
    const before = tf.memory().numTensors;
    (await encoder.embed(images)).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each([
    ['none', new Float32Array(0)],
    ['half a picture', new Float32Array(392)],
    ['numbers of another type', new Float64Array(784) as unknown as Float32Array],
  ])('refuses %s', async (_, images) => {
    await expect(digitEncoder(flat()).embed(images)).rejects.toThrow(
      /embed: images .*expected a Float32Array of n x 784/,
    );
  });

  test('refuses networks that take or give something else, and says what to change', () => {
    const dense = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [784] })] });
    const pictures = tf.sequential({
      layers: [tf.layers.conv2d({ filters: 1, kernelSize: 3, inputShape: [28, 28, 1] })],
    });
    const fixed = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [28, 28, 1] })] });
    expect(() => digitEncoder(dense)).toThrow(/takes \[n, 784\], expected pictures .*inputShape: \[28, 28, 1\]/);
    expect(() => digitEncoder(pictures)).toThrow(/gives \[n, 26, 26, 1\], expected rows .*flatten/);
    expect(() => digitEncoder(fixed)).toThrow(/no weights to train/);
  });
});
