import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { assertFiniteValues } from '../../lib/engine/rows';
import { clipLoss } from '../../lib/losses/clip';
import { cosineMseLoss } from '../../lib/losses/cosine-mse';
import { infoNceLoss } from '../../lib/losses/info-nce';
import { marginLoss } from '../../lib/losses/margin';
import { ntXentLoss } from '../../lib/losses/nt-xent';
import { sigmoidLoss } from '../../lib/losses/sigmoid';
import { supConLoss } from '../../lib/losses/sup-con';
import { tripletLoss } from '../../lib/losses/triplet';

type Rows = tf.Tensor2D;
/** Not what the types allow, but what a cell may pass. */
const wrong = (value: unknown) => value as never;

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

/** Each loss with one of its arguments to be filled in, the others being right for 3 rows of 2. */
const arguments3x2: [string, string, (rows: Rows) => tf.Scalar][] = [
  ['cosineMseLoss', 'left', x => cosineMseLoss(x, tf.ones([3, 2]), [1, 0, 1])],
  ['cosineMseLoss', 'right', x => cosineMseLoss(tf.ones([3, 2]), x, [1, 0, 1])],
  ['marginLoss', 'left', x => marginLoss(x, tf.ones([3, 2]), [1, 0, 1])],
  ['marginLoss', 'right', x => marginLoss(tf.ones([3, 2]), x, [1, 0, 1])],
  ['tripletLoss', 'anchor', x => tripletLoss(x, tf.ones([3, 2]), tf.ones([3, 2]))],
  ['tripletLoss', 'positive', x => tripletLoss(tf.ones([3, 2]), x, tf.ones([3, 2]))],
  ['tripletLoss', 'negative', x => tripletLoss(tf.ones([3, 2]), tf.ones([3, 2]), x)],
  ['infoNceLoss', 'anchors', x => infoNceLoss(x, tf.ones([3, 2]))],
  ['infoNceLoss', 'positives', x => infoNceLoss(tf.ones([3, 2]), x)],
  ['clipLoss', 'left', x => clipLoss(x, tf.ones([3, 2]))],
  ['clipLoss', 'right', x => clipLoss(tf.ones([3, 2]), x)],
  ['ntXentLoss', 'left', x => ntXentLoss(x, tf.ones([3, 2]))],
  ['ntXentLoss', 'right', x => ntXentLoss(tf.ones([3, 2]), x)],
  ['supConLoss', 'embeddings', x => supConLoss(x, [0, 0, 1])],
  ['sigmoidLoss', 'left', x => sigmoidLoss(x, tf.ones([3, 2]))],
  ['sigmoidLoss', 'right', x => sigmoidLoss(tf.ones([3, 2]), x)],
];

describe.each(arguments3x2)('%s refuses as %s', (loss, name, call) => {
  test('a tensor of another rank', () => {
    expect(() => call(wrong(tf.ones([3])))).toThrow(`${loss}: ${name} has shape [3], expected [n, dim]`);
    expect(() => call(wrong(tf.ones([3, 2, 1])))).toThrow(`${loss}: ${name} has shape [3, 2, 1], expected [n, dim]`);
  });
  test('what is no tensor', () => {
    expect(() => call(wrong([[1, 2]]))).toThrow(
      `${loss}: ${name} is an array (Array), expected a tensor of shape [n, dim]`,
    );
    expect(() => call(wrong(undefined))).toThrow(`${loss}: ${name} is undefined`);
    expect(() => call(wrong(Promise.resolve()))).toThrow(`${loss}: ${name} is a promise (await is missing)`);
  });
  test('whole numbers', () => {
    expect(() => call(tf.ones([3, 2], 'int32'))).toThrow(
      `${loss}: ${name} (shape [3, 2]) is of dtype int32, expected float32`,
    );
  });
  test('an empty batch', () => {
    expect(() => call(tf.zeros([0, 2]))).toThrow(`${loss}: ${name} has shape [0, 2], expected at least one row`);
  });
  test('NaN, infinite numbers and numbers whose squares are infinite', () => {
    for (const bad of [Number.NaN, Infinity, -Infinity, 1e20]) {
      const rows = tf.tensor2d([
        [1, 2],
        [3, bad],
        [5, 6],
      ]);
      expect(() => call(rows)).toThrow(
        new RegExp(`^${loss}: ${name} \\(shape \\[3, 2\\]\\) holds .* at row 1, column 1, expected finite`),
      );
      // while a gradient is recorded too
      expect(() => tf.grad(x => call(x as Rows))(rows)).toThrow(`${loss}: ${name} (shape [3, 2]) holds`);
    }
  });
});

test('shapes that differ are an error that names both', () => {
  expect(() => clipLoss(tf.ones([3, 2]), tf.ones([4, 2]))).toThrow(
    'clipLoss: right has shape [4, 2], expected [3, 2] like left',
  );
  expect(() => infoNceLoss(tf.ones([3, 2]), tf.ones([3, 5]))).toThrow(
    'infoNceLoss: positives has shape [3, 5], expected [3, 2] like anchors',
  );
  expect(() => tripletLoss(tf.ones([3, 2]), tf.ones([3, 2]), tf.ones([2, 3]))).toThrow(
    'tripletLoss: negative has shape [2, 3], expected [3, 2] like anchor',
  );
});

const withLabels: [string, string, string, (labels: unknown) => tf.Scalar][] = [
  ['cosineMseLoss', 'same', '1 or 0', x => cosineMseLoss(tf.ones([3, 2]), tf.ones([3, 2]), wrong(x))],
  ['marginLoss', 'same', '1 or 0', x => marginLoss(tf.ones([3, 2]), tf.ones([3, 2]), wrong(x))],
  ['infoNceLoss', 'labels', 'whole numbers', x => infoNceLoss(tf.ones([3, 2]), tf.ones([3, 2]), { labels: wrong(x) })],
  ['clipLoss', 'labels', 'whole numbers', x => clipLoss(tf.ones([3, 2]), tf.ones([3, 2]), { labels: wrong(x) })],
  ['supConLoss', 'labels', 'whole numbers', x => supConLoss(tf.ones([3, 2]), wrong(x))],
];

describe.each(withLabels)('%s refuses as %s', (loss, name, expected, call) => {
  test('another number of values than rows', () => {
    expect(() => call([1, 0])).toThrow(`${loss}: ${name} has 2 values, expected 3: one for each row`);
    expect(() => call([])).toThrow(`${loss}: ${name} has 0 values, expected 3`);
    expect(() => call(tf.tensor1d([1, 0, 1, 0]))).toThrow(`${loss}: ${name} has shape [4], expected [3]`);
    expect(() => call(tf.ones([3, 1]))).toThrow(`${loss}: ${name} has shape [3, 1], expected [3]`);
  });
  test(`values that are not ${expected}`, () => {
    for (const bad of [0.5, Number.NaN, Infinity]) {
      expect(() => call([1, bad, 0])).toThrow(`${loss}: ${name} holds ${bad} at position 1, expected ${expected}`);
      expect(() => call(tf.tensor1d([1, bad, 0]))).toThrow(`${loss}: ${name} holds ${bad} at position 1`);
    }
    expect(() => call(['a', 'b', 'c'])).toThrow(`${loss}: ${name} holds NaN at position 0`);
  });
  test('what is no list', () => {
    expect(() => call(3)).toThrow(`${loss}: ${name} is 3, expected an array or tensor of 3 values (${expected})`);
    expect(() => call(null)).toThrow(`${loss}: ${name} is null`);
  });
});

test('supConLoss and cosineMseLoss need their labels', () => {
  expect(() => supConLoss(tf.ones([3, 2]), wrong(undefined))).toThrow('supConLoss: labels is undefined, expected');
  expect(() => cosineMseLoss(tf.ones([3, 2]), tf.ones([3, 2]), wrong(undefined))).toThrow(
    'cosineMseLoss: same is undefined',
  );
});

const pair = (): [Rows, Rows] => [tf.ones([3, 2]), tf.ones([3, 2])];
const numbers: [string, string, (x: number) => tf.Scalar][] = [
  ['infoNceLoss', 'temperature', x => infoNceLoss(...pair(), { temperature: x })],
  ['clipLoss', 'temperature', x => clipLoss(...pair(), { temperature: x })],
  ['ntXentLoss', 'temperature', x => ntXentLoss(...pair(), { temperature: x })],
  ['supConLoss', 'temperature', x => supConLoss(tf.ones([3, 2]), [0, 0, 1], { temperature: x })],
  ['sigmoidLoss', 'scale', x => sigmoidLoss(...pair(), { scale: x })],
  ['marginLoss', 'margin', x => marginLoss(...pair(), [1, 0, 1], { margin: x })],
  ['tripletLoss', 'margin', x => tripletLoss(...pair(), tf.ones([3, 2]), { margin: x })],
];

test.each(numbers)('%s refuses a %s of 0, below 0, NaN, infinite, or no number', (loss, name, call) => {
  for (const bad of [0, -0.1, Number.NaN, Infinity, -Infinity]) {
    expect(() => call(bad)).toThrow(`${loss}: ${name} is ${bad}, expected a`);
    expect(() => call(bad)).toThrow('greater than 0');
  }
  for (const bad of ['0.1', null, true]) expect(() => call(wrong(bad))).toThrow(`${loss}: ${name} is`);
});

test('a temperature that is learned is checked too', () => {
  expect(() => infoNceLoss(...pair(), { temperature: tf.scalar(0) })).toThrow(
    'infoNceLoss: temperature is 0, expected',
  );
  expect(() => infoNceLoss(...pair(), { temperature: wrong(tf.ones([2])) })).toThrow(
    'infoNceLoss: temperature has shape [2], expected a scalar',
  );
});

test('sigmoidLoss refuses a bias that is not finite, and tripletLoss an unknown distance', () => {
  expect(() => sigmoidLoss(...pair(), { bias: Number.NaN })).toThrow(
    'sigmoidLoss: bias is NaN, expected a finite number',
  );
  expect(() => tripletLoss(...pair(), tf.ones([3, 2]), { distance: wrong('manhattan') })).toThrow(
    "tripletLoss: distance is 'manhattan', expected 'cosine' or 'euclidean'",
  );
});

test('an error leaves no tensor behind', () => {
  const [left, right] = pair();
  const before = tf.memory().numTensors;
  expect(() => cosineMseLoss(left, right, [1, 0])).toThrow();
  expect(() => infoNceLoss(left, right, { temperature: 0 })).toThrow();
  expect(() => supConLoss(left, [0.5, 1, 2])).toThrow();
  expect(tf.memory().numTensors).toBe(before);
});

test('assertFiniteValues names the value that is not finite', () => {
  assertFiniteValues('train', 'loss', [3], []);
  expect(() => assertFiniteValues('train', 'loss', [Number.NaN], [])).toThrow(
    'train: loss (a scalar) is NaN, expected a finite number',
  );
  expect(() => assertFiniteValues('train', 'gradient', [1, Infinity], [2])).toThrow(
    'train: gradient (shape [2]) holds Infinity at position 1, expected finite numbers',
  );
});
