import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { clipLoss } from '../../lib/losses/clip';
import { cosineMseLoss } from '../../lib/losses/cosine-mse';
import { infoNceLoss } from '../../lib/losses/info-nce';
import { marginLoss } from '../../lib/losses/margin';
import { ntXentLoss } from '../../lib/losses/nt-xent';
import { sigmoidLoss } from '../../lib/losses/sigmoid';
import { supConLoss } from '../../lib/losses/sup-con';
import { tripletLoss } from '../../lib/losses/triplet';
import {
  batch,
  type GradientSummary,
  type LossBatch,
  type LossResult,
  labels,
  lossReference,
  same,
  uniform,
} from '../reference/batches';

/** The bar: relative to the reference's value, or to the largest entry of its gradient. */
const TOLERANCE = 1e-4;

/** Every loss, value and gradient, on every reference batch, on one engine. */
export function describeReference(engine: 'wasm' | 'cpu'): void {
  describe(`on ${engine}`, () => {
    beforeAll(async () => {
      await startEngine({ engine });
    });
    for (const reference of lossReference()) {
      const { n, d, rows, labels: kind } = reference;
      test.each(reference.results.map(result => [title(result), result] as const))(
        `${n} x ${d} ${rows}, labels ${kind}: %s equals PyTorch, and so do its gradients`,
        (_, result) => expectAsReference(reference, result),
      );
    }
  });
}

const title = ({ loss, distance, temperature, labelled }: LossResult) =>
  [loss, distance, temperature && `temperature ${temperature}`, labelled && loss !== 'supConLoss' && 'labels']
    .filter(Boolean)
    .join(', ');

function expectAsReference(reference: LossBatch, result: LossResult): void {
  const { n, d, seed } = reference;
  const tensors = batch(n, d, reference.rows, seed).map(values => tf.tensor2d(values, [n, d]));
  const before = tf.memory().numTensors;
  const compute = tf.valueAndGrads((...rows: tf.Tensor[]) => lossOf(reference, result, rows as tf.Tensor2D[]));
  const { value, grads } = compute(tensors.slice(0, result.gradients.length));
  expect(tf.memory().numTensors).toBe(before + 1 + grads.length);

  const actual = value.dataSync()[0];
  expect(Math.abs(actual - result.value) / Math.max(Math.abs(result.value), 1e-12)).toBeLessThan(TOLERANCE);
  result.gradients.forEach((expected, i) => {
    expect(gradientError(grads[i].dataSync() as Float32Array, expected, d, seed, absoluteFloor(result))).toBeLessThan(
      TOLERANCE,
    );
  });
  tf.dispose([...tensors, value, ...grads]);
}

/**
 * Gradients below this are 0 but for rounding (rows identical or opposite, or a loss of 1e-15), and a relative error means nothing:
 * there the absolute one counts, since a logit has an error of 1e-7 / temperature whatever its size.
 */
const VANISHING = 1e-6;
const absoluteFloor = ({ temperature = 1, scale = 1 }: LossResult) => 1e-3 * Math.max(1 / temperature, scale);

function lossOf({ n, labels: kind }: LossBatch, result: LossResult, [a, b, c]: tf.Tensor2D[]): tf.Scalar {
  const { margin, temperature, distance, scale, bias } = result;
  const ids = result.labelled ? labels(n, kind) : undefined;
  switch (result.loss) {
    case 'cosineMseLoss':
      return cosineMseLoss(a, b, same(n));
    case 'marginLoss':
      return marginLoss(a, b, same(n), { margin });
    case 'tripletLoss':
      return tripletLoss(a, b, c, { margin, distance });
    case 'infoNceLoss':
      return infoNceLoss(a, b, { temperature, labels: ids });
    case 'clipLoss':
      return clipLoss(a, b, { temperature, labels: ids });
    case 'ntXentLoss':
      return ntXentLoss(a, b, { temperature });
    case 'supConLoss': // n rows, half of them left and half right
      return supConLoss(tf.concat([tf.slice(a, 0, (n + 1) >> 1), tf.slice(b, 0, n >> 1)]), ids!, { temperature });
    case 'sigmoidLoss':
      return sigmoidLoss(a, b, { scale, bias });
    default:
      throw new Error(`no loss ${result.loss}`);
  }
}

/** The largest error of a gradient in relation to its size. */
function gradientError(
  actual: Float32Array,
  expected: GradientSummary,
  d: number,
  seed: number,
  floor: number,
): number {
  const size = (norm: number) => (norm < VANISHING ? floor : norm);
  if (expected.all) {
    expect(actual.length).toBe(expected.all.length);
    return apart(actual, expected.all) / size(largest(expected.all));
  }
  const norm = Math.hypot(...actual);
  const probes = expected.probes!.map((_, i) => {
    const probe = uniform(seed + 100 + i, actual.length);
    return actual.reduce((sum, x, j) => sum + x * probe[j], 0);
  });
  return Math.max(
    apart(actual.subarray(0, d), expected.row!) / size(largest(expected.row!)),
    Math.abs(norm - expected.norm!) / size(expected.norm!),
    apart(probes, expected.probes!) / size(expected.norm!),
  );
}

const largest = (values: ArrayLike<number>) => Array.from(values).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
const apart = (values: ArrayLike<number>, others: number[]) => largest(others.map((x, i) => x - values[i]));
