import { beforeAll, describe, expect, test } from 'vitest';
import { seededRandom, startEngine, tf } from '../../lib/engine/index';
import { angleAndLength } from '../../lib/metrics/angle-and-length';

beforeAll(() => startEngine());

const rowsOf = (points: [degrees: number, length: number][]) =>
  tf.tensor2d(
    points.map(([degrees, length]) => {
      const angle = (degrees * Math.PI) / 180;
      return [length * Math.cos(angle), length * Math.sin(angle)];
    }),
  );

describe('angle and length', () => {
  test('are those of rows placed by hand', async () => {
    const rows = rowsOf([
      [20, 3],
      [40, 3],
      [100, 1],
      [100, 3],
    ]);
    const { angle, length } = await angleAndLength(rows, [0, 0, 1, 1]);
    expect(angle).toBeCloseTo((10 + 0) / 2, 4); // 10 degrees either side of 30; none
    expect(length).toBeCloseTo((0 + 0.5) / 2, 5); // no deviation; 1 around 2
  });

  test('do not change when all rows are turned or made longer', async () => {
    const rows = rowsOf([
      [0, 1],
      [9, 2],
      [30, 1.5],
    ]);
    const turned = rowsOf([
      [70, 10],
      [79, 20],
      [100, 15],
    ]);
    const [a, b] = [await angleAndLength(rows, [1, 1, 1]), await angleAndLength(turned, [1, 1, 1])];
    expect(b.angle).toBeCloseTo(a.angle, 3);
    expect(b.length).toBeCloseTo(a.length, 5);
    expect(b.elongation).toBeCloseTo(a.elongation, 3);
  });

  test.each([
    ['a ball', 1, 1, [0.9, 1.1]],
    ['a spoke', 4, 1, [3.6, 4.4]],
    ['a shell', 0.25, 1, [0, 0.5]],
  ])('say that %s is one, in any number of dimensions', async (_, along, across, [low, high]) => {
    for (const dim of [2, 3, 8]) {
      const random = seededRandom(dim);
      const rows = Float32Array.from({ length: 4000 * dim }, (_, i) =>
        i % dim === 0 ? 100 + along * random.normal() : across * random.normal(),
      );
      const { elongation } = await angleAndLength({ rows, dim }, new Uint8Array(4000));
      expect(elongation).toBeGreaterThan(low);
      expect(elongation).toBeLessThan(high);
    }
  });

  test.each([
    ['a class of one row', { rows: Float32Array.of(1, 0, 0, 1, 1, 1), dim: 2 }, [0, 1, 1], 'class 0 has 1 row'],
    ['a row of zeros', { rows: Float32Array.of(1, 0, 0, 0), dim: 2 }, [0, 0], 'only zeros in row 1'],
    ['one column', { rows: Float32Array.of(1, 2), dim: 1 }, [0, 0], 'rows has one column'],
    ['NaN', { rows: Float32Array.of(1, 0, Number.NaN, 1), dim: 2 }, [0, 0], 'holds NaN at row 1, column 0'],
    ['labels of another length', { rows: Float32Array.of(1, 0, 0, 1), dim: 2 }, [0], 'labels has 1 label, expected 2'],
  ])('refuse %s', async (_, rows, labels, message) => {
    await expect(angleAndLength(rows, labels)).rejects.toThrow(message);
  });
});
