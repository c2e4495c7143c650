import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { clipLoss } from '../../lib/losses/clip';
import { infoNceLoss } from '../../lib/losses/info-nce';
import { sigmoidLoss } from '../../lib/losses/sigmoid';
import { uniform } from '../reference/batches';
import { everyLoss, type LossCase } from './every-loss';

const N = 12;
const D = 5;
const labels = Array.from({ length: N }, (_, i) => (i * 5) % 4);
const same: number[] = Array.from({ length: N }, (_, i) => (i % 3 === 0 ? 0 : 1));
const rowsOf = (seed: number) =>
  Array.from({ length: N }, (_, i) => Array.from(uniform(seed, N * D).subarray(i * D, (i + 1) * D)));
const batchOf = ({ takes }: LossCase) => [1, 2, 3].slice(0, takes).map(rowsOf);
const tensors = (batch: number[][][]) => batch.map(rows => tf.tensor2d(rows));
const evaluate = (one: LossCase, batch: number[][][], ids = labels, alike = same) =>
  tf.tidy(() => one.loss(tensors(batch), ids, alike).dataSync()[0]);
const gradientsOf = (one: LossCase, batch: tf.Tensor2D[], ids = labels, alike = same) =>
  tf
    .grads((...rows: tf.Tensor[]) => one.loss(rows as tf.Tensor2D[], ids, alike))(batch)
    .map(gradient => gradient.dataSync() as Float32Array);

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

describe.each(everyLoss)('$name', one => {
  test('the gradient is the slope of the loss, measured', () => {
    const batch = batchOf(one);
    const gradients = gradientsOf(one, tensors(batch));
    gradients.forEach((gradient, which) => {
      // along random directions, since a difference of float32 losses is too coarse for a single entry
      for (let seed = 50; seed < 56; seed++) {
        const direction = uniform(seed, N * D);
        const step = 1e-2;
        const moved = (by: number) =>
          batch.map((rows, i) =>
            i === which ? rows.map((row, r) => row.map((x, c) => x + by * direction[r * D + c])) : rows,
          );
        const [near, far] = [step, 2 * step].map(by => evaluate(one, moved(by)) - evaluate(one, moved(-by)));
        const slope = (8 * near - far) / (12 * step); // the error of order step⁴
        const expected = gradient.reduce((sum, x, i) => sum + x * direction[i], 0);
        expect(Math.abs(slope - expected)).toBeLessThan(5e-3 * Math.max(1, Math.abs(expected)));
      }
    });
  });

  test('the order of the batch does not matter', () => {
    const order = Array.from({ length: N }, (_, i) => (i * 5 + 3) % N);
    const batch = batchOf(one);
    const shuffled = batch.map(rows => order.map(i => rows[i]));
    const moved = evaluate(
      one,
      shuffled,
      order.map(i => labels[i]),
      order.map(i => same[i]),
    );
    expect(moved).toBeCloseTo(evaluate(one, batch), 5);
  });

  test.runIf(one.ofDirections)('the length of a row does not matter', () => {
    const batch = batchOf(one);
    const expected = evaluate(one, batch);
    for (const factors of [() => 1e-6, () => 1e6, (i: number) => 2 ** (i - 5)]) {
      const scaled = batch.map(rows => rows.map((row, i) => row.map(x => x * factors(i))));
      expect(Math.abs(evaluate(one, scaled) - expected)).toBeLessThan(1e-5 * Math.max(1, Math.abs(expected)));
    }
  });

  test.runIf(one.ofDirections)('turning all rows alike does not matter', () => {
    const [cos, sin] = [Math.cos(1), Math.sin(1)];
    const turned = batchOf(one).map(rows =>
      rows.map(([x, y, ...rest]) => [x * cos - y * sin, x * sin + y * cos, ...rest]),
    );
    expect(evaluate(one, turned)).toBeCloseTo(evaluate(one, batchOf(one)), 4);
  });

  test('leaves no tensor behind, and its arguments alone', () => {
    const batch = tensors(batchOf(one));
    const before = tf.memory().numTensors;
    const result = one.loss(batch, labels, same);
    expect(tf.memory().numTensors).toBe(before + 1);
    expect(result.shape).toEqual([]);
    result.dispose();
    const { value, grads } = tf.valueAndGrads((...rows: tf.Tensor[]) => one.loss(rows as tf.Tensor2D[], labels, same))(
      batch,
    );
    expect(tf.memory().numTensors).toBe(before + 1 + grads.length);
    tf.dispose([value, ...grads]);
    expect(batch.some(rows => rows.isDisposed)).toBe(false);
  });

  test('neither loss nor gradient is NaN for identical, opposite, zero, tiny or huge rows', () => {
    const row = [0.3, -0.4, 0.5, 0.1, 0.9];
    const minus = row.map(x => -x);
    const all = (values: number[]) => Array.from({ length: N }, () => values);
    const alternate = Array.from({ length: N }, (_, i) => (i % 2 ? row : minus));
    const zero = [0, 0, 0, 0, 0];
    const batches = [
      [all(row), all(row), all(row)],
      [all(row), all(minus), all(row)],
      [alternate, alternate.slice().reverse(), alternate],
      [all(zero), all(zero), all(zero)],
      [rowsOf(1).map((r, i) => (i === 3 ? zero : r)), rowsOf(1), rowsOf(1)],
      [all(row.map(x => x * 1e-20)), all(row), all(minus)],
      [all(row.map(x => x * 1e16)), all(row), all(minus)],
    ];
    for (const batch of batches) {
      const used = batch.slice(0, one.takes);
      expect(evaluate(one, used)).not.toBeNaN();
      expect(Number.isFinite(evaluate(one, used))).toBe(true);
      for (const gradient of gradientsOf(one, tensors(used))) expect(gradient.every(Number.isFinite)).toBe(true);
    }
  });

  test('works on a batch of one row', () => {
    const batch = batchOf(one).map(rows => rows.slice(0, 1));
    expect(Number.isFinite(evaluate(one, batch, [0], [1]))).toBe(true);
    for (const gradient of gradientsOf(one, tensors(batch), [0], [1]))
      expect(gradient.every(Number.isFinite)).toBe(true);
  });
});

describe('perfect alignment is the minimum', () => {
  // strangers at right angles, partners at one place: nothing can be better for these losses
  const perfect = Array.from({ length: N }, (_, i) => Array.from({ length: N }, (_, j) => (i === j ? 1 : 0)));
  const partnerOf = (one: LossCase) =>
    one.name.startsWith('triplet') ? [perfect, perfect, perfect.slice().reverse()] : [perfect, perfect];
  const distinct = Array.from({ length: N }, (_, i) => i);
  const together = Array.from({ length: N }, () => 1);
  const cases = everyLoss.filter(({ takes }) => takes > 1);

  test.each(cases)('$name: moving any partner away costs', one => {
    const batch = partnerOf(one);
    const best = evaluate(one, batch, distinct, together);
    for (let seed = 1; seed <= 20; seed++) {
      const noise = uniform(seed, N * N);
      const moved = batch.map((rows, which) =>
        which === 1 ? rows.map((row, i) => row.map((x, j) => x + 0.5 * noise[i * N + j])) : rows,
      );
      expect(evaluate(one, moved, distinct, together)).toBeGreaterThanOrEqual(best);
    }
  });

  test('supConLoss: classes that fall together at right angles are better than any spread within', () => {
    const supCon = everyLoss.find(({ name }) => name === 'supConLoss')!;
    const classes = labels.map(label => perfect[label]);
    const best = evaluate(supCon, [classes]);
    for (let seed = 1; seed <= 20; seed++) {
      const noise = uniform(seed, N * N);
      const moved = classes.map((row, i) => row.map((x, j) => x + 0.5 * noise[i * N + j]));
      expect(evaluate(supCon, [moved])).toBeGreaterThan(best);
    }
  });
});

describe('symmetry', () => {
  const [left, right] = [rowsOf(1), rowsOf(2)];
  test.each(['clipLoss', 'clipLoss, labels', 'ntXentLoss', 'sigmoidLoss', 'cosineMseLoss', 'marginLoss'])(
    '%s: left and right may change places',
    name => {
      const one = everyLoss.find(other => other.name === name)!;
      expect(evaluate(one, [left, right])).toBeCloseTo(evaluate(one, [right, left]), 5);
    },
  );
  test('clipLoss is the mean of infoNceLoss in both directions', () => {
    const [a, b] = tensors([left, right]);
    const both = [infoNceLoss(a, b, { temperature: 0.07 }), infoNceLoss(b, a, { temperature: 0.07 })];
    expect(clipLoss(a, b).dataSync()[0]).toBeCloseTo((both[0].dataSync()[0] + both[1].dataSync()[0]) / 2, 5);
  });
});

describe('a temperature, scale or bias may be learned', () => {
  let [a, b]: tf.Tensor2D[] = [];
  beforeAll(() => {
    [a, b] = tensors([rowsOf(1), rowsOf(2)]);
  });
  const slopes: [string, (x: tf.Scalar | number) => tf.Scalar, number][] = [
    ['temperature of infoNceLoss', x => infoNceLoss(a, b, { temperature: x }), 0.3],
    ['temperature of clipLoss', x => clipLoss(a, b, { temperature: x }), 0.3],
    ['scale of sigmoidLoss', x => sigmoidLoss(a, b, { scale: x }), 5],
    ['bias of sigmoidLoss', x => sigmoidLoss(a, b, { bias: x }), -3],
  ];
  test.each(slopes)('%s', (_, loss, start) => {
    const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => loss(x as tf.Scalar))(tf.scalar(start));
    expect(value.dataSync()[0]).toBeCloseTo(loss(start).dataSync()[0], 4);
    const step = 0.02 * Math.abs(start);
    const slope = (loss(start + step).dataSync()[0] - loss(start - step).dataSync()[0]) / (2 * step);
    expect(Math.abs(grad.dataSync()[0] - slope)).toBeLessThan(5e-3 * Math.max(1, Math.abs(slope)));
  });
});
