import { tf } from './index';

type Tensors = Record<string, tf.Tensor>;
type Attributes = Record<string, number | boolean | Int32Array>;

/**
 * Several steps in one, where the engine that runs has a kernel of the course's own for them, as WASM has (lib/engine/wasm). To be called
 * inside tf.customGrad, since TensorFlow.js knows no gradient of such a kernel.
 * @param inputs of float32; for others there is no kernel
 * @returns what the kernel gives, or undefined where there is none and the steps are to be taken one by one
 */
export function ownKernel(kernelName: string, inputs: Tensors, attrs: Attributes = {}): tf.Tensor[] | undefined {
  if (!tf.getKernel(kernelName, tf.getBackend())) return undefined;
  if (Object.values(inputs).some(({ dtype }) => dtype !== 'float32')) return undefined;
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
  if (!tf.getKernel(kernelName, tf.getBackend())) return undefined;
  const compute = tf.customGrad((...args) => {
    const keep = args[args.length - 1] as tf.GradSaveFunc;
    const [value, ...slopes] = ownKernel(kernelName, { ...inputs, ...constants }, attrs) as tf.Tensor[];
    keep(slopes);
    return { value, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => saved.map(slope => tf.mul(slope, dy)) };
  });
  return compute(...Object.values(inputs)) as tf.Scalar;
}
