import type * as TensorFlow from '@tensorflow/tfjs';
import { CHUNKS, type Context, toEight } from './context';

/** Below so many values a second thread costs more than it brings. */
const SMALL = 16_384;

/** What TensorFlow.js 4.22.0's Adam keeps to itself. */
interface Adam {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  accBeta1: TensorFlow.Variable;
  accBeta2: TensorFlow.Variable;
  accumulatedFirstMoment: Moment[];
  accumulatedSecondMoment: Moment[];
  incrementIterations(): void;
}
interface Moment {
  originalName: string;
  variable: TensorFlow.Variable;
}
type Gradients = Record<string, TensorFlow.Tensor> | { name: string; tensor: TensorFlow.Tensor }[];

/**
 * Adam's step in one pass over a weight, where TensorFlow.js makes a dozen, each with a tensor of its own. The numbers are the same, to the
 * last bit. Its class stays what it was for who reads or writes its state; only `applyGradients` is another while WASM runs.
 */
export function registerAdam({ tf, backend, pool, address, scratch, add }: Context): void {
  add('AdamStep', ({ inputs: { value, gradient, first, second }, attrs: { numbers } }) => {
    const total = tf.util.sizeFromShape(value.shape);
    const outputs = [value, first, second].map(({ shape }) => backend.makeOutput(shape, 'float32'));
    const [at] = scratch(numbers.length);
    new Float32Array(backend.wasm.asm.memory.buffer, at, numbers.length).set(numbers);
    const args = [value, gradient, first, second, ...outputs].map(address);
    const chunk = toEight(Math.max(total / CHUNKS, SMALL));
    pool.run('adamStep', {
      ...{ total, chunk, countAt: args.length },
      args: [...args, total, at],
      perChunk: Object.fromEntries(args.map((_, i) => [i, chunk * 4])),
    });
    return outputs;
  });

  const prototype = tf.AdamOptimizer.prototype as unknown as { applyGradients(gradients: Gradients): void };
  const { applyGradients } = prototype;
  prototype.applyGradients = function (this: Adam, gradients) {
    const named = Array.isArray(gradients)
      ? gradients.map(({ name, tensor }) => [name, tensor] as const)
      : Object.entries(gradients);
    // the first step of all makes the moments
    const isReady = named.every((_, i) => this.accumulatedFirstMoment[i] && this.accumulatedSecondMoment[i]);
    const isFloat = named.every(([, gradient]) => gradient?.dtype === 'float32');
    if (tf.getBackend() !== 'wasm' || !isReady || !isFloat) {
      applyGradients.call(this, gradients);
      return;
    }
    tf.tidy(() => {
      const { learningRate, beta1, beta2, epsilon, accBeta1, accBeta2 } = this;
      const [rest1, rest2] = [accBeta1, accBeta2].map(power => tf.sub(1, power).dataSync()[0]);
      const numbers = [beta1, 1 - beta1, beta2, 1 - beta2, rest1, rest2, epsilon, -learningRate];
      for (const [i, [name, gradient]] of named.entries()) {
        const value = tf.engine().registeredVariables[name];
        const [first, second] = [this.accumulatedFirstMoment[i], this.accumulatedSecondMoment[i]].map(
          ({ variable }) => variable,
        );
        const stepped = tf
          .engine()
          .runKernel('AdamStep', { value, gradient, first, second }, { numbers }) as TensorFlow.Tensor[];
        [value, first, second].forEach((variable, j) => {
          variable.assign(stepped[j]);
        });
      }
      accBeta1.assign(tf.mul(accBeta1, beta1));
      accBeta2.assign(tf.mul(accBeta2, beta2));
    });
    this.incrementIterations();
  };
}
