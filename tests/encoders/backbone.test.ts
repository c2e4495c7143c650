import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PHOTOGRAPH_SIDE } from '../../lib/data/frame-photograph';
import { loadImageClasses } from '../../lib/data/image-classes';
import { loadPhotographs } from '../../lib/data/photographs';
import type { PictureItems } from '../../lib/data/picture-items';
import { type Backbone, loadBackbone } from '../../lib/encoders/backbone';
import { startEngine, tf } from '../../lib/engine/index';

let backbone: Backbone;
beforeAll(async () => {
  await startEngine();
  backbone = await loadBackbone();
});
afterAll(() => backbone.dispose());

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  const dot = (x: ArrayLike<number>, y: ArrayLike<number>) => Array.from(x).reduce((sum, v, i) => sum + v * y[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};

/** The pattern of tests/reference/backbone.py. */
function waves(): Uint8Array {
  const pixels = new Uint8Array(PHOTOGRAPH_SIDE * PHOTOGRAPH_SIDE * 3);
  for (let y = 0, at = 0; y < PHOTOGRAPH_SIDE; y++) {
    for (let x = 0; x < PHOTOGRAPH_SIDE; x++) {
      for (const wave of [Math.sin((x + 2 * y) / 9), Math.cos((3 * x - y) / 23), Math.sin((x * y) / 2000)]) {
        pixels[at++] = Math.floor(127.5 + 127 * wave);
      }
    }
  }
  return pixels;
}

test('gives the features and logits of the network as it was trained, but for what 8 bits cost', async () => {
  const file = join(__dirname, '..', 'reference', 'fixtures', 'backbone.json');
  const expected = JSON.parse(readFileSync(file, 'utf8')) as { features: number[]; logits: number[] };
  const features = await backbone.features({ pixels: waves(), side: PHOTOGRAPH_SIDE });
  const logits = backbone.logits(features);
  expect(features.shape).toEqual([1, 1280]);
  expect(cosine(await features.data(), expected.features)).toBeGreaterThan(0.99);
  expect(cosine(await logits.data(), expected.logits)).toBeGreaterThan(0.99);
  tf.dispose([features, logits]);
});

test('knows a lion and its kin, one picture at a time or several', async () => {
  const classes = await loadImageClasses();
  const { captions, pixels, side } = await loadPhotographs('tuxpaint');
  const values = side * side * 3;
  const lions = captions.flatMap((caption, i) => (caption === 'A lion.' ? [i] : []));
  const own = Buffer.concat(lions.map(i => pixels.subarray(i * values, (i + 1) * values)));
  const features = await backbone.features({ pixels: own, side });
  const [together, alone] = [
    await features.data(),
    await (await backbone.features({ pixels: own.subarray(0, values), side })).data(),
  ];
  expect(together.slice(0, 1280)).toEqual(alone);
  const said = (await (backbone.logits(features).argMax(1) as tf.Tensor1D).data()) as Int32Array;
  expect(Array.from(said, label => classes[label].names[0])).toContain('lion');
  features.dispose();
});

test('looks at a photograph once where it shall remember, and gives a picture its own features again', async () => {
  const remembering = await loadBackbone({ remember: true });
  const dark = { pixels: new Uint8Array(PHOTOGRAPH_SIDE * PHOTOGRAPH_SIDE * 3), side: PHOTOGRAPH_SIDE };
  const both = { pixels: Buffer.concat([waves(), dark.pixels]), side: PHOTOGRAPH_SIDE };
  const first = await remembering.features(both);
  const again = async (photographs: PictureItems) => (await remembering.features(photographs)).array();
  const [ofWaves, ofDark] = await first.array();
  expect(await again(dark)).toEqual([ofDark]);
  expect(await again(both)).toEqual([ofWaves, ofDark]);
  remembering.dispose();
  // the weights are gone, and what is remembered is not
  expect(await again({ pixels: waves(), side: PHOTOGRAPH_SIDE })).toEqual([ofWaves]);
  await expect(remembering.features({ ...dark, pixels: dark.pixels.map(() => 1) })).rejects.toThrow();
});

test('refuses pictures of another side', async () => {
  await expect(backbone.features({ pixels: new Uint8Array(64 * 64 * 3), side: 64 })).rejects.toThrow(
    'Backbone.features: the pictures are 64 x 64 pixels, expected 224 x 224',
  );
});
