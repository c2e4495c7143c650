import { beforeAll, expect, test } from 'vitest';
import { loadImageClasses } from '../../lib/data/image-classes';
import { loadBackbone } from '../../lib/encoders/backbone';
import type { Encoder } from '../../lib/encoders/encoder';
import { seededRandom, startEngine, tf } from '../../lib/engine/index';
import { classTexts, drawUntaken } from '../../lib/sampling/draw-classes';

beforeAll(() => startEngine());

test('a picture that nobody took is what a classifier may say: shares of its classes, more or less sure, kin a little', async () => {
  const [backbone, classes] = [await loadBackbone(), await loadImageClasses()];
  const draw = await drawUntaken(backbone);
  const lion = 291;
  const labels = new Int32Array(200).fill(lion);
  const drawn = draw(labels, seededRandom(1));
  expect(drawn).toHaveLength(200 * 1000);
  const rows = Array.from(labels, (_, i) => drawn.subarray(i * 1000, (i + 1) * 1000));
  for (const row of rows) {
    expect(row.every(share => share >= 0)).toBe(true);
    expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
  }
  const sure = rows.map(row => row[lion]);
  expect(Math.min(...sure)).toBeLessThan(0.1);
  expect(Math.max(...sure)).toBeGreaterThan(0.4);
  const mean = Array.from({ length: 1000 }, (_, c) => rows.reduce((sum, row) => sum + row[c], 0) / rows.length);
  const order = [...mean.keys()].sort((a, b) => mean[b] - mean[a]);
  expect(order[0]).toBe(lion);
  const kin = ['cheetah', 'tiger', 'leopard', 'cougar', 'jaguar', 'lynx', 'snow leopard', 'brown bear', 'hyena'];
  expect(order.slice(1, 9).some(c => classes[c].names.some(name => kin.includes(name.toLowerCase())))).toBe(true);
  expect(Array.from(draw(labels.subarray(0, 3), seededRandom(1)))).toEqual(Array.from(drawn.subarray(0, 3000)));
  backbone.dispose();
});

test('the texts of a class are its names and its description, its usual name more often than others', async () => {
  const seen: string[] = [];
  const text: Encoder<string[]> = {
    modality: 'text',
    dim: 2,
    embed: async texts => {
      seen.push(...texts);
      return tf.tensor2d(
        texts.map((_, i) => [Math.cos(i), Math.sin(i)]),
        [texts.length, 2],
      );
    },
    dispose: () => {},
  };
  const classes = [{ names: ['husky', 'sled dog'], description: 'a strong dog' }, { names: ['owl'] }];
  const { rows, draw } = await classTexts(classes, text);
  expect(seen).toEqual(['husky', 'sled dog', 'a strong dog', 'owl']);
  expect(rows).toHaveLength(4);
  const drawn = draw(new Int32Array(2000), seededRandom(2));
  const times = (i: number) =>
    Array.from({ length: 2000 }, (_, at) => drawn[2 * at]).filter(x => Math.abs(x - Math.cos(i)) < 1e-6).length / 2000;
  expect(times(2)).toBeCloseTo(0.4, 1);
  expect(times(0)).toBeCloseTo(0.45, 1);
  expect(times(1)).toBeCloseTo(0.15, 1);
  const owls = draw(Int32Array.from([1, 1, 1]), seededRandom(3));
  expect(Array.from(owls, value => value.toFixed(5))).toEqual(
    [0, 0, 0].flatMap(() => [Math.cos(3).toFixed(5), Math.sin(3).toFixed(5)]),
  );
});
