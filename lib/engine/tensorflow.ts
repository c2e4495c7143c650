import * as tf from '@tensorflow/tfjs';

/** The one TensorFlow.js of the course; everything else takes it from `lib/engine/index`. */
export { tf };

/** Keeps the plain `cpu` engine from printing its advice to install another: which engine runs is said by `startEngine`. */
export function silenceBanner(): void {
  const cpu = tf.engine().findBackend('cpu') as unknown as { firstUse: boolean };
  cpu.firstUse = false;
}

type Inputs = Record<string, tf.Tensor | undefined>;
interface Tape {
  addTapeNode(kernelName: string, inputs: Inputs, ...rest: unknown[]): void;
  getTensorsForGradient(...call: unknown[]): (tf.Tensor | undefined)[];
}

const mended = Symbol.for('course mended');

/**
 * Lets gradients pass through kernels whose optional inputs were left out: `tf.batchNorm` without scale or offset fails on every
 * engine of TensorFlow.js 4.22.0, since its tape takes the missing tensor for one.
 */
export function mendOptionalInputs(): void {
  const tape = tf.engine() as unknown as Tape & { [mended]?: boolean };
  if (tape[mended]) return;
  tape[mended] = true;
  const { addTapeNode, getTensorsForGradient } = tape;
  tape.addTapeNode = (kernelName, inputs, ...rest) => {
    const given = Object.entries(inputs).filter(([, tensor]) => tensor !== undefined);
    addTapeNode.call(tape, kernelName, Object.fromEntries(given), ...rest);
  };
  tape.getTensorsForGradient = (...call) =>
    getTensorsForGradient.apply(tape, call).filter(tensor => tensor !== undefined);
}

type FusedConvolution = typeof tf.fused.conv2d;

/**
 * While gradients are taken, takes a convolution of `tf.layers` apart into its steps: in one, TensorFlow.js 4.22.0 computes the gradient
 * in the layer's input whether or not anything is to be trained there. For the pictures before the first layer nothing is, and a step
 * of lesson 3 took a seventh longer.
 */
export function mendFusedConvolution(): void {
  const fused = tf.fused as { conv2d: FusedConvolution & { [mended]?: boolean } };
  if (fused.conv2d[mended]) return;
  const { conv2d } = fused;
  const stepwise: FusedConvolution = options => {
    const { x, filter, strides, pad, dataFormat = 'NHWC', dilations, dimRoundingMode, bias, activation } = options;
    const linear = !activation || activation === 'linear'; // with another one it takes itself apart
    if (tf.engine().state.gradientDepth === 0 || !linear || dataFormat !== 'NHWC') return conv2d(options);
    const y = tf.conv2d(x, filter, strides, pad, dataFormat, dilations, dimRoundingMode);
    return bias ? tf.add(y, bias) : y;
  };
  fused.conv2d = Object.assign(stepwise, { [mended]: true });
}
