import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index';
import { readRows } from '../../lib/engine/rows';
import { fitCurve } from '../../lib/projection/umap/curve';
import { fuzzySet, memberships } from '../../lib/projection/umap/fuzzy-set';
import { tabulateGradients } from '../../lib/projection/umap/gradients';
import { layoutStepper } from '../../lib/projection/umap/layout';
import { nearestOf, nearRows } from '../../lib/projection/umap/neighbours';
import { clusters, projectionReference } from '../reference/batches';

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

test.each(projectionReference().curves)(
  'the curve for a minimal distance of $minDistance is umap-learn’s',
  reference => {
    const { a, b } = fitCurve(reference.minDistance);
    expect(Math.abs(a - reference.a)).toBeLessThan(1e-4);
    expect(Math.abs(b - reference.b)).toBeLessThan(1e-4);
  },
);

describe('memberships', () => {
  const row = (...distances: number[]) => ({
    indices: Int32Array.from(distances, (_, i) => i + 1),
    distances: Float32Array.from(distances),
    k: distances.length,
  });
  const sum = (values: Float32Array) => values.reduce((a, b) => a + b, 0);

  test('the nearest is certain, the others fall off, and all add up to log2(neighbours)', () => {
    const weights = memberships(row(0.1, 0.2, 0.3, 0.5, 0.9, 1.1, 1.2));
    expect(weights[0]).toBe(1);
    expect(Array.from(weights)).toEqual(Array.from(weights).sort((a, b) => b - a));
    expect(sum(weights)).toBeCloseTo(3, 4); // log2(7 + 1)
  });

  test('distances in another unit change nothing', () => {
    const one = memberships(row(0.1, 0.2, 0.3, 0.5, 0.9));
    const other = memberships(row(100, 200, 300, 500, 900));
    one.forEach((weight, i) => {
      expect(weight).toBeCloseTo(other[i], 4);
    });
  });

  test('copies are certain neighbours', () => {
    expect(Array.from(memberships(row(0, 0, 0, 0)))).toEqual([1, 1, 1, 1]);
    const weights = memberships(row(0, 0, 0, 2, 3, 4));
    expect(Array.from(weights.subarray(0, 4))).toEqual([1, 1, 1, 1]);
    expect(weights.every(weight => weight >= 0 && weight <= 1)).toBe(true);
  });
});

test('a pair is in the fuzzy set once, with a + b - ab', () => {
  // 0 and 1 are each other's nearest, 2's nearest is 1
  const near = { indices: Int32Array.of(1, 2, 0, 2, 1, 0), distances: Float32Array.of(1, 4, 1, 3, 3, 4), k: 2 };
  const weights = memberships(near);
  const { heads, tails, weights: both } = fuzzySet(near);
  const pairs = Array.from(heads, (head, i) => [head, tails[i], both[i]]);
  expect(pairs.map(([head, tail]) => [head, tail])).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ]);
  const union = (a: number, b: number) => weights[a] + weights[b] - weights[a] * weights[b];
  [union(0, 2), union(1, 5), union(3, 4)].forEach((expected, i) => {
    expect(pairs[i][2]).toBeCloseTo(expected, 6);
  });
});

test.each(projectionReference().graphs)(
  '$n x $d, $metric, $neighbours neighbours: the fuzzy set is umap-learn’s',
  async ({ n, d, classes, seed, neighbours, metric, pairs }) => {
    const rows = await readRows('test', 'rows', { rows: clusters(seed, n, d, classes).rows, dim: d });
    const { heads, tails, weights } = fuzzySet(
      await nearRows(rows, rows, { k: neighbours - 1, metric, excludeSelf: true }),
    );
    const found = Array.from(heads, (head, i) => [Math.min(head, tails[i]), Math.max(head, tails[i]), weights[i]]);
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    expect(found.map(([head, tail]) => [head, tail])).toEqual(pairs.map(([head, tail]) => [head, tail]));
    found.forEach(([, , weight], i) => {
      expect(Math.abs(weight - pairs[i][2])).toBeLessThan(1e-4);
    });
  },
);

test('of neighbours found, the first few are those of a search for fewer', async () => {
  const rows = await readRows('test', 'rows', { rows: clusters(4, 50, 6, 3).rows, dim: 6 });
  const search = (k: number) => nearRows(rows, rows, { k, metric: 'cosine', excludeSelf: true });
  expect(nearestOf(await search(20), 7)).toEqual(await search(7));
});

test.each([2, 3])('in %i dimensions a point that a neighbour has pulled along does not push itself', components => {
  const pair = { heads: Int32Array.of(0), tails: Int32Array.of(1), weights: Float32Array.of(1) };
  const table = (value: (squared: number) => number) => {
    const bits = new Uint32Array(1);
    const float = new Float32Array(bits.buffer);
    return Float32Array.from({ length: 1 << 17 }, (_, i) => {
      bits[0] = i << 14;
      return value(float[0]);
    });
  };
  const layout = (push: (squared: number) => number) => {
    const points = new Float32Array(2 * components);
    points[components] = 10;
    const step = layoutStepper(points, components, pair, { attract: table(() => -0.01), repel: table(push) }, 10, 1);
    for (let epoch = 0; epoch < 10; epoch++) step(epoch);
    return points;
  };
  const nearAlone = layout(squared => (squared < 1 ? 1 : 0)); // only the point itself is that near
  expect(nearAlone).toEqual(layout(() => 0));
  expect(nearAlone[components]).toBeLessThan(9.5);
});

test('the tables of gradients are the formulas to 0.1 %', () => {
  const [a, b] = [1.576943, 0.8950609];
  const { attract, repel } = tabulateGradients({ a, b });
  for (const squared of [1e-8, 1e-3, 0.07, 1, 3.3, 120, 4e4]) {
    const index = new Uint32Array(Float32Array.of(squared).buffer)[0] >>> 14;
    const pull = (-2 * a * b * squared ** (b - 1)) / (1 + a * squared ** b);
    const push = (2 * b) / ((0.001 + squared) * (1 + a * squared ** b));
    expect(Math.abs(attract[index] / pull - 1)).toBeLessThan(2e-3);
    expect(Math.abs(repel[index] / push - 1)).toBeLessThan(2e-3);
  }
});
