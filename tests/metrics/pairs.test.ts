import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { alignment } from '../../lib/metrics/alignment';
import { meanReciprocalRank } from '../../lib/metrics/mean-reciprocal-rank';
import { recallAtK } from '../../lib/metrics/recall-at-k';
import { uniformity } from '../../lib/metrics/uniformity';
import { uniform } from '../reference/batches';

/** Alignment, uniformity, recall and ranks of rows at known angles. */

const rowsOf = (...rows: number[][]) => ({ rows: Float32Array.from(rows.flat()), dim: rows[0].length });
const at = (...degrees: number[]) =>
  rowsOf(...degrees.map(angle => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]));
const wrong = (value: unknown) => value as never;

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

describe('alignment', () => {
  test('is 0 for partners in one direction, 4 for opposite ones, 2 - 2 cos between', async () => {
    expect(await alignment(at(0, 90), rowsOf([5, 0], [0, 0.1]))).toBeCloseTo(0, 12);
    expect(await alignment(at(0), at(180))).toBeCloseTo(4, 6);
    expect(await alignment(at(0), at(60))).toBeCloseTo(1, 6);
    expect(await alignment(at(0, 0), at(180, 60))).toBeCloseTo(2.5, 6);
    expect(await alignment(at(0), at(180), { alpha: 1 })).toBeCloseTo(2, 6);
  });
  test('takes tensors', async () => {
    expect(await alignment(tf.tensor2d([[1, 0]]), tf.tensor2d([[0, 3]]))).toBeCloseTo(2, 6);
  });
  test('refuses what does not fit', async () => {
    await expect(alignment(at(0, 1), at(0))).rejects.toThrow(
      'alignment: right has shape [1, 2], expected [2, 2] like left',
    );
    await expect(alignment(at(0), rowsOf([0, 0]))).rejects.toThrow(
      'alignment: right (shape [1, 2]) has only zeros in row 0',
    );
    for (const alpha of [0, -1, Number.NaN, Infinity]) {
      await expect(alignment(at(0), at(0), { alpha })).rejects.toThrow(
        `alignment: alpha is ${alpha}, expected a finite number`,
      );
    }
  });
});

describe('uniformity', () => {
  test('is 0 for rows that coincide and lower the more evenly they are spread', async () => {
    expect(await uniformity(at(30, 30, 30))).toBeCloseTo(0, 5);
    expect(await uniformity(at(0, 180))).toBeCloseTo(-8, 5);
    const [even, uneven] = [await uniformity(at(0, 90, 180, 270)), await uniformity(at(0, 10, 180, 270))];
    expect(even).toBeCloseTo(Math.log((4 * Math.exp(-4) + 2 * Math.exp(-8)) / 6), 5);
    expect(even).toBeLessThan(uneven);
  });
  test('counts each pair once over several blocks', async () => {
    const n = 600;
    const rows = uniform(3, n * 3);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const [a, b] = [rows.subarray(i * 3, i * 3 + 3), rows.subarray(j * 3, j * 3 + 3)];
        const cosine = (a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) / (Math.hypot(...a) * Math.hypot(...b));
        sum += Math.exp(-2 * (2 - 2 * cosine));
      }
    }
    expect(await uniformity({ rows, dim: 3 })).toBeCloseTo(Math.log(sum / ((n * (n - 1)) / 2)), 5);
  });
  test('stays finite for a large t', async () => {
    expect(await uniformity(at(0, 180), { t: 1000 })).toBeCloseTo(-4000, 1);
  });
  test('refuses a single row, a row of zeros, and a t out of range', async () => {
    await expect(uniformity(at(0))).rejects.toThrow('uniformity: rows has shape [1, 2], expected at least 2 rows');
    await expect(uniformity(rowsOf([1, 0], [0, 0]))).rejects.toThrow(
      'uniformity: rows (shape [2, 2]) has only zeros in row 1',
    );
    for (const t of [0, -2, Number.NaN, Infinity]) {
      await expect(uniformity(at(0, 1), { t })).rejects.toThrow(`uniformity: t is ${t}, expected a finite number`);
    }
  });
});

describe('recallAtK and meanReciprocalRank', () => {
  // query 0 finds its row first, query 1 second, query 2 third
  const queries = at(0, 44, 100);
  const gallery = at(1, 90, 200);
  const third = at(0, 50, 100);

  test('by default row i finds row i', async () => {
    expect(await recallAtK(queries, gallery, { k: 1 })).toBeCloseTo(1 / 3, 12);
    expect(await recallAtK(queries, gallery, { k: 2 })).toBeCloseTo(2 / 3, 12);
    expect(await recallAtK(queries, gallery, { k: 3 })).toBe(1);
    expect(await meanReciprocalRank(queries, gallery)).toBeCloseTo((1 + 1 / 2 + 1 / 3) / 3, 12);
  });

  test('relevant says which rows answer a query; the first of several counts', async () => {
    expect(await recallAtK(queries, gallery, { k: 1, relevant: [0, 0, 1] })).toBe(1);
    expect(await recallAtK(third, gallery, { k: 1, relevant: [[2, 0], [0, 1], [1]] })).toBe(1);
    expect(await meanReciprocalRank(at(0), gallery, { relevant: [[1, 2]] })).toBe(1 / 2);
    // other right answers take no place away
    expect(await meanReciprocalRank(at(0), at(0, 0, 5), { relevant: [[0, 1]] })).toBe(1);
  });

  test('a gallery may hold more than the answers', async () => {
    expect(await recallAtK(at(0, 90), at(0, 90, 45), { k: 1 })).toBe(1);
  });

  test('ties count against: a model that says the same of everything finds nothing', async () => {
    const same = at(10, 10, 10, 10);
    expect(await recallAtK(same, same, { k: 1 })).toBe(0);
    expect(await recallAtK(same, same, { k: 3 })).toBe(0);
    expect(await recallAtK(same, same, { k: 4 })).toBe(1);
    expect(await meanReciprocalRank(same, same)).toBe(1 / 4);
  });

  test('counts over several blocks', async () => {
    const n = 5000;
    const rows = { rows: uniform(1, n * 8), dim: 8 };
    expect(await recallAtK(rows, rows, { k: 1 })).toBe(1);
    const { rows: values, dim } = rows;
    const shifted = { rows: Float32Array.from([...values.subarray(dim), ...values.subarray(0, dim)]), dim };
    expect(await meanReciprocalRank(rows, shifted)).toBeLessThan(0.01);
    expect(
      await meanReciprocalRank(rows, shifted, { relevant: Array.from({ length: n }, (_, i) => (i + n - 1) % n) }),
    ).toBe(1);
  });

  test('refuse what does not fit', async () => {
    for (const k of [0, 4, 1.5, Number.NaN]) {
      await expect(recallAtK(queries, gallery, { k })).rejects.toThrow(
        `recallAtK: k is ${k}, expected a whole number from 1 to 3`,
      );
    }
    await expect(recallAtK(queries, rowsOf([1, 2, 3]), { k: 1 })).rejects.toThrow(
      'recallAtK: gallery has shape [1, 3], expected [n, 2] like queries',
    );
    await expect(recallAtK(wrong(undefined), gallery, { k: 1 })).rejects.toThrow('recallAtK: queries is undefined');
    await expect(meanReciprocalRank(queries, at(0))).rejects.toThrow(
      'meanReciprocalRank: queries has 3 rows and gallery 1',
    );
    await expect(meanReciprocalRank(queries, gallery, { relevant: [0] })).rejects.toThrow(
      'relevant has length 1, expected 3',
    );
    await expect(meanReciprocalRank(queries, gallery, { relevant: [0, 3, 1] })).rejects.toThrow(
      'meanReciprocalRank: relevant[1] holds 3, expected rows of the gallery, 0 to 2',
    );
    await expect(meanReciprocalRank(queries, gallery, { relevant: [[0], [], [1]] })).rejects.toThrow(
      'relevant[1] is empty',
    );
  });
});
