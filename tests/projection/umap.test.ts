import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { knnAccuracy } from '../../lib/metrics/knn';
import { trustworthiness } from '../../lib/metrics/trustworthiness';
import { nearestNeighbours } from '../../lib/neighbours/nearest-neighbours';
import { fitUmap, umapNeighbours } from '../../lib/projection/umap/umap';
import { clusters, projectionReference, uniform } from '../reference/batches';

const flat = (layout: Float32Array, dim = 2) => ({ rows: layout, dim });
const finite = (values: Float32Array) => values.every(Number.isFinite);
/** Ten clusters, well apart. */
const apart = (n: number, d = 16, classes = 10) => {
  const { rows, labels } = clusters(5, n, d, classes);
  const centres = uniform(6, classes * d);
  return {
    rows: { rows: rows.map((x, i) => x / 4 + centres[labels[Math.floor(i / d)] * d + (i % d)]), dim: d },
    labels,
  };
};

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

describe('fitUmap', () => {
  test.each(projectionReference().umap)('$n x $d, $metric: can be trusted as far as umap-learn', async reference => {
    const { n, d, classes, seed, metric } = reference;
    const rows = { rows: clusters(seed, n, d, classes).rows, dim: d };
    let trust = 0;
    const seeds = 12; // a layout's trustworthiness differs by 0.007 from seed to seed; umap-learn's is the mean of 20
    for (let seed = 0; seed < seeds; seed++) {
      const { layout } = await fitUmap(rows, { metric, seed });
      trust += (await trustworthiness(rows, flat(layout), { metric })) / seeds;
    }
    expect(trust).toBeGreaterThan(reference.trustworthiness - 0.005);
  });

  test('clusters stay clusters, as with umap-js', async () => {
    const { rows, labels } = apart(300);
    const measures: number[] = [];
    for (const engine of ['course', 'umap-js'] as const) {
      const { layout, finished, epochs } = await fitUmap(rows, { engine, epochs: 100 });
      expect([finished, epochs, layout.length]).toEqual([true, 100, 600]);
      expect(await knnAccuracy(flat(layout), labels, flat(layout), labels, { k: 10, metric: 'euclidean' })).toBe(1);
      measures.push(await trustworthiness(rows, flat(layout)));
    }
    expect(measures[0]).toBeGreaterThan(measures[1] - 0.01);
  });

  test('the same seed gives the same layout byte for byte, another seed another', async () => {
    const { rows } = apart(300);
    const before = tf.memory().numTensors;
    const layout = async (seed: number) => (await fitUmap(rows, { epochs: 30, seed })).layout;
    const first = await layout(1);
    expect(await layout(1)).toEqual(first);
    expect(await layout(2)).not.toEqual(first);
    expect(tf.memory().numTensors).toBe(before);
    for (const seed of [3, 3]) {
      const options = { seed, epochs: 5, engine: 'umap-js' } as const;
      expect((await fitUmap(rows, options)).layout).toEqual((await fitUmap(rows, options)).layout);
    }
  });

  test('cosine looks at directions alone, euclidean at distances', async () => {
    const { rows } = apart(200);
    const longer = { rows: rows.rows.map((x, i) => x * 2 ** (Math.floor(i / 16) % 5)), dim: 16 };
    const layout = async (of: typeof rows, metric: 'cosine' | 'euclidean') =>
      (await fitUmap(of, { metric, epochs: 20 })).layout;
    expect(await layout(longer, 'cosine')).toEqual(await layout(rows, 'cosine'));
    expect(await layout(longer, 'euclidean')).not.toEqual(await layout(rows, 'euclidean'));
  });

  test('in one and in three dimensions clusters stay clusters', async () => {
    const { rows, labels } = apart(200, 16, 4);
    for (const components of [1, 3]) {
      const { layout } = await fitUmap(rows, { components });
      expect(layout.length).toBe(200 * components);
      const points = flat(layout, components);
      const accuracy = await knnAccuracy(points, labels, points, labels, { k: 5, metric: 'euclidean' });
      expect(accuracy).toBeGreaterThan(0.97);
    }
  });

  test('points come nearer to each other the smaller the minimal distance', async () => {
    const { rows } = apart(200);
    const gap = async (minDistance: number) => {
      const { layout } = await fitUmap(rows, { minDistance });
      let sum = 0;
      for (let i = 0; i < 200; i++) {
        let least = Number.POSITIVE_INFINITY;
        for (let j = 0; j < 200; j++) {
          if (j !== i)
            least = Math.min(least, Math.hypot(layout[2 * i] - layout[2 * j], layout[2 * i + 1] - layout[2 * j + 1]));
        }
        sum += least;
      }
      return sum;
    };
    expect(await gap(0)).toBeLessThan((await gap(0.5)) / 2);
  });
});

describe('umapNeighbours', () => {
  test('found once, they give the same layouts byte for byte, for as many neighbours or fewer', async () => {
    const { rows } = apart(150);
    for (const metric of ['cosine', 'euclidean'] as const) {
      const near = await umapNeighbours(rows, { metric, neighbours: 20 });
      for (const neighbours of [5, 20]) {
        for (const minDistance of [0, 0.4]) {
          const options = { metric, neighbours, minDistance, epochs: 10 };
          expect((await fitUmap(rows, { ...options, near })).layout).toEqual((await fitUmap(rows, options)).layout);
        }
      }
    }
  });

  test('fewer points than neighbours: all are found, and are enough', async () => {
    const { rows } = apart(9);
    const near = await umapNeighbours(rows, { neighbours: 50 });
    expect(near.k).toBe(8);
    expect((await fitUmap(rows, { near })).layout).toEqual((await fitUmap(rows)).layout);
  });

  test('of many rows it finds nearly all, wherever they lie, copies by the thousand among them', async () => {
    const { rows } = apart(4600);
    for (let i = 1; i < 1200; i++) rows.rows.copyWithin(i * 16, 0, 16);
    const k = 14;
    for (const metric of ['cosine', 'euclidean'] as const) {
      const { distances } = await umapNeighbours(rows, { metric, neighbours: k + 1 });
      const exact = await nearestNeighbours(rows, rows, { k, metric, excludeSelf: true });
      let found = 0;
      for (let i = 0; i < distances.length; i++) {
        const furthest = exact.similarities[Math.floor(i / k) * k + k - 1];
        const nearEnough = metric === 'cosine' ? 1 - furthest : -furthest;
        if (distances[i] <= nearEnough + 1e-6) found++;
      }
      expect(found / distances.length).toBeGreaterThan(0.985);
      expect(distances.subarray(0, 1200 * k).every(distance => distance === 0)).toBe(true);
    }
  });

  test('refuses a single row, options out of range, and NaN', async () => {
    const { rows } = apart(20);
    await expect(umapNeighbours({ rows: uniform(1, 5), dim: 5 })).rejects.toThrow(
      'umapNeighbours: rows has 1 row, expected at least 2',
    );
    await expect(umapNeighbours(rows, { neighbours: 1 })).rejects.toThrow('umapNeighbours: neighbours is 1, expected');
    rows.rows[17] = Number.NaN;
    await expect(umapNeighbours(rows)).rejects.toThrow('umapNeighbours: rows (shape [20, 16]) holds NaN at row 1');
  });

  test('fitUmap refuses neighbours of other rows, by another metric, or too few', async () => {
    const { rows } = apart(100);
    const near = await umapNeighbours(rows, { neighbours: 10 });
    const others = { rows: rows.rows.map((x, i) => x + (i % 7) / 5), dim: 16 };
    for (const [given, options, words] of [
      [others, { near, neighbours: 10 }, 'near holds the neighbours of other rows: row 0 has its nearest at'],
      [apart(99).rows, { near, neighbours: 10 }, 'near holds neighbours of 100 rows, expected 99'],
      [
        rows,
        { near, neighbours: 10, metric: 'euclidean' },
        "near holds neighbours by the metric 'cosine', expected 'euclidean'",
      ],
      [rows, { near }, 'near holds 9 neighbours a row, expected at least 14 (the row itself counts as one of 15)'],
      [rows, { near: {} }, 'near holds no neighbours; find them with umapNeighbours'],
    ] as const) {
      await expect(fitUmap(given, options as never)).rejects.toThrow(`fitUmap: ${words}`);
    }
  });
});

describe('progress and interrupt', () => {
  test('tells of every epoch, with the points as they are', async () => {
    const { rows } = apart(100);
    for (const engine of ['course', 'umap-js'] as const) {
      const seen: number[] = [];
      const last = { layout: new Float32Array(0) };
      const { layout } = await fitUmap(rows, {
        engine,
        epochs: 12,
        onEpoch({ epoch, epochs, layout }) {
          expect([epochs, layout.length]).toEqual([12, 200]);
          seen.push(epoch);
          last.layout = layout.slice();
        },
      });
      expect(seen).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
      expect(last.layout).toEqual(layout);
    }
  });

  test('interrupted, it keeps the layout so far, and can place new rows in it', async () => {
    const { rows } = apart(200);
    const stop = new AbortController();
    const kept = { layout: new Float32Array(0) };
    const umap = await fitUmap(rows, {
      signal: stop.signal,
      onEpoch({ epoch, layout }) {
        if (epoch < 7) return;
        stop.abort();
        kept.layout = layout.slice();
      },
    });
    expect([umap.epochs, umap.finished]).toEqual([7, false]);
    expect(umap.layout).toEqual(kept.layout);
    expect(finite(await umap.transform(rows))).toBe(true);
  });

  test('interrupted from outside while it works, it ends within a moment', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const { finished } = await fitUmap(apart(500).rows, { epochs: 1e9, signal: stop.signal });
    expect(finished).toBe(false);
  });

  test('interrupted while neighbours are looked for, it is the PCA it starts from', async () => {
    let asked = 0;
    const signal = {
      get aborted() {
        return ++asked > 1; // not yet before the search
      },
    };
    const { epochs, finished, layout } = await fitUmap(apart(100).rows, { signal: signal as AbortSignal });
    expect([epochs, finished]).toEqual([0, false]);
    expect(Math.max(...layout)).toBeCloseTo(10, 2);
  });

  test('interrupted before the first epoch, it is the PCA it starts from', async () => {
    const { epochs, finished, layout } = await fitUmap(apart(100).rows, { signal: AbortSignal.abort() });
    expect([epochs, finished, layout.length]).toEqual([0, false, 200]);
    expect(finite(layout)).toBe(true);
    expect(Math.max(...layout)).toBeCloseTo(10, 2);
  });
});

describe('transform', () => {
  test('places rows it never saw among their kind', async () => {
    const { rows, labels } = apart(700);
    const [old, fresh] = [rows.rows.subarray(0, 500 * 16), rows.rows.subarray(500 * 16)];
    const { layout, transform } = await fitUmap({ rows: old, dim: 16 });
    const before = layout.slice();
    const placed = await transform({ rows: fresh, dim: 16 });
    expect(placed.length).toBe(400);
    const options = { k: 10, metric: 'euclidean' } as const;
    expect(await knnAccuracy(flat(layout), labels.slice(0, 500), flat(placed), labels.slice(500), options)).toBe(1);
    expect(layout).toEqual(before);
  });

  test('a row lands at the same place whoever comes with it', async () => {
    const { rows } = apart(300);
    const { transform } = await fitUmap(rows, { epochs: 60 });
    const all = await transform({ rows: rows.rows.subarray(0, 160), dim: 16 });
    const alone = await transform({ rows: rows.rows.subarray(48, 64), dim: 16 });
    expect(Array.from(alone)).toEqual(Array.from(all.subarray(6, 8)));
  });

  test('refuses rows of another width', async () => {
    const { transform } = await fitUmap(apart(50).rows, { epochs: 1 });
    await expect(transform({ rows: uniform(1, 30), dim: 15 })).rejects.toThrow(
      'Umap.transform: rows has shape [2, 15], expected [n, 16]',
    );
  });
});

describe('rows that are none of the usual', () => {
  test('fewer points than neighbours: all are neighbours', async () => {
    for (const engine of ['course', 'umap-js'] as const) {
      for (const n of [2, 3, 9]) {
        const rows = { rows: uniform(n, 5 * n), dim: 5 };
        const { layout, transform } = await fitUmap(rows, { engine });
        expect(layout.length).toBe(2 * n);
        expect(finite(layout)).toBe(true);
        expect(finite(await transform(rows))).toBe(true);
      }
    }
  });

  test('a single point lies at 0, and so does every new one', async () => {
    const { layout, finished, transform } = await fitUmap({ rows: uniform(1, 5), dim: 5 });
    expect([Array.from(layout), finished]).toEqual([[0, 0], true]);
    expect(Array.from(await transform({ rows: uniform(2, 10), dim: 5 }))).toEqual([0, 0, 0, 0]);
  });

  test('copies by the hundred, constant columns, rows of zeros, narrow rows', async () => {
    const { rows } = apart(400).rows;
    for (let i = 0; i < 250; i++) rows.copyWithin(i * 16, 0, 16);
    rows.fill(0, 300 * 16, 320 * 16);
    for (let i = 3; i < rows.length; i += 16) rows[i] = 1;
    const narrow = { rows: uniform(3, 100), dim: 1 };
    const same = { rows: new Float32Array(200).fill(0.3), dim: 2 };
    for (const metric of ['cosine', 'euclidean'] as const) {
      for (const engine of ['course', 'umap-js'] as const) {
        for (const given of [{ rows, dim: 16 }, narrow, same]) {
          const { layout, transform } = await fitUmap(given, { metric, engine, epochs: 20 });
          expect(finite(layout)).toBe(true);
          expect(finite(await transform({ rows: given.rows.slice(0, 5 * given.dim), dim: given.dim }))).toBe(true);
        }
      }
    }
  });

  test('units do not matter', async () => {
    const { rows } = apart(100);
    const layout = async (unit: number) => {
      const other = { rows: rows.rows.map(x => x * unit), dim: 16 };
      return (await fitUmap(other, { metric: 'euclidean', epochs: 1 })).layout;
    };
    const usual = await layout(1);
    for (const unit of [2 ** 60, 2 ** -60]) {
      const other = await layout(unit);
      expect(other.every((x, i) => Math.abs(x - usual[i]) < 1e-3)).toBe(true);
    }
  });

  test('refuses numbers that are none, and options out of range', async () => {
    const rows = { rows: uniform(1, 40), dim: 4 };
    const holed = { rows: rows.rows.map((x, i) => (i === 9 ? Number.NaN : x)), dim: 4 };
    await expect(fitUmap(holed)).rejects.toThrow('fitUmap: rows (shape [10, 4]) holds NaN at row 2, column 1');
    for (const [options, words] of [
      [{ neighbours: 1 }, 'neighbours is 1, expected a whole number of at least 2'],
      [{ epochs: 0 }, 'epochs is 0, expected a whole number of at least 1'],
      [{ components: 1.5 }, 'components is 1.5'],
      [{ minDistance: -0.1 }, 'minDistance is -0.1, expected a number from 0 to 1'],
      [{ minDistance: Number.NaN }, 'minDistance is NaN'],
      [{ seed: 0.5 }, 'seed is 0.5, expected a whole number'],
      [{ metric: 'angle' }, "metric is 'angle', expected 'cosine' or 'euclidean'"],
      [{ engine: 'gpu' }, "engine is 'gpu', expected 'course' or 'umap-js'"],
    ] as const) {
      await expect(fitUmap(rows, options as never)).rejects.toThrow(`fitUmap: ${words}`);
    }
  });
});
