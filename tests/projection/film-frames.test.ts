import { beforeAll, describe, expect, test } from 'vitest';
import { seededRandom, startEngine, tf } from '../../lib/engine/index';
import { filmFrames } from '../../lib/projection/film-frames';
import { fitPca } from '../../lib/projection/pca';

beforeAll(() => startEngine());

const DIM = 6;
const cloud = (n = 50) => {
  const random = seededRandom(3);
  return Float32Array.from({ length: n * DIM }, (_, i) => (DIM - (i % DIM)) * random.normal());
};
/** Rows turned by an angle in the plane of two columns, and mirrored. */
const turned = (rows: Float32Array, degrees: number) => {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return rows.map((value, i) => {
    const start = i - (i % DIM);
    if (i % DIM === 0) return c * rows[start] - s * rows[start + 3];
    if (i % DIM === 3) return -(s * rows[start] + c * rows[start + 3]);
    return value;
  });
};
const farthest = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

describe('the frames of a film', () => {
  test('are the PCA of the last snapshot, in axes that stay', async () => {
    const rows = cloud();
    const { frames, explainedVarianceRatio } = await filmFrames([
      { step: 0, rows: rows.map(x => 0.5 * x), dim: DIM },
      { step: 9, rows, dim: DIM },
    ]);
    const pca = await fitPca({ rows, dim: DIM }, { components: 2 });
    expect(frames.map(({ step }) => step)).toEqual([0, 9]);
    expect(frames[1].points).toEqual(await pca.transform({ rows, dim: DIM }));
    expect(explainedVarianceRatio).toEqual(pca.explainedVarianceRatio);
  });

  test('do not move where the whole space only turned or was mirrored', async () => {
    const rows = cloud();
    const spins = [200, 90, 45, 0].map((degrees, step) => ({ step, rows: turned(rows, degrees), dim: DIM }));
    const { frames } = await filmFrames(spins, { components: 3 });
    for (const { points } of frames) expect(farthest(points, frames[3].points)).toBeLessThan(1e-3);
  });

  test('keep what moved in it: a row that went elsewhere still does', async () => {
    const rows = cloud();
    const before = turned(rows, 70);
    for (let c = 0; c < DIM; c++) before[7 * DIM + c] += 10;
    const { frames } = await filmFrames([
      { step: 0, rows: before, dim: DIM },
      { step: 1, rows, dim: DIM },
    ]);
    const moved = frames[0].points.map((value, i) => Math.abs(value - frames[1].points[i]));
    const largest = moved.indexOf(Math.max(...moved));
    expect(Math.floor(largest / 2)).toBe(7);
  });

  test('leave no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await filmFrames([0, 1].map(step => ({ step, rows: cloud(), dim: DIM })));
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each([
    ['no snapshot', [], /there are no snapshots; train with snapshots/],
    ['another number of rows', [cloud(), cloud(40)], /step 1 has 40 rows of 6, that of step 0 50 of 6/],
    ['NaN', [cloud(), cloud().fill(Number.NaN, 8, 9)], /the snapshot of step 1 .* holds NaN at row 1, column 2/],
  ])('refuse %s', async (_, all, message) => {
    const snapshots = all.map((rows, step) => ({ step, rows, dim: DIM }));
    await expect(filmFrames(snapshots)).rejects.toThrow(message);
  });

  test('refuse snapshots of another width, and more components than columns', async () => {
    const narrow = { step: 5, rows: new Float32Array(50 * 3).fill(1), dim: 3 };
    await expect(filmFrames([{ step: 0, rows: cloud(), dim: DIM }, narrow])).rejects.toThrow(
      /step 5 has 50 rows of 3, that of step 0 50 of 6/,
    );
    await expect(filmFrames([narrow], { components: 4 })).rejects.toThrow(/components is 4/);
  });
});
