import { beforeAll, describe, expect, test } from 'vitest';
import type { PictureItems } from '../../lib/data/picture-items';
import { clipEncoder } from '../../lib/encoders/clip-encoder';
import { imageTower } from '../../lib/encoders/image-tower';
import { seededRandom, startEngine, tf } from '../../lib/engine/index';

beforeAll(() => startEngine());

const pictures = (size: number, side = 32): PictureItems => {
  const random = seededRandom('pictures');
  return { pixels: Uint8Array.from({ length: size * side * side * 3 }, () => random.integer(256)), side };
};
const small = () => imageTower({ side: 32, widths: [4, 8], dim: 6 });
const valuesOf = async (rows: tf.Tensor) => {
  const values = [...(await rows.data())];
  rows.dispose();
  return values;
};

describe('the image tower', () => {
  test('has 210,904 weights to train for pictures of 48 pixels', () => {
    const { weights } = imageTower();
    const trained = weights.filter(({ trainable }) => trainable).reduce((sum, { size }) => sum + size, 0);
    expect(trained).toBe(210_904);
  });

  test('starts from the same weights for the same seed only', async () => {
    const first = async (seed: number) => [...(await imageTower({ side: 32, seed }).weights[0].data())];
    expect(await first(3)).toEqual(await first(3));
    expect(await first(4)).not.toEqual(await first(3));
  });

  test('gives rows of unit length, in the order of the pictures, whatever comes with them', async () => {
    const tower = small();
    const all = pictures(257); // more than one batch
    const rows = await valuesOf(await tower.embed(all));
    for (let i = 0; i < 257; i++) expect(Math.hypot(...rows.slice(i * 6, i * 6 + 6))).toBeCloseTo(1, 5);
    const alone = await valuesOf(await tower.embed({ pixels: all.pixels.subarray(256 * 32 * 32 * 3), side: 32 }));
    alone.forEach((value, i) => {
      expect(value).toBeCloseTo(rows[256 * 6 + i], 5);
    });
  });

  test('takes the pictures that are asked for into a batch, white as 0', async () => {
    const tower = small();
    const two = { pixels: new Uint8Array(2 * 32 * 32 * 3), side: 32 };
    two.pixels.fill(255, 0, 32 * 32 * 3);
    const batch = await valuesOf(tower.batch(two, [1, 0, 1]));
    const picture = (i: number) => new Set(batch.slice(i * 32 * 32 * 3, (i + 1) * 32 * 32 * 3));
    expect([0, 1, 2].map(i => [...picture(i)])).toEqual([[1], [0], [1]]);
    expect(() => tower.batch(two, [2])).toThrow(/picture 2 is asked for, expected 0 to 1/);
  });

  test('leaves no tensor behind but the rows', async () => {
    const tower = small();
    const before = tf.memory().numTensors;
    await valuesOf(await tower.embed(pictures(3)));
    expect(tf.memory().numTensors).toBe(before);
    tower.dispose();
    expect(tf.memory().numTensors).toBe(before - tower.weights.length);
  });

  test.each([
    ['of another side', pictures(1, 48), /are 48 x 48 pixels, expected 32 x 32; load them with { side: 32 }/],
    ['of none', { pixels: new Uint8Array(0), side: 32 }, /pixels has 0 values, expected n x 3072/],
    ['of half a picture', { pixels: new Uint8Array(1536), side: 32 }, /pixels has 1536 values/],
    ['of other numbers', { pixels: new Float32Array(3072), side: 32 }, /expected { pixels: Uint8Array, side }/],
  ])('refuses pictures %s', async (_, items, message) => {
    await expect(small().embed(items as PictureItems)).rejects.toThrow(message);
  });
});

describe('the encoder of clips', () => {
  test('gives the direction of the mean of the frames, whatever their order', async () => {
    const image = small();
    const clips = clipEncoder(image, { frames: 2 });
    const four = pictures(4);
    const frames = await valuesOf(await image.embed(four));
    const rows = await valuesOf(await clips.embed(four));
    expect(rows).toHaveLength(2 * 6);
    const mean = Array.from({ length: 6 }, (_, i) => frames[i] + frames[6 + i]);
    mean.forEach((value, i) => {
      expect(rows[i]).toBeCloseTo(value / Math.hypot(...mean), 5);
    });

    const frame = 32 * 32 * 3;
    const turned = { pixels: new Uint8Array(2 * frame), side: 32 };
    turned.pixels.set(four.pixels.subarray(frame, 2 * frame), 0);
    turned.pixels.set(four.pixels.subarray(0, frame), frame);
    const backwards = await valuesOf(await clips.embed(turned));
    backwards.forEach((value, i) => {
      expect(value).toBeCloseTo(rows[i], 5);
    });
  });

  test('refuses frames that do not make whole clips', async () => {
    await expect(clipEncoder(small(), { frames: 8 }).embed(pictures(12))).rejects.toThrow(
      /12 frames, expected a multiple of 8/,
    );
  });
});
