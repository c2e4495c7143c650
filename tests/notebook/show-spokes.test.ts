import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startEngine } from '../../lib/engine/index';
import { showSpokes } from '../../lib/notebook/show-spokes';

beforeAll(() => startEngine());
afterEach(() => void vi.restoreAllMocks());

/** Two classes of eight rows in space, along two axes: as long and as wide as is said, seen from the origin. */
function rowsOf(lengths: number[], across: number): { rows: Float32Array; dim: number } {
  const rows = [0, 1].flatMap(axis =>
    lengths.flatMap(length =>
      [-across, across].flatMap(side => {
        const row = [0, 0, side];
        row[axis] = length;
        return row;
      }),
    ),
  );
  return { rows: Float32Array.from(rows), dim: 3 };
}
const labels = Array.from({ length: 16 }, (_, i) => Number(i >= 8));

describe('showSpokes', () => {
  test('shows a panel a network, each with what was measured of its own rows', async () => {
    const printed = vi.spyOn(console, 'log').mockImplementation(() => {});
    await showSpokes(
      [
        { title: 'long', rows: rowsOf([2, 4, 6, 8], 0.2) },
        { title: 'flat', rows: rowsOf([5, 5, 5, 5], 0.2) },
      ],
      labels,
      { title: 'Two kinds' },
    );
    const [[words]] = printed.mock.calls as [[string]];
    const lengths = [2, 4, 6, 8].map(length => Math.hypot(length, 0.2));
    const mean = lengths.reduce((a, b) => a + b) / 4;
    const deviation = Math.sqrt(lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0) / 4);
    // across by 0.2, which two directions share
    const elongation = (deviation / (0.2 / Math.SQRT2)).toFixed(1);
    expect(words).toMatch(/^Two kinds\. long: 16 points of 2 digits/);
    expect(words).toContain(`a class is ${elongation} x as long as wide. flat:`);
    expect(words).toContain('a class is 0.0 x as long as wide.');
  });

  test('refuses labels of another number', async () => {
    const rows = rowsOf([1, 2, 3, 4], 0.1);
    await expect(showSpokes([{ title: 'few', rows }], [0, 1])).rejects.toThrow(
      'showSpokes: labels has 2 labels, expected 16',
    );
  });
});
