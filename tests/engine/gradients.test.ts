import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { energy, expectAsOnCpu, normal } from './support';

// Of another engine: COURSE_ENGINE=webgpu npx vitest run --project unit tests/engine/gradients.test.ts
beforeAll(async () => {
  await startEngine(process.env.COURSE_ENGINE ? {} : { engine: 'wasm' });
});

/**
 * TensorFlow's own library differs in two things that the course does not use: it has no padding by a number, and of an average over a
 * window that hangs over the edge it divides the gradient by the pixels inside, as the average itself does; the others by the whole window.
 */
const native = process.env.COURSE_ENGINE === 'native';

/** TensorFlow.js on WebGPU has no buffer of no bytes: an empty tensor fails there, and so does the op after it. */
const webgpu = process.env.COURSE_ENGINE === 'webgpu';

type Padding = 'same' | 'valid' | number;
const images = (shape: number[]) => normal<tf.Rank.R4>(shape, 1);
const filters = (shape: number[]) => normal<tf.Rank.R4>(shape, 2);

describe('gradients of a convolution equal those of the cpu engine', () => {
  const cases: [shape: number[], d: number, kernel: number, stride: number, padding: Padding][] = [
    [[2, 8, 8, 3], 4, 3, 1, 'same'],
    [[2, 9, 7, 3], 4, 3, 1, 'valid'],
    [[2, 8, 8, 3], 4, 3, 2, 'same'],
    [[2, 9, 9, 3], 4, 3, 2, 'same'],
    [[3, 9, 8, 2], 5, 3, 2, 'valid'],
    [[2, 12, 12, 2], 3, 5, 3, 'valid'],
    [[1, 7, 7, 1], 1, 1, 1, 'same'],
    [[2, 8, 8, 2], 2, 1, 2, 'valid'],
    [[2, 8, 8, 2], 3, 2, 1, 'same'],
    [[2, 8, 8, 2], 3, 4, 1, 'same'],
    [[2, 10, 10, 2], 3, 4, 2, 'same'],
    [[1, 6, 6, 2], 3, 6, 1, 'valid'],
    [[2, 8, 8, 3], 4, 3, 1, 1],
    // channels in eights: those that lib/engine/wasm/winograd.ts takes
    [[2, 14, 14, 32], 64, 3, 1, 'same'],
    [[20, 3, 5, 8], 16, 3, 1, 'same'],
    [[3, 1, 1, 8], 8, 3, 1, 'same'],
    [[2, 9, 8, 16], 24, 3, 1, 'valid'],
    [[2, 3, 3, 8], 8, 3, 1, 'valid'],
    [[2, 8, 7, 8], 8, 3, 1, 3],
    // without a pixel, or a picture
    [[1, 4, 0, 8], 8, 3, 1, 4],
    [[0, 4, 4, 8], 8, 3, 1, 'same'],
  ];
  for (const [shape, d, kernel, stride, padding] of cases) {
    it.skipIf((native && typeof padding === 'number') || (webgpu && shape.includes(0)))(
      `of ${shape.join(' x ')}, kernel ${kernel}, stride ${stride}, padding ${padding}`,
      () =>
        expectAsOnCpu(() =>
          tf.grads((x, w) => energy(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, padding)))([
            images(shape),
            filters([kernel, kernel, shape[3], d]),
          ]),
        ),
    );
  }
});

describe('gradients of pooling equal those of the cpu engine', () => {
  const cases: [size: number, window: number, stride: number, padding: 'same' | 'valid'][] = [
    [8, 2, 2, 'valid'],
    [9, 2, 2, 'valid'],
    [8, 2, 1, 'valid'],
    [8, 3, 2, 'valid'],
    [8, 3, 2, 'same'],
    [7, 2, 2, 'same'],
    [9, 3, 3, 'valid'],
  ];
  for (const pool of ['maxPool', 'avgPool'] as const) {
    for (const [size, window, stride, padding] of cases) {
      const end = (Math.ceil(size / stride) - 1) * stride + window;
      const overEdge = pool === 'avgPool' && padding === 'same' && end > size;
      it.skipIf(native && overEdge)(
        `${pool} of ${size} x ${size}, window ${window}, stride ${stride}, padding ${padding}`,
        () =>
          expectAsOnCpu(() =>
            tf.grad(x => energy(tf[pool](x as tf.Tensor4D, window, stride, padding)))(images([2, size, size, 3])),
          ),
      );
    }
  }

  // TensorFlow.js on WebGPU gives it to the last of equal pixels (`>=` in its pooling), the others to the first.
  it.skipIf(webgpu)('maxPool of 8 x 8 pixels, many of them equal', () =>
    expectAsOnCpu(() =>
      tf.grad(x => energy(tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid')))(tf.round(images([2, 8, 8, 3]))),
    ),
  );
});

describe('gradients of a matrix product equal those of the cpu engine', () => {
  for (const outer of [[], [2], [1]]) {
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) {
        const a = [...outer, ...(transposeA ? [5, 7] : [7, 5])];
        const b = [...outer, ...(transposeB ? [3, 5] : [5, 3])];
        it(`[${a}]${transposeA ? ' transposed' : ''} times [${b}]${transposeB ? ' transposed' : ''}`, () =>
          expectAsOnCpu(() =>
            tf.grads((x, y) => energy(tf.matMul(x, y, transposeA, transposeB)))([normal(a, 4), normal(b, 5)]),
          ));
      }
    }
  }
});

describe('gradients of other ops equal those of the cpu engine', () => {
  const cases: Record<string, [op: (x: tf.Tensor) => tf.Tensor, shape?: number[]]> = {
    relu: [x => tf.relu(x)],
    sigmoid: [x => tf.sigmoid(x)],
    tanh: [x => tf.tanh(x)],
    softmax: [x => tf.softmax(x)],
    logSoftmax: [x => tf.logSoftmax(x)],
    elu: [x => tf.elu(x)],
    selu: [x => tf.selu(x)],
    leakyRelu: [x => tf.leakyRelu(x)],
    softplus: [x => tf.softplus(x)],
    'log of exp': [x => tf.log(tf.add(tf.exp(x), 1))],
    'rows of unit length': [x => tf.div(x, tf.sqrt(tf.sum(tf.square(x), 1, true)))],
    'mean over rows': [x => tf.mean(x, 0)],
    'sum over columns': [x => tf.sum(x, 1)],
    'sum over leading axes': [x => tf.sum(x, [0, 1]), [3, 4, 5]],
    'sum over trailing axes': [x => tf.sum(x, [1, 2]), [3, 4, 5]],
    variance: [x => tf.moments(x, [0]).variance],
    max: [x => tf.max(x, 1)],
    pow: [x => tf.pow(tf.abs(x), 2.5)],
    concat: [x => tf.concat([x, x], 1)],
    stack: [x => tf.stack([x, x])],
    slice: [x => tf.slice(x, [1, 1], [2, 3])],
    pad: [
      x =>
        tf.pad(x, [
          [1, 1],
          [2, 2],
        ]),
    ],
    transpose: [x => tf.transpose(x)],
    tile: [x => tf.tile(x, [2, 3])],
    resizeBilinear: [x => tf.image.resizeBilinear(x as tf.Tensor4D, [9, 9]), [2, 5, 5, 2]],
    gather: [x => tf.gather(x, tf.tensor1d([0, 2, 2], 'int32'))],
    clipByValue: [x => tf.clipByValue(x, -0.5, 0.5)],
    cumsum: [x => tf.cumsum(x, 1)],
    'batchNorm without scale': [
      x => tf.batchNorm(x, tf.mean(x, 0) as tf.Tensor1D, tf.moments(x, 0).variance as tf.Tensor1D),
    ],
    huberLoss: [x => tf.losses.huberLoss(tf.zerosLike(x), x)],
    sigmoidCrossEntropy: [x => tf.losses.sigmoidCrossEntropy(tf.onesLike(x), x)],
    softmaxCrossEntropy: [x => tf.losses.softmaxCrossEntropy(tf.oneHot(tf.tensor1d([0, 1, 2, 3], 'int32'), 6), x)],
    cosineDistance: [x => tf.losses.cosineDistance(tf.onesLike(x), x, 1)],
  };
  for (const [name, [op, shape = [4, 6]]] of Object.entries(cases)) {
    it(name, () => expectAsOnCpu(() => tf.grad(x => energy(op(x)))(normal(shape, 6))));
  }
});

describe('gradients of compound layers equal those of the cpu engine', () => {
  type X4 = tf.Tensor4D;
  const cases: Record<string, [layer: (...inputs: tf.Tensor[]) => tf.Tensor, ...shapes: number[][]]> = {
    depthwiseConv2d: [(x, w) => tf.depthwiseConv2d(x as X4, w as X4, 1, 'same'), [2, 6, 6, 3], [3, 3, 3, 2]],
    'conv2dTranspose with stride 2': [
      (x, w) => tf.conv2dTranspose(x as X4, w as X4, [2, 8, 8, 3], 2, 'same'),
      [2, 4, 4, 5],
      [3, 3, 3, 5],
    ],
    separableConv2d: [
      (x, w, v) => tf.separableConv2d(x as X4, w as X4, v as X4, 1, 'same'),
      [2, 6, 6, 3],
      [3, 3, 3, 1],
      [1, 1, 3, 4],
    ],
    conv1d: [(x, w) => tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, 1, 'same'), [2, 10, 3], [3, 3, 4]],
    'fused matMul with relu': [(a, b) => tf.fused.matMul({ a, b, activation: 'relu' }), [4, 5], [5, 3]],
    'fused conv2d with bias': [
      (x, filter, bias) =>
        tf.fused.conv2d({ x: x as X4, filter: filter as X4, strides: 1, pad: 'same', bias, activation: 'linear' }),
      [2, 6, 6, 3],
      [3, 3, 3, 4],
      [4],
    ],
  };
  for (const [name, [layer, ...shapes]] of Object.entries(cases)) {
    it(name, () =>
      expectAsOnCpu(() =>
        tf.grads((...inputs) => energy(layer(...inputs)))(shapes.map((shape, i) => normal(shape, i + 1))),
      ),
    );
  }
});

it('a convolution of tf.layers computes no gradient in pictures that are not trained', async () => {
  const layer = tf.layers.conv2d({ filters: 4, kernelSize: 3, inputShape: [6, 6, 2] });
  const pictures = images([2, 6, 6, 2]);
  layer.apply(pictures); // makes its weights
  const { kernelNames } = await tf.profile(() => {
    const { value, grads } = tf.variableGrads(() => energy(layer.apply(pictures) as tf.Tensor));
    expect(Object.values(grads).map(({ shape }) => shape)).toEqual([[3, 3, 2, 4], [4]]);
    return value;
  });
  expect(kernelNames).toContain('Conv2DBackpropFilter');
  expect(kernelNames).not.toContain('Conv2DBackpropInput');
});
