import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom, startEngine, tf } from '../../lib/engine/index';
import { energy, expectAsOnCpu, normal, on } from './support';

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

describe('sums of segments', () => {
  const random = seededRandom('segments');
  const cases = Array.from({ length: 40 }, () => [50, 9, 12].map(most => 1 + random.integer(most)));
  for (const [rows, width, segments] of cases) {
    const ids = Array.from({ length: rows }, () => random.integer(segments));
    it(`${rows} rows of ${width} into ${segments} equal those of the cpu engine`, () =>
      expectAsOnCpu(() => tf.unsortedSegmentSum(normal([rows, width], 7), tf.tensor1d(ids, 'int32'), segments)));
  }

  it('leave out rows whose segment is out of range, as TensorFlow does', async () => {
    const [{ values }] = await on('wasm', () =>
      tf.unsortedSegmentSum(tf.tensor2d([[1], [2], [4]]), tf.tensor1d([-1, 0, 2], 'int32'), 2),
    );
    expect(values).toEqual([2, 0]);
  });

  it('add whole numbers', () =>
    expectAsOnCpu(() => tf.unsortedSegmentSum(tf.tensor1d([1, 2, 3], 'int32'), tf.tensor1d([0, 1, 0], 'int32'), 2)));

  // The cpu engine, which computed this before, takes minutes: it does not end within the time of this test.
  it('train an embedding table of 8,192 rows on 256 texts of 20 words', { timeout: 60_000 }, async () => {
    const width = 96;
    const table = () => normal<tf.Rank.R2>([8192, width], 3);
    const words = Int32Array.from({ length: 256 * 20 }, (_, i) => (i < 3 ? 8191 : 10 + (i % 2000)));
    const picked = () => tf.tensor1d(words, 'int32');
    const [{ values }] = await on('wasm', () => tf.grad(t => energy(tf.gather(t, picked())))(table()));
    const [{ values: weights }] = await on('wasm', () => table());
    const row = (numbers: number[], i: number) => numbers.slice(i * width, (i + 1) * width);
    const expected = row(weights, 8191).map(value => 6 * value); // picked three times, each 2 times the weight
    row(values, 8191).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 4);
    });
    expect(row(values, 1)).toEqual(new Array(width).fill(0)); // never picked
  });
});

describe('sums over axes', () => {
  it('of truth values count them', () =>
    expectAsOnCpu(() => tf.sum(tf.tensor2d([[1, 0], [1, 1]], [2, 2], 'bool'), 0))); // biome-ignore format: one line
  it('of no rows are zero', () => expectAsOnCpu(() => tf.sum(tf.zeros([0, 3]), 0)));
  it('over many rows round little', async () => {
    const [{ values }] = await on('wasm', () => tf.sum(tf.fill([200_000, 2], 0.1), 0));
    expect(Math.abs(values[0] / 20_000 - 1)).toBeLessThan(1e-4);
  });
});
