import { expect, it } from 'vitest';
import { type SeededRandom, seededRandom, tf } from '../../lib/engine/index';
import { expectAsOnCpu, type Tensors } from './support';

const between = (random: SeededRandom, low: number, high: number) => low + random.integer(high - low + 1);
const pick = <T>(random: SeededRandom, choices: readonly T[]) => choices[random.integer(choices.length)];
const sizeOf = (shape: number[]) => shape.reduce((product, n) => product * n, 1);
const uniform = <R extends tf.Rank>(random: SeededRandom, shape: number[]) => {
  const values = Float32Array.from({ length: sizeOf(shape) }, () => random.next() * 2 - 1);
  return () => tf.tensor(values, shape) as tf.Tensor as tf.Tensor<R>;
};
const wave = (shape: number[]) => tf.reshape(tf.sin(tf.range(0, sizeOf(shape))), shape);

type Padding = 'same' | 'valid' | number;

/** One op with its gradients; undefined where the sizes do not go together. */
type Case = { name: string; compute: () => Tensors } | undefined;

function convolution(random: SeededRandom): Case {
  const [n, h, w, c, d] = [40, 11, 11, 9, 20].map(most => between(random, 1, most));
  const [kh, kw] = [between(random, 1, 5), between(random, 1, 5)];
  const strides: [number, number] = [between(random, 1, 3), between(random, 1, 3)];
  const pad = pick<Padding>(random, ['same', 'valid', 1, 2]);
  if (typeof pad === 'number' && (kh !== kw || strides[0] !== strides[1])) return undefined;
  const padding = typeof pad === 'number' ? 2 * pad : 0;
  if (pad !== 'same' && (h + padding < kh || w + padding < kw)) return undefined;
  return convolutionOf(random, { x: [n, h, w, c], filter: [kh, kw, c, d], strides, pad });
}

/** One filter a channel, on pictures small and large enough for all cores. */
function depthwise(random: SeededRandom): Case {
  const [n, h, w, c] = [3, 40, 40, 40].map(most => between(random, 1, most));
  const [kh, kw] = [between(random, 1, 5), between(random, 1, 5)];
  const stride = between(random, 1, 3);
  const pad = pick<'same' | 'valid'>(random, ['same', 'valid']);
  if (pad === 'valid' && (h < kh || w < kw)) return undefined;
  const x = uniform<tf.Rank.R4>(random, [n, h, w, c]);
  const filter = uniform<tf.Rank.R4>(random, [kh, kw, c, 1]);
  return {
    name: `depthwiseConv2d ${[n, h, w, c]} by ${[kh, kw]}, stride ${stride}, padding ${pad}`,
    compute: () => [
      tf.depthwiseConv2d(x(), filter(), stride, pad),
      tf.relu6(tf.mul(tf.conv2d(x(), tf.slice(tf.tile(filter(), [1, 1, 1, 40]), 0, [1, 1, c, 40]), 1, pad), 4)),
    ],
  };
}

interface Convolution {
  x: number[];
  filter: number[];
  strides: [number, number];
  pad: Padding;
}

function convolutionOf(random: SeededRandom, { x: xShape, filter: filterShape, strides, pad }: Convolution): Case {
  const x = uniform<tf.Rank.R4>(random, xShape);
  const filter = uniform<tf.Rank.R4>(random, filterShape);
  const conv = (a: tf.Tensor, b: tf.Tensor) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides, pad);
  return {
    name: `conv2d ${xShape} by ${filterShape}, strides ${strides}, padding ${pad}`,
    compute: () => {
      const y = conv(x(), filter());
      return [y, ...tf.grads(conv)([x(), filter()], wave(y.shape))];
    },
  };
}

/** Of 3 x 3 taps, stride 1 and channels in eights, which the WASM engine computes in a way of its own. */
function winograd(random: SeededRandom): Case {
  const [n, h, w] = [20, 13, 13].map(most => between(random, 1, most));
  const [c, d] = [8 * between(random, 1, 3), 8 * between(random, 1, 3)];
  const pad = pick<Padding>(random, ['same', 'valid', 1, 2, 4]);
  if (pad === 'valid' && (h < 3 || w < 3)) return undefined;
  return convolutionOf(random, { x: [n, h, w, c], filter: [3, 3, c, d], strides: [1, 1], pad });
}

function product(random: SeededRandom): Case {
  const [m, k, n] = [70, 60, 70].map(most => between(random, 1, most));
  const batch = pick(random, [0, 1, 3]);
  const [transposeA, transposeB] = [random.next() < 0.5, random.next() < 0.5];
  const outer = () => (batch ? [random.next() < 0.3 ? 1 : batch] : []);
  const a = [...outer(), ...(transposeA ? [k, m] : [m, k])];
  const b = [...outer(), ...(transposeB ? [n, k] : [k, n])];
  const [x, y] = [uniform(random, a), uniform(random, b)];
  return {
    name: `matMul [${a}]${transposeA ? ' transposed' : ''} by [${b}]${transposeB ? ' transposed' : ''}`,
    compute: () => tf.matMul(x(), y(), transposeA, transposeB),
  };
}

function pooling(random: SeededRandom): Case {
  const [n, c] = [between(random, 1, 40), between(random, 1, 9)];
  const [h, w] = [between(random, 2, 11), between(random, 2, 11)];
  const size: [number, number] = [between(random, 1, 3), between(random, 1, 3)];
  const strides: [number, number] = [between(random, 1, 3), between(random, 1, 3)];
  const pad = pick<'same' | 'valid'>(random, ['same', 'valid']);
  if (pad === 'valid' && (h < size[0] || w < size[1])) return undefined;
  const steps = uniform<tf.Rank.R4>(random, [n, h, w, c]);
  const x = () => tf.sub(tf.div(tf.round(tf.mul(steps(), 8)), 8), 1.5) as tf.Tensor4D; // with ties, most of it negative
  const op = pick(random, ['maxPool', 'maxPool', 'avgPool'] as const);
  const pool = (t: tf.Tensor) => tf[op](t as tf.Tensor4D, size, strides, pad);
  return {
    name: `${op} ${[n, h, w, c]}, window ${size}, strides ${strides}, padding ${pad}`,
    compute: () => {
      const y = pool(x());
      return [y, tf.grad(pool)(x(), wave(y.shape))];
    },
  };
}

/** Windows of 2 x 2 pixels side by side, in which values come more than once. */
function halving(random: SeededRandom): Case {
  const [n, h, w, c] = [40, 6, 6, 4].map(most => between(random, 1, most));
  const x = uniform<tf.Rank.R4>(random, [n, 2 * h, 2 * w, 4 * c]);
  const few = () => tf.round(tf.mul(x(), 2)) as tf.Tensor4D;
  const pool = (values: tf.Tensor) => tf.maxPool(values as tf.Tensor4D, 2, 2, 'same');
  return {
    name: `maxPool 2 x 2 of ${[n, 2 * h, 2 * w, 4 * c]}`,
    compute: () => [pool(x()), pool(few()), tf.grad(pool)(few(), wave([n, h, w, 4 * c]))],
  };
}

function sum(random: SeededRandom): Case {
  const shape = [200, 30, 9].map(most => between(random, 1, most));
  const axes = pick(random, [[0], [0, 1]]);
  const keep = random.next() < 0.5;
  const x = uniform(random, shape);
  return { name: `sum of [${shape}] over ${axes}${keep ? ', axes kept' : ''}`, compute: () => tf.sum(x(), axes, keep) };
}

/** What is computed value by value: tensors on both sides of the size from which all cores take part, NaN among the values. */
function valueByValue(random: SeededRandom): Case {
  const shape = [between(random, 1, 300), between(random, 200, 400), between(random, 1, 9)];
  const [x, y, row] = [uniform(random, shape), uniform(random, shape), uniform(random, shape.slice(-1))];
  const withNaN = () => tf.where(tf.greater(y(), 0.9), NaN, x());
  const known = (z: tf.Tensor) => [tf.cast(tf.isNaN(z), 'int32'), tf.where(tf.isNaN(z), 0, z)];
  const ops: Record<string, () => Tensors> = {
    'the sum': () => tf.add(x(), y()),
    'the sum with a row': () => [tf.add(x(), row()), tf.add(x(), tf.reshape(row(), [1, 1, -1])), tf.add(row(), x())],
    'the difference': () => [tf.sub(x(), y()), tf.sub(x(), row()), tf.sub(row(), x())],
    'the product': () => [tf.mul(x(), y()), tf.mul(x(), row()), tf.mul(row(), x()), tf.square(x())],
    'ReLU and its gradient': () => [tf.relu(x()), tf.grad(t => tf.relu(t))(x(), y())],
    'steps to 0, 2 and a fraction': () => [0, 2, 0.5].map(alpha => tf.step(x(), alpha)),
    'what is no number': () => [...known(tf.relu(withNaN())), ...known(tf.step(withNaN()))],
  };
  const op = pick(random, Object.keys(ops));
  return { name: `${op} of [${shape}]`, compute: ops[op] };
}

const FAMILIES: [family: (random: SeededRandom) => Case, count: number][] = [
  [convolution, 140],
  [depthwise, 40],
  [winograd, 60],
  [product, 120],
  [pooling, 80],
  [halving, 30],
  [sum, 30],
  [valueByValue, 30],
];

/** A test for each family of ops: what it gives for random shapes is what the cpu engine gives. */
export function testRandomShapes(seed: number): void {
  for (const [family, count] of FAMILIES) {
    it(`${family.name}, seed ${seed}`, async () => {
      const random = seededRandom(seed).fork(family.name);
      let compared = 0;
      for (let i = 0; i < count; i++) {
        const made = family(random);
        if (!made) continue;
        await expectAsOnCpu(made.compute).catch(error => {
          throw new Error(`${made.name}: ${error.message}`);
        });
        compared++;
      }
      expect(compared).toBeGreaterThan(count / 4);
    });
  }
}
