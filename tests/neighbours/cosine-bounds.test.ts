import { beforeAll, expect, test } from 'vitest';
import { seededRandom, startEngine } from '../../lib/engine/index';
import { cosineBounds } from '../../lib/neighbours/cosine-bounds';
import { cosineRows } from '../../lib/neighbours/similarity-blocks';

const [N, DIM] = [400, 256];
const random = seededRandom('cosine bounds');
const noise = (n: number, scale: (column: number) => number) =>
  Float32Array.from({ length: n * DIM }, (_, i) => scale(i % DIM) * random.normal());

beforeAll(() => startEngine());

/** Products of rows i and j, all pairs. */
function products(rows: Float32Array, n: number): number[] {
  const width = rows.length / n;
  return Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n) * width, (at % n) * width];
    return rows.subarray(i, i + width).reduce((sum, value, c) => sum + value * rows[j + c], 0);
  });
}

test('are at least the cosines, and not much more for rows that lie along few directions', async () => {
  const gallery = { rows: noise(N, column => 1 / (1 + column)), dim: DIM, n: N };
  const bounds = await cosineBounds(gallery);
  const narrow = await bounds!(gallery, 0, N);
  expect(narrow.length / N).toBe(DIM / 8 + 1);
  const cosines = products(cosineRows(gallery, 0, N), N);
  const slack = products(narrow, N).map((bound, i) => bound - cosines[i]);
  expect(Math.min(...slack.slice(0, N))).toBeGreaterThan(-1e-6);
  expect(slack.every(more => more > -1e-6)).toBe(true);
  expect(slack.reduce((sum, more) => sum + more, 0) / slack.length).toBeLessThan(0.03);
});

test('are not given for rows that lie along all directions alike', async () => {
  const gallery = { rows: noise(N, () => 1), dim: DIM, n: N };
  expect(await cosineBounds(gallery)).toBeUndefined();
});
