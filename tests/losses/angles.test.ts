import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { unitRows } from '../../lib/engine/unit-rows';
import { clipLoss } from '../../lib/losses/clip';
import { cosineMseLoss } from '../../lib/losses/cosine-mse';
import { infoNceLoss } from '../../lib/losses/info-nce';
import { marginLoss } from '../../lib/losses/margin';
import { ntXentLoss } from '../../lib/losses/nt-xent';
import { sigmoidLoss } from '../../lib/losses/sigmoid';
import { supConLoss } from '../../lib/losses/sup-con';
import { tripletLoss } from '../../lib/losses/triplet';

/** Losses of rows at known angles, against numbers worked out by hand. */

/** Unit vectors in the plane, by their angles in degrees. */
const at = (...degrees: number[]) =>
  tf.tensor2d(degrees.map(angle => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]));
const value = (loss: tf.Tensor) => loss.dataSync()[0];
const { exp, log } = Math;

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

test('cosineMseLoss: a partner at 60° lacks ½ of 1, a stranger at 60° has ½ too much, one at 90° is right', () => {
  expect(value(cosineMseLoss(at(0), at(60), [1]))).toBeCloseTo(0.25, 6);
  expect(value(cosineMseLoss(at(0), at(60), [0]))).toBeCloseTo(0.25, 6);
  expect(value(cosineMseLoss(at(0), at(90), [0]))).toBeCloseTo(0, 6);
  expect(value(cosineMseLoss(at(0), at(180), [1]))).toBeCloseTo(4, 6);
  expect(value(cosineMseLoss(at(0, 0, 0, 0), at(60, 60, 90, 180), [1, 0, 0, 1]))).toBeCloseTo(
    (0.25 + 0.25 + 0 + 4) / 4,
    6,
  );
});

test('cosineMseLoss: same may be numbers, booleans, a typed array or a tensor', () => {
  const expected = value(cosineMseLoss(at(0, 0), at(60, 60), [1, 0]));
  for (const same of [[true, false], Uint8Array.of(1, 0), tf.tensor1d([1, 0]), tf.tensor1d([true, false], 'bool')]) {
    expect(value(cosineMseLoss(at(0, 0), at(60, 60), same))).toBe(expected);
  }
});

test('marginLoss: partners lose their squared distance, strangers what lacks to the margin, squared', () => {
  const origin = tf.tensor2d([[0, 0]]);
  const away = tf.tensor2d([[3, 4]]); // 5 from the origin
  expect(value(marginLoss(origin, away, [1]))).toBeCloseTo(25, 5);
  expect(value(marginLoss(origin, away, [0]))).toBe(0);
  expect(value(marginLoss(origin, away, [0], { margin: 7 }))).toBeCloseTo(4, 5);
  expect(value(marginLoss(origin, origin, [0], { margin: 7 }))).toBeCloseTo(49, 5);
});

test('tripletLoss: 0 once the negative is a margin farther than the positive, else what lacks', () => {
  expect(value(tripletLoss(at(0), at(60), at(90)))).toBe(0); // 0.5 against 1
  expect(value(tripletLoss(at(0), at(90), at(60)))).toBeCloseTo(1 - 0.5 + 0.2, 6);
  expect(value(tripletLoss(at(0), at(90), at(60), { margin: 1 }))).toBeCloseTo(1.5, 6);
  const [anchor, positive, negative] = [
    [0, 0],
    [3, 4],
    [0, 6],
  ].map(row => tf.tensor2d([row]));
  expect(value(tripletLoss(anchor, positive, negative, { distance: 'euclidean' }))).toBe(0); // 5 against 6
  expect(value(tripletLoss(anchor, negative, positive, { distance: 'euclidean' }))).toBeCloseTo(1.2, 5);
});

test('infoNceLoss: two anchors at a right angle, each with its partner', () => {
  // each anchor sees cosines 1 and 0
  expect(value(infoNceLoss(at(0, 90), at(0, 90), { temperature: 1 }))).toBeCloseTo(log(1 + exp(-1)), 6);
  expect(value(infoNceLoss(at(0, 90), at(0, 90)))).toBeCloseTo(log(1 + exp(-10)), 9);
  expect(value(infoNceLoss(at(0, 90), at(90, 0), { temperature: 0.5 }))).toBeCloseTo(log(1 + exp(2)), 5);
});

test('infoNceLoss: is one direction only, the anchors’', () => {
  // anchors 0° and 60°, positives both at 0°: the first sees 1 and 1, the second ½ and ½
  expect(value(infoNceLoss(at(0, 60), at(0, 0), { temperature: 1 }))).toBeCloseTo(log(2), 6);
  // turned round, each positive (0°) sees anchors at 0° and 60°
  const turned = (log(1 + exp(0.5 - 1)) + log(1 + exp(1 - 0.5))) / 2;
  expect(value(infoNceLoss(at(0, 0), at(0, 60), { temperature: 1 }))).toBeCloseTo(turned, 6);
  expect(value(clipLoss(at(0, 60), at(0, 0), { temperature: 1 }))).toBeCloseTo((log(2) + turned) / 2, 6);
});

test('infoNceLoss and clipLoss: rows that share a label are no negatives', () => {
  const [a, b] = [at(0, 10, 90), at(5, 15, 95)];
  for (const loss of [infoNceLoss, clipLoss]) {
    expect(value(loss(a, b, { labels: [7, 7, 7] }))).toBe(0);
    expect(value(loss(a, b, { labels: [0, 1, 2] }))).toBe(value(loss(a, b)));
    expect(value(loss(a, b, { labels: [7, 7, 3] }))).toBe(
      value(loss(a, b, { labels: tf.tensor1d([7, 7, 3], 'int32') })),
    );
  }
  const cosine = (degrees: number) => Math.cos((degrees * Math.PI) / 180);
  const rows = [
    log(1 + exp(cosine(95) - cosine(5))),
    log(1 + exp(cosine(85) - cosine(5))),
    log(1 + exp(cosine(85) - cosine(5)) + exp(cosine(75) - cosine(5))),
  ];
  const masked = infoNceLoss(a, b, { temperature: 1, labels: [7, 7, 3] });
  expect(value(masked)).toBeCloseTo((rows[0] + rows[1] + rows[2]) / 3, 6);
});

test('ntXentLoss: four views, two of them at a right angle to the other two', () => {
  // each row sees its other view at 1 and two strangers at 0
  expect(value(ntXentLoss(at(0, 90), at(0, 90), { temperature: 1 }))).toBeCloseTo(log(1 + 2 * exp(-1)), 6);
  expect(value(ntXentLoss(at(0, 90), at(0, 90)))).toBeCloseTo(log(1 + 2 * exp(-10)), 8);
  // the other view at a right angle, one stranger there too and one opposite
  const loss = log(1 + exp(0) + exp(-1));
  expect(value(ntXentLoss(at(0, 180), at(90, 270), { temperature: 1 }))).toBeCloseTo(loss, 5);
});

test('supConLoss: the mean over the anchors that have a positive', () => {
  // 0° and 60° share a label; 180° is alone and no anchor, but everyone's negative
  const cosine = (degrees: number) => Math.cos((degrees * Math.PI) / 180);
  const first = log(1 + exp(-1 - 0.5));
  const second = log(1 + exp(cosine(120) - 0.5));
  expect(value(supConLoss(at(0, 60, 180), [1, 1, 2], { temperature: 1 }))).toBeCloseTo((first + second) / 2, 6);
  expect(value(supConLoss(at(0, 60, 180), [1, 2, 3]))).toBe(0);
});

test('supConLoss: several positives each count their own logarithm', () => {
  // anchors at 0°, 90°, 180° of one class: L_out has the mean of logarithms, not the logarithm of the mean
  const loss = [log(exp(0) + exp(-1)) - (0 - 1) / 2, log(exp(0) + exp(0)) - 0, log(exp(-1) + exp(0)) - (-1 + 0) / 2];
  const mean = (loss[0] + loss[1] + loss[2]) / 3;
  expect(value(supConLoss(at(0, 90, 180), [4, 4, 4], { temperature: 1 }))).toBeCloseTo(mean, 6);
});

test('sigmoidLoss: a sum over all pairs, divided by the rows', () => {
  const softplus = (x: number) => log(1 + exp(x));
  // scale 2, bias -1: partners at cosine 1 have logit 1, strangers at 0 have -1
  const expected = (2 * softplus(-1) + 2 * softplus(-1)) / 2;
  expect(value(sigmoidLoss(at(0, 90), at(0, 90), { scale: 2, bias: -1 }))).toBeCloseTo(expected, 6);
  const wrong = (2 * softplus(1) + 2 * softplus(1)) / 2;
  expect(value(sigmoidLoss(at(0, 90), at(90, 0), { scale: 2, bias: -1 }))).toBeCloseTo(wrong, 6);
  // SigLIP's start: logits of 0 for partners, -10 for strangers
  expect(value(sigmoidLoss(at(0, 90), at(0, 90)))).toBeCloseTo((2 * log(2) + 2 * softplus(-10)) / 2, 6);
});

describe('partners a thousandth of a radian apart: gradients hold as many digits as float32 leaves', () => {
  // rows of a simplex, in six dimensions, and the same rows shaken a little
  const n = 6;
  const rows = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, k) => (i === k ? 1 : 0) - 1 / n));
  const float = (matrix: number[][]) => matrix.map(row => row.map(Math.fround));
  const left = float(rows);
  const right = float(rows.map((row, i) => row.map((x, k) => x + 1e-3 * Math.sin(i * n + k))));
  const dot = (a: number[], b: number[]) => a.reduce((sum, x, k) => sum + x * b[k], 0);
  const unit = (row: number[]) => row.map(x => x / Math.hypot(...row));
  /** What of a row is at a right angle to `to`, divided by the length of `to`; in double precision. */
  const across = (row: number[], to: number[]) =>
    row.map((x, k) => (x - dot(row, unit(to)) * unit(to)[k]) / Math.hypot(...to));

  const expectNear = (actual: tf.Tensor, expected: number[][]) => {
    const values = expected.flat();
    const apart = Math.max(...Array.from(actual.dataSync(), (x, i) => Math.abs(x - values[i])));
    expect(apart / Math.max(...values.map(Math.abs))).toBeLessThan(6e-5);
  };

  test('tripletLoss, a margin that all violate', () => {
    const others = [...left.slice(1), left[0]];
    const gradient = tf.grad(x => tripletLoss(tf.tensor2d(left), x as tf.Tensor2D, tf.tensor2d(others), { margin: 5 }));
    expectNear(
      gradient(tf.tensor2d(right)),
      right.map((row, i) => across(unit(left[i]), row).map(x => -x / n)),
    );
  });
  test.each([
    [10, -10],
    [200, -200],
  ])('sigmoidLoss of scale %d, bias %d', (scale, bias) => {
    const gradient = tf.grad(x => sigmoidLoss(x as tf.Tensor2D, tf.tensor2d(right), { scale, bias }));
    const expected = left.map((row, i) => {
      const pull = row.map(() => 0);
      right.forEach((other, j) => {
        const target = i === j ? 1 : -1;
        const logit = scale * dot(unit(row), unit(other)) + bias;
        const weight = (-target * scale) / (1 + Math.exp(target * logit)) / n;
        unit(other).forEach((x, k) => {
          pull[k] += weight * x;
        });
      });
      return across(pull, row);
    });
    expectNear(gradient(tf.tensor2d(left)), expected);
  });
});

describe('unitRows', () => {
  test('divides each row by its length', () => {
    const unit = unitRows(
      tf.tensor2d([
        [3, 4],
        [0, -2],
      ]),
    ).dataSync();
    expect(Array.from(unit, x => Number(x.toFixed(6)))).toEqual([0.6, 0.8, 0, -1]);
  });
  test('leaves a zero row at zero, with a gradient of zero', () => {
    const { value: unit, grad } = tf.valueAndGrad((x: tf.Tensor) => unitRows(x as tf.Tensor2D))(
      tf.tensor2d([
        [0, 0],
        [0, 2],
      ]),
    );
    expect(Array.from(unit.dataSync())).toEqual([0, 0, 0, 1]);
    expect(Array.from(grad.dataSync())).toEqual([0, 0, 0.5, 0]);
  });
  test('keeps its precision for rows as short as 1e-10 and as long as 1e15', () => {
    for (const scale of [1e-10, 1e15]) {
      const rows = tf.tensor2d([[3 * scale, 4 * scale]]);
      const gradient = tf.grad((x: tf.Tensor) => tf.sum(tf.mul(unitRows(x as tf.Tensor2D), tf.tensor2d([[1, 0]]))))(
        rows,
      );
      const unit = unitRows(rows).dataSync();
      expect(unit[0]).toBeCloseTo(0.6, 6);
      // (1 - y·y) / |x| in the row's first entry, y = 0.6 and 0.8
      const [first, second] = Array.from(gradient.dataSync(), x => x * 5 * scale);
      expect(first).toBeCloseTo(0.64, 5);
      expect(second).toBeCloseTo(-0.48, 5);
    }
  });
});
