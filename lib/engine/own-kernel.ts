import { valuesNow } from './finite';
import { tf } from './index';

type Tensors = Record<string, tf.Tensor>;
type Attributes = Record<string, number | boolean | Int32Array | Float32Array>;

/** Whether the engine that runs has a kernel of the course's own, for such tensors. */
export const hasOwnKernel = (kernelName: string, ...tensors: tf.Tensor[]): boolean =>
  tf.getKernel(kernelName, tf.getBackend()) !== undefined && tensors.every(({ dtype }) => dtype === 'float32');

/**
 * Several steps in one, where the engine that runs has a kernel of the course's own for them, as WASM has (lib/engine/wasm). To be called
 * inside tf.customGrad, since TensorFlow.js knows no gradient of such a kernel.
 * @param inputs of float32; for others there is no kernel
 * @returns what the kernel gives, or undefined where there is none and the steps are to be taken one by one
 */
export function ownKernel(kernelName: string, inputs: Tensors, attrs: Attributes = {}): tf.Tensor[] | undefined {
  if (!hasOwnKernel(kernelName, ...Object.values(inputs))) return undefined;
  return tf
    .engine()
    .runKernel(kernelName, inputs as unknown as tf.NamedTensorMap, attrs as object as tf.NamedAttrMap) as tf.Tensor[];
}

/**
 * A scalar from such a kernel, which gives its slopes as well, one for each of `inputs` and in their order.
 * @param constants what it depends on and has no slope in
 * @returns the scalar, differentiable in `inputs`, or undefined
 */
export function ownScalar(
  kernelName: string,
  inputs: Tensors,
  constants: Tensors = {},
  attrs: Attributes = {},
): tf.Scalar | undefined {
  if (!hasOwnKernel(kernelName, ...Object.values(inputs))) return undefined;
  const compute = tf.customGrad((...args) => {
    const keep = args[args.length - 1] as tf.GradSaveFunc;
    const [value, ...slopes] = ownKernel(kernelName, { ...inputs, ...constants }, attrs) as tf.Tensor[];
    keep(slopes);
    // a loss's own gradient starts with 1: no pass over the slopes for that
    const times = (dy: tf.Tensor) => (valuesNow(dy)?.[0] === 1 ? tf.clone : (slope: tf.Tensor) => tf.mul(slope, dy));
    return { value, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => saved.map(slope => times(dy)(slope)) };
  });
  return compute(...Object.values(inputs)) as tf.Scalar;
}
