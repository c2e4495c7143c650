import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { knnAccuracy, knnPredict } from '../../lib/metrics/knn';
import { nearestNeighbours } from '../../lib/neighbours/nearest-neighbours';
import { clusters, uniform } from '../reference/batches';

const rowsOf = (...rows: number[][]) => ({ rows: Float32Array.from(rows.flat()), dim: rows[0].length });
/** Not what the types allow, but what a cell may pass. */
const wrong = (value: unknown) => value as never;

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

describe('nearestNeighbours', () => {
  test('orders rows by their cosine, whatever their length', async () => {
    const gallery = rowsOf([0, 5], [1, 1], [100, 1], [-1, 0]);
    const { indices, similarities, k } = await nearestNeighbours(gallery, rowsOf([1, 0]), { k: 4 });
    expect(k).toBe(4);
    expect(Array.from(indices)).toEqual([2, 1, 0, 3]);
    expect(similarities[1]).toBeCloseTo(Math.SQRT1_2, 6);
    expect(similarities[3]).toBeCloseTo(-1, 6);
  });

  test('orders rows by their distance as given, and gives it with a minus', async () => {
    const gallery = rowsOf([0, 5], [1, 1], [100, 1], [-1, 0]);
    const { indices, similarities } = await nearestNeighbours(gallery, rowsOf([1, 0]), { k: 4, metric: 'euclidean' });
    expect(Array.from(indices)).toEqual([1, 3, 0, 2]);
    expect(Array.from(similarities).map(x => x.toFixed(4))).toEqual(['-1.0000', '-2.0000', '-5.0990', '-99.0051']);
  });

  test('puts the lower row first where two are as near', async () => {
    const same = rowsOf([1, 2], [1, 2], [3, 3], [1, 2], [1, 2]);
    for (const metric of ['cosine', 'euclidean'] as const) {
      const { indices } = await nearestNeighbours(same, rowsOf([1, 2]), { k: 3, metric });
      expect(Array.from(indices)).toEqual([0, 1, 3]);
    }
  });

  test('finds the same over several blocks as a plain scan', async () => {
    const [n, m, d, k] = [9000, 1300, 6, 7]; // three blocks of the gallery, two of queries
    const [gallery, queries] = [uniform(1, n * d), uniform(2, m * d)];
    const { indices } = await nearestNeighbours({ rows: gallery, dim: d }, { rows: queries, dim: d }, { k });
    const unit = (rows: Float32Array, i: number) => {
      const row = rows.subarray(i * d, (i + 1) * d);
      return row.map(x => x / Math.hypot(...row));
    };
    const units = Array.from({ length: n }, (_, i) => unit(gallery, i));
    for (const query of [0, 1023, 1024, 1299]) {
      const own = unit(queries, query);
      const scan = units.map((row, i) => ({ i, cosine: row.reduce((sum, x, j) => sum + x * own[j], 0) }));
      scan.sort((a, b) => b.cosine - a.cosine);
      expect(Array.from(indices.subarray(query * k, (query + 1) * k))).toEqual(scan.slice(0, k).map(({ i }) => i));
    }
  });

  test('of a set searched in itself, products that serve both ways find the same as products of one way', async () => {
    const [n, d] = [2600, 5]; // three blocks each way
    const rows = uniform(7, n * d);
    for (let i = 0; i < 60; i++) rows.copyWithin(((i * 43) % n) * d, 0, d); // copies in all blocks: of them the lower rows come first
    for (const metric of ['cosine', 'euclidean'] as const) {
      for (const excludeSelf of [false, true]) {
        const set = { rows, dim: d };
        const options = { k: 9, metric, excludeSelf };
        const both = await nearestNeighbours(set, set, options);
        const one = await nearestNeighbours(set, { rows: rows.slice(), dim: d }, options);
        expect(both.indices).toEqual(one.indices);
        expect(both.similarities).toEqual(one.similarities);
      }
    }
  });

  test('of many wide rows searched in themselves as well', async () => {
    const [n, d] = [9000, 256];
    const patterns = uniform(1, 20 * d);
    const weights = uniform(2, n * 4);
    const rows = uniform(3, n * d).map((noise, i) => {
      const [row, column] = [Math.floor(i / d), i % d];
      let sum = 0.05 * noise;
      for (let w = 0; w < 4; w++) sum += weights[row * 4 + w] * patterns[((row * (w + 3)) % 20) * d + column];
      return sum;
    });
    const set = { rows, dim: d };
    const options = { k: 5, excludeSelf: true };
    const both = await nearestNeighbours(set, set, options);
    const one = await nearestNeighbours(set, { rows: rows.slice(), dim: d }, options);
    expect(both.indices).toEqual(one.indices);
    const most = await nearestNeighbours(set, set, { ...options, recall: 0.9 });
    const wanted = new Set(both.indices.map((row, i) => Math.floor(i / 5) * n + row));
    const found = most.indices.filter((row, i) => wanted.has(Math.floor(i / 5) * n + row));
    expect(found.length / most.indices.length).toBeGreaterThan(0.88);
  });

  test.each([1, 2, 3])('of rows in %i dimensions finds the same by distance as a plain scan', async dim => {
    const [n, m, k] = [900, 70, 6];
    const gallery = uniform(11, n * dim);
    for (let i = 0; i < 200; i++) gallery.copyWithin(((i * 31) % n) * dim, 0, dim); // copies: of them the lower rows come first
    if (dim > 1) for (let i = 0; i < n; i++) gallery[i * dim + 1] = 3; // a constant column
    for (const [queries, excludeSelf] of [
      [uniform(12, m * dim), false],
      [gallery, true],
      [gallery, false],
    ] as const) {
      const options = { k, metric: 'euclidean', excludeSelf } as const;
      const { indices, similarities } = await nearestNeighbours(
        { rows: gallery, dim },
        { rows: queries, dim },
        options,
      );
      for (let query = 0; query < queries.length / dim; query += 13) {
        const scan = Array.from({ length: n }, (_, row) => {
          let squares = 0;
          for (let c = 0; c < dim; c++) squares += (queries[query * dim + c] - gallery[row * dim + c]) ** 2;
          return { row, distance: Math.sqrt(squares) };
        }).filter(({ row }) => !(excludeSelf && row === query));
        scan.sort((a, b) => a.distance - b.distance || a.row - b.row);
        expect(Array.from(indices.subarray(query * k, (query + 1) * k))).toEqual(
          scan.slice(0, k).map(({ row }) => row),
        );
        expect(similarities[query * k + k - 1]).toBeCloseTo(-scan[k - 1].distance, 6);
      }
    }
  });

  test.each(['cosine', 'euclidean'] as const)(
    '%s: with a recall below 1 finds that share, and never the row itself',
    async metric => {
      const { rows } = clusters(5, 3000, 12, 10);
      const noise = uniform(8, 1500 * 12);
      for (const given of [rows, noise, rows.map(x => x / 1000)]) {
        const set = { rows: given, dim: 12 };
        const exact = await nearestNeighbours(set, set, { k: 10, metric, excludeSelf: true });
        for (const recall of [0.5, 0.95]) {
          const before = tf.memory().numTensors;
          const { indices, similarities } = await nearestNeighbours(set, set, {
            k: 10,
            metric,
            excludeSelf: true,
            recall,
          });
          expect(tf.memory().numTensors).toBe(before);
          let found = 0;
          for (let query = 0; query < given.length / 12; query++) {
            const own = Array.from(indices.subarray(query * 10, (query + 1) * 10));
            expect(new Set(own).size).toBe(10);
            expect(own).not.toContain(query);
            const wanted = exact.indices.subarray(query * 10, (query + 1) * 10);
            found += own.filter(row => wanted.includes(row)).length;
          }
          expect(found / indices.length).toBeGreaterThan(recall - 0.02); // the groups to be searched are chosen by a sample
          for (let i = 0; i < similarities.length; i += 97) {
            if (exact.indices[i] === indices[i]) expect(similarities[i]).toBeCloseTo(exact.similarities[i], 5);
          }
        }
      }
    },
  );

  test('with a recall below 1 finds as many neighbours as it is asked for, though that be more than a group has', async () => {
    const { rows } = clusters(5, 700, 6, 10);
    const set = { rows, dim: 6 };
    const { indices } = await nearestNeighbours(set, set, { k: 500, excludeSelf: true, recall: 0.01 });
    expect(indices.every(row => row >= 0)).toBe(true);
    expect(new Set(indices.subarray(0, 500)).size).toBe(500);
  });

  test('refuses a recall that is no share', async () => {
    const set = rowsOf([1, 0], [0, 1], [1, 1]);
    for (const recall of [0, -1, 1.1, Number.NaN]) {
      await expect(nearestNeighbours(set, set, { k: 1, excludeSelf: true, recall })).rejects.toThrow(
        `nearestNeighbours: recall is ${recall}, expected a number above 0, up to 1`,
      );
    }
  });

  test('excludeSelf leaves out the row itself, not its copies', async () => {
    const rows = rowsOf([1, 0], [0, 1], [1, 0]);
    const { indices } = await nearestNeighbours(rows, rows, { k: 2, excludeSelf: true });
    expect(Array.from(indices)).toEqual([2, 1, 0, 2, 0, 1]);
  });

  test('takes tensors as well as arrays, and leaves them alone', async () => {
    const gallery = tf.tensor2d([
      [0, 1],
      [1, 0],
    ]);
    const before = tf.memory().numTensors;
    const { indices } = await nearestNeighbours(gallery, gallery, { k: 1 });
    expect(Array.from(indices)).toEqual([0, 1]);
    expect(tf.memory().numTensors).toBe(before);
    expect(gallery.isDisposed).toBe(false);
  });

  test('a row of zeros has the cosine 0 with every row', async () => {
    const { indices, similarities } = await nearestNeighbours(rowsOf([-1, 0], [0, 0], [1, 0]), rowsOf([1, 0]), {
      k: 3,
    });
    expect(Array.from(indices)).toEqual([2, 1, 0]);
    expect(Array.from(similarities)).toEqual([1, 0, -1]);
  });

  test('finds exactly the same among many wide rows, where bounds rule most of them out', async () => {
    const [n, m, d, k] = [9000, 3000, 784, 20];
    // like pictures: sums of a few patterns, with a little noise
    const patterns = uniform(1, 30 * d);
    const rows = new Float32Array((n + m) * d);
    const weights = uniform(2, (n + m) * 4);
    const noise = uniform(3, rows.length);
    for (let i = 0; i < n + m; i++) {
      for (let w = 0; w < 4; w++) {
        const pattern = ((i * (w + 3)) % 30) * d;
        for (let j = 0; j < d; j++) rows[i * d + j] += weights[i * 4 + w] * patterns[pattern + j];
      }
      for (let j = 0; j < d; j++) rows[i * d + j] += 0.05 * noise[i * d + j];
    }
    rows.copyWithin(8999 * d, 3 * d, 4 * d); // a row of the last block, and of the queries, that is also in the first block
    rows.copyWithin(n * d, 3 * d, 4 * d);
    const [gallery, queries] = [rows.subarray(0, n * d), rows.subarray(n * d)];
    const { indices, similarities } = await nearestNeighbours(
      { rows: gallery, dim: d },
      { rows: queries, dim: d },
      { k },
    );
    expect(Array.from(indices.subarray(0, 2))).toEqual([3, 8999]);
    for (const query of [0, 1, 1024, 1777, 2999]) {
      const own = queries.subarray(query * d, (query + 1) * d);
      const scan = Array.from({ length: n }, (_, i) => {
        let [product, squares] = [0, 0];
        for (let j = 0; j < d; j++) {
          product += gallery[i * d + j] * own[j];
          squares += gallery[i * d + j] ** 2;
        }
        return { i, cosine: product / Math.sqrt(squares) / Math.hypot(...own) };
      }).sort((a, b) => b.cosine - a.cosine);
      expect(Array.from(indices.subarray(query * k, (query + 1) * k))).toEqual(scan.slice(0, k).map(({ i }) => i));
      expect(similarities[query * k + k - 1]).toBeCloseTo(scan[k - 1].cosine, 6);
    }
  });

  test('tells how far it is, up to 1', async () => {
    const rows = { rows: uniform(1, 20_000), dim: 2 };
    const seen: number[] = [];
    await nearestNeighbours(rows, rows, { k: 5, onProgress: done => seen.push(done) });
    expect(seen.at(-1)).toBe(1);
    expect(seen.every((done, i) => done > 0 && done <= 1 && (i === 0 || done >= seen[i - 1]))).toBe(true);
  });
});

describe('knnPredict', () => {
  const train = rowsOf([1, 0], [1, 0.1], [1, 0.2], [0, 1]);
  test('takes the label with the most votes', async () => {
    expect(Array.from(await knnPredict(train, [5, 3, 3, 9], rowsOf([1, 0]), { k: 3 }))).toEqual([3]);
    expect(Array.from(await knnPredict(train, [5, 3, 3, 9], rowsOf([1, 0]), { k: 1 }))).toEqual([5]);
  });
  test('between labels with as many votes the nearest neighbour’s wins, not the smallest', async () => {
    expect(Array.from(await knnPredict(train, [5, 3, 9, 9], rowsOf([1, 0]), { k: 2 }))).toEqual([5]);
    expect(Array.from(await knnPredict(train, [5, 3, 3, 5], rowsOf([1, 0]), { k: 4 }))).toEqual([5]);
  });
});

describe('knnAccuracy', () => {
  test('is the share of labels that the vote finds', async () => {
    const train = rowsOf([1, 0], [0, 1], [-1, 0]);
    const queries = rowsOf([1, 0.1], [0.1, 1], [-1, 0.1], [0, 2]);
    expect(await knnAccuracy(train, [0, 1, 2], queries, [0, 1, 2, 1], { k: 1 })).toBe(1);
    expect(await knnAccuracy(train, [0, 1, 2], queries, [0, 1, 1, 0], { k: 1 })).toBe(0.5);
    expect(await knnAccuracy(train, tf.tensor1d([0, 1, 2]), queries, Uint8Array.of(0, 0, 0, 0), { k: 1 })).toBe(0.25);
  });

  const train = { rows: uniform(1, 20), dim: 4 };
  const queries = { rows: uniform(2, 8), dim: 4 };
  const labels = [0, 1, 2, 3, 4];
  const call = (options: object) => knnAccuracy(train, labels, queries, [0, 1], options);

  test('refuses a k that is no number of neighbours there are', async () => {
    await expect(call({})).rejects.toThrow('knnAccuracy: k is 20, expected a whole number from 1 to 5');
    await expect(call({})).rejects.toThrow('choose a smaller k');
    for (const k of [0, -1, 1.5, Number.NaN, Infinity, '3']) {
      await expect(call({ k })).rejects.toThrow(`knnAccuracy: k is ${k}, expected a whole number from 1 to 5`);
    }
    await expect(call({ k: 2, metric: 'manhattan' })).rejects.toThrow(
      "metric is 'manhattan', expected 'cosine' or 'euclidean'",
    );
  });

  test('refuses labels that do not fit the rows', async () => {
    await expect(knnAccuracy(train, [0, 1], queries, [0, 1])).rejects.toThrow(
      'knnAccuracy: trainLabels has 2 labels, expected 5: one for each row of train',
    );
    await expect(knnAccuracy(train, labels, queries, [0])).rejects.toThrow(
      'knnAccuracy: testLabels has 1 label, expected 2: one for each row of test',
    );
    await expect(knnAccuracy(train, tf.ones([5, 1]) as never, queries, [0, 1])).rejects.toThrow(
      'knnAccuracy: trainLabels has shape [5, 1], expected [5]',
    );
    await expect(knnAccuracy(train, [0, 1, 2, 3, Number.NaN], queries, [0, 1])).rejects.toThrow(
      'knnAccuracy: trainLabels holds NaN at position 4, expected whole numbers',
    );
    await expect(knnAccuracy(train, wrong(undefined), queries, [0, 1])).rejects.toThrow(
      'knnAccuracy: trainLabels is undefined',
    );
  });

  test('refuses rows that are not of one width, empty, not finite, or no rows', async () => {
    const call = (test: unknown) => knnAccuracy(train, labels, wrong(test), [0, 1], { k: 1 });
    await expect(call(tf.ones([2, 3]))).rejects.toThrow(
      'knnAccuracy: test has shape [2, 3], expected [n, 4] like train',
    );
    await expect(call(tf.ones([2, 2, 2]))).rejects.toThrow('knnAccuracy: test has shape [2, 2, 2], expected [n, dim]');
    await expect(call(tf.ones([0, 4]))).rejects.toThrow(
      'knnAccuracy: test has shape [0, 4], expected at least one row',
    );
    await expect(call({ rows: new Float32Array(0), dim: 4 })).rejects.toThrow(
      'test has shape [0, 4], expected at least one row',
    );
    await expect(call({ rows: new Float32Array(7), dim: 4 })).rejects.toThrow(
      'knnAccuracy: test.rows has 7 numbers, expected a multiple of dim = 4',
    );
    await expect(call({ rows: new Float32Array(8), dim: 0 })).rejects.toThrow(
      'knnAccuracy: test.dim is 0, expected a whole number',
    );
    await expect(call({ rows: Float32Array.of(1, 2, 3, 4, 5, Number.NaN, 7, 8), dim: 4 })).rejects.toThrow(
      'knnAccuracy: test (shape [2, 4]) holds NaN at row 1, column 1, expected finite numbers',
    );
    await expect(call([[1, 2, 3, 4]])).rejects.toThrow(
      'knnAccuracy: test is an array (Array), expected { rows: Float32Array, dim }',
    );
    await expect(call(undefined)).rejects.toThrow('knnAccuracy: test is undefined');
    await expect(call(Promise.resolve(queries))).rejects.toThrow('knnAccuracy: test is a promise (await is missing)');
  });
});
