import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { cosineMatrix } from '../../lib/metrics/cosine-matrix';

beforeAll(() => startEngine());

describe('cosineMatrix', () => {
  test('compares directions: every left row with every right one, whatever their length', async () => {
    const left = { rows: Float32Array.of(3, 0, 1, 1), dim: 2 };
    const right = tf.tensor2d([
      [10, 0],
      [0, 0.1],
      [-2, -2],
    ]);
    const half = Math.SQRT1_2;
    const expected = [
      [1, 0, -half],
      [half, half, -1],
    ];
    const cosines = await cosineMatrix(left, right);
    expect(cosines.map(row => row.length)).toEqual([3, 3]);
    cosines.forEach((row, i) => {
      row.forEach((cosine, j) => {
        expect(cosine).toBeCloseTo(expected[i][j], 6);
      });
    });
  });

  test('refuses rows of other widths, and a row without a direction', async () => {
    const two = { rows: Float32Array.of(1, 0), dim: 2 };
    await expect(cosineMatrix(two, { rows: Float32Array.of(1, 0, 0), dim: 3 })).rejects.toThrow(
      'cosineMatrix: right has shape [1, 3], expected [n, 2] like left',
    );
    await expect(cosineMatrix({ rows: new Float32Array(2), dim: 2 }, two)).rejects.toThrow('only zeros in row 0');
  });
});
