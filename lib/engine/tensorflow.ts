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

const mended = Symbol.for('course gradients of optional inputs');

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
