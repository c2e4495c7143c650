import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { fitPca } from '../../lib/projection/pca';
import { clusters, projectionReference, uniform } from '../reference/batches';

/** Clusters whose columns shrink, so that axes are told apart. */
const shrinking = (seed: number, n: number, d: number, classes: number) => ({
  rows: clusters(seed, n, d, classes).rows.map((x, i) => x / (1 + (i % d))),
  dim: d,
});
const furthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), a.length === b.length ? 0 : Number.NaN);

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

describe('fitPca', () => {
  const cases = projectionReference().pca.flatMap(reference =>
    (['ml-pca', 'subspace'] as const).map(method => ({ ...reference, method })),
  );
  test.each(cases)('by $method, $n x $d, equals scikit-learn', async reference => {
    const { n, d, classes, components, seed, method, ratio, loadings } = reference;
    const before = tf.memory().numTensors;
    const { axes, explainedVarianceRatio } = await fitPca(shrinking(seed, n, d, classes), { components, method });
    expect(tf.memory().numTensors).toBe(before);
    expect(furthest(explainedVarianceRatio, ratio)).toBeLessThan(1e-5);
    loadings.forEach((expected, i) => {
      const found = axes.subarray(i * d, i * d + expected.length).map(Math.abs);
      expect(furthest(found, expected)).toBeLessThan(1e-4);
    });
  });

  test('both methods find the same, signs and all', async () => {
    const rows = shrinking(9, 400, 150, 7);
    const [one, other] = [await fitPca(rows, { method: 'ml-pca' }), await fitPca(rows, { method: 'subspace' })];
    expect(furthest(one.axes, other.axes)).toBeLessThan(2e-5);
    expect(furthest(one.explainedVarianceRatio, other.explainedVarianceRatio)).toBeLessThan(1e-6);
    expect(furthest(await one.transform(rows), await other.transform(rows))).toBeLessThan(1e-4);
  });

  test('axes are orthonormal, and the largest loading of each is positive', async () => {
    for (const method of ['ml-pca', 'subspace'] as const) {
      for (const dim of [3, 40]) {
        const rows = { rows: uniform(5, 60 * dim), dim };
        const { axes } = await fitPca(rows, { method });
        const axis = [0, 1, 2].map(i => Array.from(axes.subarray(i * dim, (i + 1) * dim)));
        axis.forEach((a, i) => {
          axis.forEach((b, j) => {
            expect(a.reduce((sum, x, c) => sum + x * b[c], 0)).toBeCloseTo(i === j ? 1 : 0, 5);
          });
          const largest = a.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0);
          expect(largest).toBeGreaterThan(0);
        });
      }
    }
  });

  test('an ellipse: its axes, the share of each, and coordinates along them', async () => {
    const rows = { rows: Float32Array.of(13, 14, 7, 6, 10 + 0.8, 10 - 0.6, 10 - 0.8, 10 + 0.6), dim: 2 };
    const { mean, axes, explainedVarianceRatio, transform } = await fitPca(rows, { components: 2 });
    expect(furthest(mean, [10, 10])).toBeLessThan(1e-6);
    expect(furthest(axes, [0.6, 0.8, 0.8, -0.6])).toBeLessThan(1e-6);
    expect(furthest(explainedVarianceRatio, [50 / 52, 2 / 52])).toBeLessThan(1e-6);
    expect(furthest(await transform(rows), [5, 0, -5, 0, 0, 1, 0, -1])).toBeLessThan(1e-5);
    expect(furthest(await transform(tf.tensor2d([[10, 20]])), [8, -6])).toBeLessThan(1e-5);
  });

  test('units do not matter, not even where 32 bits would overflow', async () => {
    const rows = shrinking(9, 100, 140, 7);
    const { axes, explainedVarianceRatio } = await fitPca(rows);
    for (const unit of [2 ** 90, 2 ** -90, 2 ** 120]) {
      const other = await fitPca({ rows: rows.rows.map(x => x * unit), dim: 140 });
      expect(furthest(other.axes, axes)).toBeLessThan(1e-6);
      expect(furthest(other.explainedVarianceRatio, explainedVarianceRatio)).toBeLessThan(1e-6);
    }
  });

  test('rows far from 0 keep their axes, an odd number of rows as well as an even one', async () => {
    for (const n of [100, 101]) {
      const { rows, dim } = shrinking(9, n, 140, 7);
      const near = await fitPca({ rows, dim });
      for (const method of ['ml-pca', 'subspace'] as const) {
        const far = await fitPca({ rows: rows.map(x => x + 64), dim }, { method });
        expect(furthest(far.axes, near.axes)).toBeLessThan(1e-4);
        expect(furthest(far.explainedVarianceRatio, near.explainedVarianceRatio)).toBeLessThan(1e-5);
        expect(
          furthest(
            far.mean,
            near.mean.map(x => x + 64),
          ),
        ).toBeLessThan(1e-5);
      }
    }
  });

  test.each([5, 6, 7, 33].flatMap(n => [130, 131, 133].map(dim => ({ n, dim }))))(
    'the middle of $n rows of $dim numbers, and how they vary about it, are exact',
    async ({ n, dim }) => {
      const { rows } = shrinking(9, n, dim, 3);
      const { mean, explainedVarianceRatio, transform } = await fitPca({ rows, dim }, { method: 'subspace' });
      const column = (c: number) => Array.from({ length: n }, (_, i) => rows[i * dim + c]);
      const middles = Array.from({ length: dim }, (_, c) => column(c).reduce((sum, x) => sum + x) / n);
      expect(furthest(mean, middles)).toBeLessThan(1e-6);
      const total = middles.reduce(
        (sum, middle, c) => sum + column(c).reduce((all, x) => all + (x - middle) ** 2, 0),
        0,
      );
      const along = (await transform({ rows, dim })).filter((_, i) => i % 3 === 0).reduce((sum, x) => sum + x * x, 0);
      expect(explainedVarianceRatio[0]).toBeCloseTo(along / total, 5);
    },
  );

  test('copies by the hundred weigh as much as they are many', async () => {
    const rows = Float32Array.from({ length: 2 * 500 }, (_, i) => (i < 2 * 300 ? 1 : i % 2 ? 4 : -3));
    for (const method of ['ml-pca', 'subspace'] as const) {
      const { mean, axes, explainedVarianceRatio } = await fitPca({ rows, dim: 2 }, { components: 2, method });
      expect(furthest(mean, [0.6 - 1.2, 0.6 + 1.6])).toBeLessThan(1e-5);
      expect(furthest(axes.subarray(0, 2), [0.8, -0.6])).toBeLessThan(1e-5);
      expect(furthest(explainedVarianceRatio, [1, 0])).toBeLessThan(1e-5);
    }
  });

  test('constant columns take no part; rows that are all the same vary along none', async () => {
    for (const method of ['ml-pca', 'subspace'] as const) {
      const rows = uniform(3, 100 * 6).map((x, i) => (i % 6 < 4 ? 7 : x));
      const { axes, explainedVarianceRatio } = await fitPca({ rows, dim: 6 }, { method });
      expect(furthest(axes.subarray(0, 4), [0, 0, 0, 0])).toBeLessThan(1e-6);
      expect(explainedVarianceRatio[0] + explainedVarianceRatio[1]).toBeCloseTo(1, 6);
      expect(explainedVarianceRatio[2]).toBeCloseTo(0, 6);

      const same = { rows: new Float32Array(60).fill(2.5), dim: 6 };
      const none = await fitPca(same, { method });
      expect(Array.from(none.explainedVarianceRatio)).toEqual([0, 0, 0]);
      expect(Array.from(await none.transform(same)).every(x => x === 0)).toBe(true);
    }
  });

  test('fewer directions than axes asked for: the rest have no variance, and are axes all the same', async () => {
    const rows = uniform(3, 50 * 150).map((_, i) => (i % 150) * Math.floor(i / 150)); // a line in 150 columns
    const { axes, explainedVarianceRatio } = await fitPca({ rows, dim: 150 });
    expect(explainedVarianceRatio[0]).toBeCloseTo(1, 6);
    expect(explainedVarianceRatio[1]).toBeCloseTo(0, 5);
    for (const i of [0, 1, 2]) expect(Math.hypot(...axes.subarray(i * 150, (i + 1) * 150))).toBeCloseTo(1, 5);
  });

  test('refuses what it cannot answer', async () => {
    const rows = { rows: uniform(1, 40), dim: 4 };
    for (const components of [5, 0, 1.5, Number.NaN]) {
      await expect(fitPca(rows, { components })).rejects.toThrow(
        `fitPca: components is ${components}, expected a whole number from 1 to 4, since rows has shape [10, 4]`,
      );
    }
    await expect(fitPca({ rows: uniform(1, 4), dim: 4 })).rejects.toThrow(
      'fitPca: rows has 1 row, expected at least 2',
    );
    await expect(fitPca(rows, { method: 'svd' as never })).rejects.toThrow('fitPca: method is svd');
    await expect(fitPca({ rows: Float32Array.of(1, Number.NaN), dim: 1 })).rejects.toThrow(
      'fitPca: rows (shape [2, 1])',
    );
    const { transform } = await fitPca(rows);
    await expect(transform({ rows: uniform(1, 9), dim: 3 })).rejects.toThrow(
      'Pca.transform: rows has shape [3, 3], expected [n, 4]',
    );
  });
});
