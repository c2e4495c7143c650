import { beforeAll, describe, expect, test } from 'vitest';
import { seededRandom, startEngine, tf } from '../../lib/engine/index';
import { probeAccuracy } from '../../lib/metrics/linear-probe';
import { classScores, softmaxRegression } from '../../lib/metrics/softmax-regression';

beforeAll(() => startEngine());

const rowsOf = (points: number[][]) => ({ rows: Float32Array.from(points.flat()), dim: points[0].length });
/** Points around the middles, `each` a class, the classes in turn. */
function blobs(middles: number[][], each: number, { seed = 1, spread = 1 } = {}) {
  const random = seededRandom(seed);
  const labels = Array.from({ length: each * middles.length }, (_, i) => i % middles.length);
  return { labels, points: labels.map(label => middles[label].map(x => x + spread * random.normal())) };
}
const MIDDLES = [
  [2, 0, 0],
  [0, 2, 0],
  [-1, -1, 1],
];

describe('a softmax regression', () => {
  const { points, labels } = blobs(MIDDLES, 12);
  const { rows, dim } = rowsOf(points);
  const [classes, penalty] = [3, 0.01];
  const loss = (weights: Float64Array) => {
    const scores = new Float64Array(classes);
    let sum = 0;
    labels.forEach((label, row) => {
      classScores(rows, row * dim, dim, weights, scores);
      sum += (Math.log(scores.reduce((all, score) => all + Math.exp(score), 0)) - scores[label]) / labels.length;
    });
    return sum + (penalty / 2) * weights.reduce((all, w, i) => all + (i % (dim + 1) < dim ? w * w : 0), 0);
  };

  test('cannot be bettered by a change of any weight', () => {
    const weights = softmaxRegression(rows, labels, classes, penalty);
    const lowest = loss(weights);
    expect(lowest).toBeLessThan(loss(new Float64Array(weights.length)) - 0.5);
    for (let i = 0; i < weights.length; i++) {
      for (const change of [0.01, -0.01]) {
        expect(loss(weights.map((w, j) => (j === i ? w + change : w)))).toBeGreaterThan(lowest);
      }
    }
  });

  test('scores a row by its class weights and offset', () => {
    const scores = new Float64Array(2);
    classScores(Float32Array.of(9, 1, 2), 1, 2, Float64Array.of(3, 4, 0.5, -1, 1, 0), scores);
    expect([...scores]).toEqual([11.5, 1]);
  });
});

describe('the accuracy of a linear probe', () => {
  const train = blobs(MIDDLES, 20);
  const test_ = blobs(MIDDLES, 200, { seed: 2 });
  const accuracy = (change = (x: number) => x, options = {}) =>
    probeAccuracy(
      rowsOf(train.points.map(point => point.map(change))),
      train.labels,
      rowsOf(test_.points.map(point => point.map(change))),
      test_.labels,
      options,
    );

  test('is near the best that can be had where classes overlap, and 1 where they do not', async () => {
    const nearestMiddle = test_.points.filter((point, i) => {
      const far = MIDDLES.map(middle => Math.hypot(...middle.map((x, c) => x - point[c])));
      return far.indexOf(Math.min(...far)) === test_.labels[i];
    }).length;
    const many = blobs(MIDDLES, 200);
    const probed = await probeAccuracy(rowsOf(many.points), many.labels, rowsOf(test_.points), test_.labels);
    expect(Math.abs(probed - nearestMiddle / test_.points.length)).toBeLessThan(0.02);
    const apart = [blobs(MIDDLES, 3, { spread: 0.1 }), blobs(MIDDLES, 50, { spread: 0.1, seed: 3 })];
    expect(
      await probeAccuracy(rowsOf(apart[0].points), apart[0].labels, rowsOf(apart[1].points), apart[1].labels),
    ).toBe(1);
  });

  test('is low where no straight line tells the classes apart', async () => {
    const corners = rowsOf([
      [0, 0],
      [1, 1],
      [0, 1],
      [1, 0],
    ]);
    expect(await probeAccuracy(corners, [0, 0, 1, 1], corners, [0, 0, 1, 1])).toBeLessThanOrEqual(0.75);
  });

  test('does not depend on the unit of the rows, nor on where they lie', async () => {
    expect(await accuracy(x => 1000 * x + 500)).toBeCloseTo(await accuracy(), 2);
  });

  test('a large penalty makes the probe believe in hardly anything', async () => {
    const uneven = [rowsOf([[0], [1], [1.1], [1.2]]), [0, 1, 1, 1]] as const;
    expect(await probeAccuracy(...uneven, ...uneven)).toBe(1);
    expect(await probeAccuracy(...uneven, ...uneven, { penalty: 1000 })).toBe(0.75); // the larger class, always
  });

  test('takes tensors and leaves them', async () => {
    const rows = tf.tensor2d(train.points);
    const before = tf.memory().numTensors;
    expect(await probeAccuracy(rows, train.labels, rows, train.labels)).toBeGreaterThan(0.8);
    expect(tf.memory().numTensors).toBe(before);
    rows.dispose();
  });

  test.each([
    ['a penalty of 0', [[1], [2]], [0, 1], { penalty: 0 }, /penalty is 0, expected a number above 0/],
    ['a label below 0', [[1], [2]], [0, -1], {}, /trainLabels holds -1, expected 0 or more/],
    ['a label too few', [[1], [2]], [0], {}, /trainLabels has 1 label, expected 2/],
  ])('%s is refused', async (_, points, labels, options, message) => {
    const rows = rowsOf(points as number[][]);
    await expect(probeAccuracy(rows, labels as number[], rows, [0, 1], options as object)).rejects.toThrow(
      message as RegExp,
    );
  });
});
