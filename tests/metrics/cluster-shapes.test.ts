import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index';
import { clusterShapes } from '../../lib/metrics/cluster-shapes';

beforeAll(() => startEngine());

/** Class 0 around (1, 0), class 1 around (5, 3). */
const rows = { rows: Float32Array.of(0, 0, 5, 3, 2, 0, 5, 9, 5, -3), dim: 2 };

describe('the shapes of clusters', () => {
  test('are the spread around each middle, and the distances of the middles', async () => {
    const { spread, distance } = await clusterShapes(rows, [0, 1, 0, 1, 1]);
    expect(spread).toEqual([1, expect.closeTo(Math.sqrt((0 + 36 + 36) / 3), 6)]);
    expect(distance).toEqual([
      [0, 5],
      [5, 0],
    ]);
  });

  test.each([
    ['a class that is left out', [0, 2, 0, 2, 2], 'class 1 has no row, expected every class from 0 to 2'],
    ['a label below zero', [0, 1, 0, -1, 1], 'labels holds -1 at position 3'],
    ['labels of another length', [0, 1], 'labels has 2 labels, expected 5'],
  ])('refuse %s', async (_, labels, message) => {
    await expect(clusterShapes(rows, labels)).rejects.toThrow(message);
  });
});
