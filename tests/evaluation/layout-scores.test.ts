import { beforeAll, describe, expect, test } from 'vitest';
import { seededRandom, startEngine } from '../../lib/engine/index';
import { layoutScores, placedNote } from '../../lib/evaluation/layout-scores';
import { shareInWords } from '../../lib/evaluation/share';
import { knnAccuracy } from '../../lib/metrics/knn';
import { neighboursKept } from '../../lib/metrics/neighbours-kept';
import { trustworthiness } from '../../lib/metrics/trustworthiness';

beforeAll(() => startEngine());

const random = seededRandom(6);
const N = 80;
const labels = Uint8Array.from({ length: N }, (_, i) => Math.floor(i / 2) % 2);
const flat = Float32Array.from({ length: N * 2 }, (_, i) => 3 * labels[i >> 1] + random.normal());
const noise = Float32Array.from({ length: N * 2 }, () => random.normal());

describe('the scores of a layout', () => {
  test('are all high for a layout that is the rows themselves', async () => {
    const scores = await layoutScores({ rows: flat, dim: 2 }, { rows: flat, dim: 2 }, labels, { metric: 'euclidean' });
    expect(scores.trustworthiness).toBe(1);
    expect(scores.kept).toBe(1);
    expect(scores.accuracy).toBeGreaterThan(0.9);
  });

  test('are those of their parts, and tell a layout at random', async () => {
    const [high, low] = [
      { rows: flat, dim: 2 },
      { rows: noise, dim: 2 },
    ];
    const scores = await layoutScores(high, low, labels, { k: 5, metric: 'euclidean' });
    expect(scores.trustworthiness).toBe(await trustworthiness(high, low, { k: 5, metric: 'euclidean' }));
    expect(scores.kept).toBe(await neighboursKept(high, low, { k: 5, metric: 'euclidean' }));
    expect(scores.accuracy).toBeLessThan(0.75);
    const half = (rows: Float32Array, odd: number) => ({
      rows: rows.filter((_, i) => (i >> 1) % 2 === odd),
      dim: 2,
      labels: labels.filter((_, i) => i % 2 === odd),
    });
    const [even, odd] = [half(noise, 0), half(noise, 1)];
    const options = { k: 5, metric: 'euclidean' } as const;
    expect(scores.accuracy).toBe(await knnAccuracy(even, even.labels, odd, odd.labels, options));
  });

  test('count what a vote of the even rows says of the odd ones', async () => {
    // even rows: label 0 at 0 to 4, label 1 at 10 to 14; odd rows between them, of which the second and the last are of the other label
    const places = [0, 1, 2, 3, 4, 10, 11, 12, 13, 14];
    const points = Float32Array.from(places.flatMap(x => [x, 0, x + 0.4, 0]));
    const classes = places.flatMap((x, i) => [Number(x >= 10), i === 1 || i === 9 ? Number(x < 10) : Number(x >= 10)]);
    const layout = { rows: points, dim: 2 };
    const scores = await layoutScores(layout, layout, classes, { k: 3, metric: 'euclidean' });
    expect(scores.accuracy).toBeCloseTo(8 / 10, 10);
  });

  test('look at twelve neighbours, by the cosine among the rows and by the distance in the picture, unless told', async () => {
    const [high, low] = [
      { rows: noise, dim: 2 },
      { rows: flat, dim: 2 },
    ];
    const scores = await layoutScores(high, low, labels);
    expect(scores).toEqual(await layoutScores(high, low, labels, { k: 12, metric: 'cosine' }));
    expect(scores.trustworthiness).toBe(await trustworthiness(high, low, { k: 12, metric: 'cosine' }));
    expect(scores).not.toEqual(await layoutScores(high, low, labels, { k: 11 }));
    const other = await layoutScores(high, low, labels, { metric: 'euclidean' });
    expect(scores.trustworthiness).not.toBe(other.trustworthiness);
    expect(scores.kept).not.toBe(other.kept);
    expect(scores.accuracy).toBe(other.accuracy);
  });

  test('stand under a picture in three lines, the share that was counted with its interval', async () => {
    const layout = { rows: flat, dim: 2 };
    const { kept, trustworthiness: trust, accuracy, notes } = await layoutScores(layout, layout, labels);
    expect(notes).toEqual([
      `trustworthiness ${trust.toFixed(3)}`,
      `neighbours kept ${(100 * kept).toFixed(1)} %`,
      `kNN in the picture ${shareInWords(accuracy, N / 2)}`,
    ]);
  });

  test('refuse labels of another length', async () => {
    const rows = { rows: flat, dim: 2 };
    await expect(layoutScores(rows, rows, labels.subarray(1))).rejects.toThrow('labels has 79 labels, expected 80');
  });
});

describe('the note of placed points', () => {
  // two groups of the map, by x; of the ten new points eight lie among their own
  const map = { rows: Float32Array.from({ length: 80 }, (_, i) => (i % 2 ? 0 : (i < 40 ? 0 : 10) + i / 100)), dim: 2 };
  const mapLabels = Array.from({ length: 40 }, (_, i) => Number(i >= 20));
  const placed = { rows: Float32Array.from({ length: 20 }, (_, i) => (i % 2 ? 0 : i < 10 ? 0 : 10)), dim: 2 };
  const placedLabels = [1, 0, 0, 0, 0, 1, 1, 1, 1, 0];

  test('counts those whose label the points of the map around them have', async () => {
    expect(await placedNote(map, mapLabels, placed, placedLabels)).toBe(
      `${shareInWords(0.8, 10)} land with their own digit`,
    );
  });

  test('refuses labels of another number', async () => {
    await expect(placedNote(map, mapLabels, placed, [1])).rejects.toThrow('testLabels has 1 label, expected 10');
  });
});
