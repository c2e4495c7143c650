import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { EXPECTED, gradientStep, proveGradients } from '../../lib/engine/proof.cjs';

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

describe('the trial step that an engine must pass', () => {
  it('expects what the plain cpu engine gives', async () => {
    await tf.setBackend('cpu');
    const numbers = await gradientStep(tf);
    await tf.setBackend('wasm');
    numbers.forEach((value, i) => {
      expect(value / EXPECTED[i]).toBeCloseTo(1, 5);
    });
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await proveGradients(tf);
    expect(tf.memory().numTensors).toBe(before);
  });

  // an engine with one kernel broken, as a bad build or driver would have it
  for (const kernelName of ['Conv2D', 'Conv2DBackpropFilter', 'BatchMatMul', 'MaxPoolGrad', 'Sum', 'Relu']) {
    it(`fails when ${kernelName} is wrong`, async () => {
      const config = tf.getKernel(kernelName, 'wasm');
      const swap = (kernelFunc: typeof config.kernelFunc) => {
        tf.unregisterKernel(kernelName, 'wasm');
        tf.registerKernel({ ...config, kernelFunc });
      };
      swap(call => {
        const result = config.kernelFunc(call) as tf.TensorInfo;
        const backend = call.backend as { typedArrayFromHeap(info: tf.TensorInfo): Float32Array };
        const values = backend.typedArrayFromHeap(result);
        for (let i = 0; i < values.length; i += 2) values[i] *= 1.1;
        return result;
      });
      try {
        await expect(proveGradients(tf)).rejects.toThrow(/a gradient step gives .* expected .* computes wrong numbers/);
      } finally {
        swap(config.kernelFunc);
      }
      await proveGradients(tf);
    });
  }
});
