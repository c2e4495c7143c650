import { beforeAll, expect, test } from 'vitest';
import { joinParts, splitParts, TABLE_DIM, TABLE_PARTS, wordTable } from '../../lib/encoders/word-table';
import { seededRandom, startEngine, tf } from '../../lib/engine/index';

const CLASSES = 5;
const random = seededRandom(3);
const initial = Float32Array.from({ length: CLASSES * TABLE_DIM }, () => random.normal());

beforeAll(() => startEngine());

const lengths = async (rows: tf.Tensor2D) => Array.from(await tf.norm(rows, 2, 1).data());
const cosines = async (a: tf.Tensor2D, b: tf.Tensor2D) => Array.from(await tf.sum(tf.mul(a, b), 1).data());

test('a classifier that is sure gets the row of its class, of unit length in both parts', async () => {
  const table = wordTable(CLASSES, initial);
  const rows = await table.embed(Float32Array.from([0, 0, 1, 0, 0]));
  expect(rows.shape).toEqual([1, TABLE_DIM]);
  for (const [i, part] of splitParts(rows).entries()) {
    expect(part.shape).toEqual([1, TABLE_PARTS[i]]);
    expect((await lengths(part))[0]).toBeCloseTo(Math.SQRT1_2, 5);
  }
  const own = tf.slice(tf.tensor2d(initial, [CLASSES, TABLE_DIM]), [2, 0], [1, TABLE_DIM]) as tf.Tensor2D;
  expect((await cosines(rows, joinParts(...splitParts(own))))[0]).toBeCloseTo(1, 5);
  table.dispose();
});

test('a classifier that wavers gets what lies between', async () => {
  const table = wordTable(CLASSES, initial);
  const [first, second, both] = [
    [1, 0, 0, 0, 0],
    [0, 1, 0, 0, 0],
    [0.5, 0.5, 0, 0, 0],
  ].map(p => Float32Array.from(p));
  const rows = await Promise.all([first, second, both].map(each => table.embed(each)));
  const apart = (await cosines(rows[0], rows[1]))[0];
  for (const end of rows.slice(0, 2)) expect((await cosines(rows[2], end))[0]).toBeGreaterThan(apart + 0.3);
  table.dispose();
});

test('the cosine of two rows is the mean of the cosines of their parts', async () => {
  const table = wordTable(CLASSES, initial);
  const a = await table.embed(Float32Array.from([1, 0, 0, 0, 0]));
  const b = await table.embed(Float32Array.from([0, 0, 0, 1, 0]));
  const parts = await Promise.all(splitParts(a).map((part, i) => cosines(part, splitParts(b)[i])));
  expect((await cosines(a, b))[0]).toBeCloseTo(parts[0][0] + parts[1][0], 5); // each part is of length 1 / √2
  table.dispose();
});

test('what all sentences have in common is no weight that training changes', () => {
  const table = wordTable(CLASSES, initial);
  expect(table.weights.map(({ trainable }) => trainable)).toEqual([true, false]);
  expect(table.weights[1]).toBe(table.centre);
  table.dispose();
});

test('takes the rows of a batch that are asked for', async () => {
  const table = wordTable(CLASSES, initial);
  const probabilities = Float32Array.from([1, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
  const batch = table.batch(probabilities, [1, 0, 1]) as tf.Tensor2D;
  expect(Array.from(await batch.data())).toEqual([0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
  table.dispose();
});
