import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { neighboursKept } from '../../lib/metrics/neighbours-kept';
import { trustworthiness } from '../../lib/metrics/trustworthiness';
import { clusters, projectionReference, uniform } from '../reference/batches';

/** A row a point, n of them on a line or where `place` says. */
const line = (n: number, place = (i: number) => i) => ({
  rows: Float32Array.from({ length: 2 * n }, (_, i) => (i % 2 ? 1 : place(i >> 1))),
  dim: 2,
});
/** The first `width` numbers of every row. */
const columns = (rows: Float32Array, dim: number, width: number) =>
  Float32Array.from({ length: (rows.length / dim) * width }, (_, i) => rows[Math.floor(i / width) * dim + (i % width)]);

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

describe('trustworthiness and neighboursKept', () => {
  test.each(projectionReference().measures)(
    '$n x $d, $projection, $metric, k = $k equal scikit-learn',
    async ({ n, d, classes, seed, k, metric, projection, ...expected }) => {
      const { rows } = clusters(seed, n, d, classes);
      const low = projection === 'columns' ? columns(rows, d, 2) : uniform(seed + 1, 2 * n);
      const pair = [
        { rows, dim: d },
        { rows: low, dim: 2 },
      ] as const;
      const before = tf.memory().numTensors;
      expect(await trustworthiness(...pair, { k, metric })).toBeCloseTo(expected.trustworthiness, 5);
      expect(await neighboursKept(...pair, { k, metric })).toBeCloseTo(expected.kept, 3);
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  test('are 1 for rows as they are, moved, turned and stretched', async () => {
    const rows = { rows: uniform(1, 400), dim: 4 };
    const moved = { rows: rows.rows.map((_, i) => 3 * rows.rows[i ^ 1] * (i % 4 < 2 ? -1 : 1) + 7), dim: 4 };
    for (const low of [rows, moved]) {
      expect(await trustworthiness(rows, low, { metric: 'euclidean' })).toBe(1);
      expect(await neighboursKept(rows, low, { metric: 'euclidean' })).toBe(1);
    }
  });

  test('a stranger among the neighbours costs trust by how far off it is, and keeps by whether it is one', async () => {
    const rows = line(40);
    const swapped = (a: number, b: number) => line(40, i => (i === a ? b : i === b ? a : i));
    const options = { k: 2, metric: 'euclidean' } as const;
    const [near, far] = [swapped(10, 14), swapped(10, 34)];
    expect(await trustworthiness(rows, far, options)).toBeLessThan((await trustworthiness(rows, near, options)) - 0.05);
    expect(await neighboursKept(rows, far, options)).toBeCloseTo(await neighboursKept(rows, near, options), 1);
  });

  test('rows as near to each other share their rank: copies by the hundred are no strangers', async () => {
    const { rows } = clusters(3, 500, 6, 5);
    for (let i = 0; i < 300; i++) rows.copyWithin(i * 6, 0, 6);
    expect(await trustworthiness({ rows, dim: 6 }, { rows, dim: 6 }, { metric: 'euclidean' })).toBeCloseTo(1, 9);
  });

  test('take tensors', async () => {
    const [high, low] = [tf.tensor2d(uniform(1, 80), [20, 4]), tf.tensor2d(uniform(2, 40), [20, 2])];
    expect(await trustworthiness(high, low, { k: 3 })).toBeLessThan(0.8);
    expect(await neighboursKept(high, low, { k: 3 })).toBeLessThan(0.5);
  });

  test('refuse what makes no sense', async () => {
    const [high, low] = [
      { rows: uniform(1, 80), dim: 4 },
      { rows: uniform(2, 40), dim: 2 },
    ];
    for (const k of [0, 1.5, 10, Number.NaN]) {
      await expect(trustworthiness(high, low, { k })).rejects.toThrow(
        `trustworthiness: k is ${k}, expected a whole number of at least 1 and below half of the 20 rows`,
      );
    }
    const [one, point] = [
      { rows: uniform(1, 4), dim: 4 },
      { rows: uniform(2, 2), dim: 2 },
    ];
    await expect(trustworthiness(one, point, { k: 1 })).rejects.toThrow('below half of the 1 row');
    await expect(neighboursKept(one, point, { k: 1 })).rejects.toThrow('below the 1 row');
    await expect(neighboursKept(high, low, { k: 20 })).rejects.toThrow('neighboursKept: k is 20, expected');
    await expect(trustworthiness(high, high, { metric: 'angle' as never })).rejects.toThrow("metric is 'angle'");
    await expect(trustworthiness(high, { rows: low.rows, dim: 4 })).rejects.toThrow(
      'trustworthiness: low has 10 rows, expected 20',
    );
    const holed = { rows: low.rows.map((x, i) => (i === 5 ? Number.NaN : x)), dim: 2 };
    await expect(trustworthiness(holed, high, { k: 3 })).rejects.toThrow(
      'trustworthiness: high (shape [20, 2]) holds NaN at row 2',
    );
    await expect(neighboursKept(high, holed)).rejects.toThrow('neighboursKept: low (shape [20, 2]) holds NaN at row 2');
  });
});
