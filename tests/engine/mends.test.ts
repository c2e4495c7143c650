// What the WASM backend of TensorFlow.js 4.22.0 gets wrong as it comes, or corrupts its heap with. Each case fails without the mend.
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import type { WasmBackend } from '../../lib/engine/wasm/context';
import { energy, expectAsOnCpu, largestDifference, normal, on, type Tensors } from './support';

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

const X = [2, 8, 7, 3];
const images = (shape = X) => normal<tf.Rank.R4>(shape, 1);
const filters = (shape: number[]) => normal<tf.Rank.R4>(shape, 2);
const explicit: [[number, number], [number, number], [number, number], [number, number]] = [
  [0, 0],
  [1, 0],
  [0, 2],
  [0, 0],
];

describe('max pooling', () => {
  it('gives a window whose maximum is negative its gradient', () =>
    expectAsOnCpu(() => tf.grad(x => energy(tf.maxPool(x as tf.Tensor4D, 2, 2, 'same')))(tf.sub(images(), 10))));

  it('lets NaN through, so that a broken loss is seen', async () => {
    const [{ values }] = await on('wasm', () => tf.maxPool(tf.tensor4d([1, NaN, 2, 3], [1, 2, 2, 1]), 2, 2, 'valid'));
    expect(values).toEqual([NaN]);
  });

  it('takes whole numbers', () =>
    expectAsOnCpu(() => tf.maxPool(tf.cast(tf.mul(images(), 10), 'int32') as tf.Tensor4D, 2, 2, 'valid')));
});

describe("a convolution with padding 'same' whose stride exceeds its kernel", () => {
  const x = () => images([2, 6, 7, 3]);
  const cases: [kernel: [number, number], stride: number][] = [
    [[1, 1], 2],
    [[1, 2], 2],
    [[1, 3], 3],
    [[2, 3], 3],
    [[2, 1], 3],
  ];
  for (const [kernel, stride] of cases) {
    const title = `kernel ${kernel.join(' x ')}, stride ${stride}`;
    const w = (depth: number) => filters([...kernel, 3, depth]);
    it(title, () => expectAsOnCpu(() => tf.conv2d(x(), w(4), stride, 'same')));
    it(`${title}, depthwise`, () => expectAsOnCpu(() => tf.depthwiseConv2d(x(), w(2), stride, 'same')));
    it(`${title}, with bias and activation in one op`, () =>
      expectAsOnCpu(() => {
        const rest = { x: x(), strides: stride, pad: 'same' as const, activation: 'relu' as const };
        return [
          tf.fused.conv2d({ ...rest, filter: w(4), bias: normal([4], 3) }),
          tf.fused.depthwiseConv2d({ ...rest, filter: w(2), bias: normal([6], 3) }),
        ];
      }));
  }
});

describe('padding as one number', () => {
  // TensorFlow.js sizes the output's width by the kernel's height and the vertical stride
  const refused: Record<string, () => Tensors> = {
    'conv2d with a kernel of 3 x 5': () => tf.conv2d(images(), filters([3, 5, 3, 4]), 1, 1),
    'conv2d with strides of 1 and 2': () => tf.conv2d(images(), filters([3, 3, 3, 4]), [1, 2], 1),
    'conv2d dilated by 1 and 2': () => tf.conv2d(images(), filters([3, 3, 3, 4]), 1, 1, 'NHWC', [1, 2]),
    'fused conv2d': () => tf.fused.conv2d({ x: images(), filter: filters([3, 5, 3, 4]), strides: 1, pad: 1 }),
    depthwiseConv2d: () => tf.depthwiseConv2d(images(), filters([3, 5, 3, 1]), 1, 1),
    'fused depthwiseConv2d': () =>
      tf.fused.depthwiseConv2d({ x: images(), filter: filters([3, 5, 3, 1]), strides: 1, pad: 1 }),
    maxPool: () => tf.maxPool(images(), [3, 2], 1, 1),
    avgPool: () => tf.avgPool(images(), [3, 2], 1, 1),
    conv2dTranspose: () => tf.conv2dTranspose(images([2, 8, 9, 4]), filters([3, 5, 3, 4]), [2, 8, 7, 3], 1, 1),
  };
  for (const [name, compute] of Object.entries(refused)) {
    it(`is refused before it does harm: ${name}`, async () => {
      await expect(on('wasm', compute)).rejects.toThrow(
        /wide, expected \d+; write the padding as \[\[0, 0\], \[1, 1\]/,
      );
    });
  }

  it('is right with a square kernel and stride', () =>
    expectAsOnCpu(() => [tf.conv2d(images(), filters([3, 3, 3, 4]), 2, 1), tf.maxPool(images(), 3, 2, 1)]));
});

describe('padding for each side', () => {
  const cases: Record<string, () => Tensors> = {
    conv2d: () => tf.conv2d(images(), filters([3, 5, 3, 4]), [1, 2], explicit),
    'conv2d with its gradients': () =>
      tf.grads((x, w) => energy(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, [1, 2], explicit)))([
        images(),
        filters([3, 2, 3, 4]),
      ]),
    'conv2d dilated': () => tf.conv2d(images(), filters([3, 2, 3, 4]), 1, explicit, 'NHWC', [1, 2]),
    'conv2d with more padding than kernel': () =>
      tf.grads((x, w) => energy(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 3)))([
        images(),
        filters([2, 2, 3, 4]),
      ]),
    depthwiseConv2d: () => tf.depthwiseConv2d(images(), filters([3, 2, 3, 2]), 1, explicit),
    maxPool: () => tf.maxPool(images(), [2, 3], 2, explicit),
    avgPool: () => tf.avgPool(images(), [2, 3], 2, explicit),
  };
  for (const [name, compute] of Object.entries(cases)) it(name, () => expectAsOnCpu(compute));
});

describe('an output whose size is rounded up', () => {
  const maxPool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 2, 0, 'ceil');
  const avgPool = (x: tf.Tensor) => tf.avgPool(x as tf.Tensor4D, 2, 2, 0, 'ceil');
  const x = () => images([2, 9, 7, 3]);

  it('conv2d', () => expectAsOnCpu(() => tf.conv2d(x(), filters([2, 2, 3, 4]), 2, 0, 'NHWC', 1, 'ceil')));
  it('depthwiseConv2d', () =>
    expectAsOnCpu(() => tf.depthwiseConv2d(x(), filters([2, 2, 3, 2]), 2, 0, 'NHWC', 1, 'ceil')));
  it('maxPool', () => expectAsOnCpu(() => maxPool(x())));
  it('avgPool', () => expectAsOnCpu(() => avgPool(x())));

  // The cpu engine forgets the last windows here, so the gradient is held against one that needs no rounding.
  it('the gradient of maxPool', async () => {
    const low = (t: tf.Tensor) => tf.pad(t as tf.Tensor4D, [[0, 0], [0, 1], [0, 1], [0, 0]], -100); // biome-ignore format: one line
    const actual = await on('wasm', () => tf.grad(t => energy(maxPool(t)))(x()));
    const expected = await on('wasm', () =>
      tf.grad(t => energy(tf.maxPool(low(t) as tf.Tensor4D, 2, 2, 'valid')))(x()),
    );
    expect(largestDifference(actual, expected)).toBeLessThan(1e-5);
  });

  it('the gradient of avgPool reaches the last row and column', async () => {
    const [{ shape, values }] = await on('wasm', () =>
      tf.grad(t => tf.sum(avgPool(t)) as tf.Scalar)(tf.ones([1, 3, 3, 1])),
    );
    expect(shape).toEqual([1, 3, 3, 1]);
    expect(values.every(value => value > 0)).toBe(true);
  });
});

describe('products with bias and activation in one op, as tf.layers asks for', () => {
  for (const activation of ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const) {
    for (const [transposeA, transposeB] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ]) {
      it(`${activation}${transposeA ? ', a transposed' : ''}${transposeB ? ', b transposed' : ''}`, () =>
        expectAsOnCpu(() =>
          tf.fused.matMul({
            a: normal(transposeA ? [6, 5] : [5, 6], 1),
            b: normal(transposeB ? [4, 6] : [6, 4], 2),
            bias: normal([4], 3),
            preluActivationWeights: activation === 'prelu' ? normal([4], 4) : undefined,
            leakyreluAlpha: 0.3,
            ...{ transposeA, transposeB, activation },
          }),
        ));
    }
    // by windows, as a product of pixels and channels, by Winograd's tiles, and dilated, which is left to the backend
    const convolutions = { '3 x 3': [3, 3, 3, 4], '1 x 1': [1, 1, 3, 5], '3 x 3, of eights': [3, 3, 8, 8] } as const;
    for (const [name, shape] of Object.entries(convolutions)) {
      for (const dilations of name === '3 x 3' ? [1, 2] : [1]) {
        it(`${activation}, of a convolution, ${name}${dilations > 1 ? ', dilated' : ''}`, () =>
          expectAsOnCpu(() =>
            tf.fused.conv2d({
              ...{ x: images([2, 8, 7, shape[2]]), filter: filters([...shape]), strides: 1, pad: 'same' as const },
              ...{ activation, dilations },
              bias: normal([shape[3]], 3),
              preluActivationWeights: activation === 'prelu' ? normal([shape[3]], 4) : undefined,
              leakyreluAlpha: 0.3,
            }),
          ));
      }
    }
    for (const channels of [3, 16, 37]) {
      it(`${activation}, of a depthwise convolution of ${channels} channels`, () =>
        expectAsOnCpu(() =>
          tf.fused.depthwiseConv2d({
            ...{
              x: images([2, 8, 7, channels]),
              filter: filters([5, 3, channels, 1]),
              strides: 2,
              pad: 'same' as const,
            },
            activation,
            bias: normal([channels], 3),
            preluActivationWeights: activation === 'prelu' ? normal([channels], 4) : undefined,
            leakyreluAlpha: 0.3,
          }),
        ));
    }
  }

  it('takes a bias of any shape that fits', () =>
    expectAsOnCpu(() =>
      [normal([1, 4], 3), tf.scalar(2)].map(bias =>
        tf.fused.matMul({ a: normal([5, 6], 1), b: normal([6, 4], 2), bias, activation: 'relu' }),
      ),
    ));
});

describe('matrix products', () => {
  it('over no columns are zero', () => expectAsOnCpu(() => tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3]))));
  it('of no rows are empty', () => expectAsOnCpu(() => tf.matMul(tf.zeros([0, 3]), tf.zeros([3, 2]))));
  it('of whole numbers', () =>
    expectAsOnCpu(() => tf.matMul(tf.tensor2d([[1, 2]], [1, 2], 'int32'), tf.tensor2d([[3], [4]], [2, 1], 'int32'))));
  it('of batches that are spread over one another', () =>
    expectAsOnCpu(() => tf.matMul(normal([2, 1, 3, 4], 1), normal([1, 3, 4, 2], 2))));
});

describe('what cannot be computed is refused with what to do', () => {
  const cases: [name: string, compute: () => Tensors, message: RegExp][] = [
    [
      'channels first',
      () => tf.conv2d(images([2, 3, 8, 7]), filters([3, 3, 3, 2]), 1, 'same', 'NCHW'),
      /tf\.transpose/,
    ],
    [
      'channels first, depthwise',
      () => tf.depthwiseConv2d(images([2, 3, 8, 7]), filters([3, 3, 3, 2]), 1, 'same', 'NCHW'),
      /expected NHWC/,
    ],
    [
      'a kernel larger than the picture',
      () => tf.conv2d(images([2, 3, 3, 2]), filters([5, 5, 2, 2]), 1, 'valid'),
      /5 x 5 is larger than the input of 3 x 3.*'same'/,
    ],
    [
      'a pooling window larger than the picture',
      () => tf.maxPool(images([2, 3, 3, 2]), 5, 1, 'valid'),
      /larger than the input/,
    ],
    [
      'an output shape that a transposed convolution cannot have',
      () => tf.conv2dTranspose(images([2, 4, 4, 5]), filters([3, 3, 3, 5]), [2, 12, 12, 3], 2, 'same'),
      /has the shape \[2,4,4,5\], expected \[2,6,6,5\]/,
    ],
  ];
  for (const [name, compute, message] of cases) {
    it(name, async () => {
      await expect(on('wasm', compute)).rejects.toThrow(message);
    });
  }

  it('a tensor that the heap has no room for', async () => {
    const backend = tf.engine().findBackend('wasm') as unknown as WasmBackend;
    for (const shape of [
      [2 ** 10, 2 ** 20 - 1], // does not fit
      [2 ** 16, 2 ** 15], // 8 GiB, which 32 bits take for nothing
      [2 ** 14, 2 ** 16 - 1], // so near to 4 GiB that the allocator takes it for a little
    ]) {
      expect(() => backend.makeOutput(shape, 'float32')).toThrow(/no room for \d+ MiB more.*smaller batches/);
    }
    await expectAsOnCpu(() => tf.add(tf.ones([2]), 1)); // and nothing is broken
  });
});
