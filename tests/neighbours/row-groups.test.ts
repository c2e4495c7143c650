import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index';
import { readRows } from '../../lib/engine/rows';
import { groupRows } from '../../lib/neighbours/row-groups';
import { cosineRows } from '../../lib/neighbours/similarity-blocks';
import { clusters, uniform } from '../reference/batches';

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

describe('groupRows', () => {
  const given = {
    clusters: clusters(3, 3000, 8, 10).rows,
    noise: uniform(4, 2000 * 8),
    'copies of one row, and others': uniform(5, 5000 * 8).map((x, i) => (i < 4000 * 8 ? (i % 8) + 1 : x)),
    'fewer rows than a group has': uniform(6, 30 * 8),
    'a single row': uniform(6, 8),
  };
  test.each(Object.entries(given))('%s: every row is in one group, and none is too large', async (_, values) => {
    const rows = await readRows('test', 'rows', { rows: values, dim: 8 });
    const { order, starts, nearest } = await groupRows(rows, cosineRows);
    expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length: rows.n }, (_, i) => i));
    expect([starts[0], starts[starts.length - 1]]).toEqual([0, rows.n]);
    expect(starts.length).toBe(nearest.length + 1);
    for (let group = 0; group < nearest.length; group++) {
      const size = starts[group + 1] - starts[group];
      expect(size).toBeGreaterThan(0);
      expect(size).toBeLessThanOrEqual(1024);
      expect(nearest[group][0]).toBe(group);
      expect(new Set(nearest[group]).size).toBe(nearest.length);
    }
  });

  test('rows of a group are nearer to each other than to the rest, and to the nearest group than to the farthest', async () => {
    const rows = await readRows('test', 'rows', { rows: clusters(3, 3000, 8, 10).rows, dim: 8 });
    const unit = cosineRows(rows, 0, rows.n);
    const { order, starts, nearest } = await groupRows(rows, cosineRows);
    const meanCosine = (one: number, other: number) => {
      const centre = (group: number) => {
        const sum = new Array<number>(8).fill(0);
        for (let place = starts[group]; place < starts[group + 1]; place++) {
          for (let c = 0; c < 8; c++) sum[c] += unit[order[place] * 8 + c] / (starts[group + 1] - starts[group]);
        }
        return sum;
      };
      const [a, b] = [centre(one), centre(other)];
      return a.reduce((sum, x, c) => sum + x * b[c], 0);
    };
    for (let group = 0; group < nearest.length; group++) {
      const [own, next, last] = [group, nearest[group][1], nearest[group][nearest.length - 1]];
      expect(meanCosine(group, own)).toBeGreaterThan(meanCosine(group, last));
      expect(meanCosine(group, next)).toBeGreaterThan(meanCosine(group, last));
    }
  });
});
