import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { classSimilarity } from '../../lib/metrics/class-similarity';

beforeAll(() => startEngine());

/** Rows at these angles, of different lengths. */
const at = (...degrees: number[]) =>
  tf.tensor2d(
    degrees.map((angle, i) => [
      (i + 1) * Math.cos((angle * Math.PI) / 180),
      (i + 1) * Math.sin((angle * Math.PI) / 180),
    ]),
  );

describe('the similarity of classes', () => {
  test('is the mean cosine over pairs, a row not paired with itself', async () => {
    const { matrix } = await classSimilarity(at(0, 60, 90, 180), [0, 0, 1, 1]);
    expect(matrix[0][0]).toBeCloseTo(0.5, 5); // cos 60
    expect(matrix[1][1]).toBeCloseTo(0, 5); // cos 90
    const between = (0 + -1 + Math.sqrt(3) / 2 - 0.5) / 4; // 0-90, 0-180, 60-90, 60-180
    expect(matrix[0][1]).toBeCloseTo(between, 5);
    expect(matrix[1][0]).toBe(matrix[0][1]);
  });

  test('counts every pair once, in bins from -1 to 1', async () => {
    const { same, different } = await classSimilarity(at(0, 60, 90, 180), [0, 0, 1, 1], { bins: 4 });
    expect(same).toEqual([0, 0, 1, 1]); // 0 and 0.5 begin a bin each
    expect(different.reduce((sum, n) => sum + n, 0)).toBe(4);
    expect(different[0]).toBe(1); // -1
    expect(different[3]).toBe(1); // 0.866
  });

  test.each([
    ['a class with one row', [0, 0, 0, 1], 'class 1 has 1 rows, expected two or more'],
    ['a class that is left out', [0, 0, 2, 2], 'class 1 has 0 rows'],
    ['a label below zero', [0, 0, -1, -1], 'labels holds -1 at position 2'],
    ['too few labels', [0, 0, 1], 'labels has 3 labels, expected 4'],
  ])('refuses %s', async (_, labels, message) => {
    await expect(classSimilarity(at(0, 60, 90, 180), labels)).rejects.toThrow(message);
  });

  test('refuses no bins, and a row without a direction', async () => {
    await expect(classSimilarity(at(0, 1), [0, 0], { bins: 0 })).rejects.toThrow('bins is 0');
    await expect(classSimilarity(tf.zeros([2, 2]), [0, 0])).rejects.toThrow(/only zeros in row 0/);
  });
});
