// Two of tfjs-node's kernels, computed another way with the same numbers.
const { replaceKernel } = require('./replace-kernel.cjs');

/** @typedef {typeof import('@tensorflow/tfjs')} TensorFlow */
/** @typedef {import('@tensorflow/tfjs').Tensor} Tensor */
/** @typedef {import('@tensorflow/tfjs').Tensor4D} Tensor4D */
/** @typedef {import('@tensorflow/tfjs').MaxPoolGradAttrs} MaxPoolGradAttrs */

/**
 * The parts of tfjs-node 4.22.0 that are used here; it may not be installed.
 * @typedef {object} NodeBackend
 * @property {boolean} isGPUPackage
 * @property {boolean} isUsingGpuDevice
 * @property {{ TF_ATTR_TYPE: number }} binding
 * @property {(dtype: string) => number} getDTypeInteger
 * @property {(name: string, attributes: object[], inputs: Tensor[]) => Tensor} executeSingleOutput
 */

// TensorFlow.js hands kernels whole tensors, though it types them as less.
/** @typedef {import('./replace-kernel.cjs').KernelOf<{ inputs: { x: Tensor }, attrs: { alpha: number } }>} StepKernel */
/**
 * @typedef {import('./replace-kernel.cjs').KernelOf<{ inputs: { dy: Tensor4D, input: Tensor4D }, attrs: MaxPoolGradAttrs,
 *   backend: NodeBackend }>} MaxPoolGradKernel
 */

/**
 * Replaces them.
 * @param {TensorFlow} tf the TensorFlow.js namespace that the package shares
 */
function registerNativeKernels(tf) {
  replaceKernel(tf, 'tensorflow', 'Step', (/** @type {StepKernel} */ original) => call => {
    if (call.attrs.alpha || call.inputs.x.dtype !== 'float32') return original(call);
    return tf.tidy(() => step(tf, call.inputs.x));
  });
  if (nodeBackend(tf).isUsingGpuDevice) return; // there TensorFlow's own is fast
  replaceKernel(tf, 'tensorflow', 'MaxPoolGrad', (/** @type {MaxPoolGradKernel} */ original) => call => {
    const { dy, input } = call.inputs;
    if (!halves(tf, input, call.attrs)) return original(call);
    return tf.tidy(() => gradientOfHalving(tf, call.backend, dy, input));
  });
}

/**
 * The backend that is set, which is tfjs-node's.
 * @param {TensorFlow} tf
 * @returns {NodeBackend}
 */
const nodeBackend = tf => /** @type {NodeBackend} */ (/** @type {unknown} */ (tf.backend()));

/**
 * 1 above 0, NaN where x is, else 0: the gradient of ReLU. tfjs-node's own fills an array in JavaScript with ones at every call, which a
 * graphics card then has to be sent.
 * @param {TensorFlow} tf
 * @param {Tensor} x
 */
const step = (tf, x) => tf.sign(tf.relu(x));

/**
 * Whether a pooling takes every 2 x 2 pixels once, and none twice.
 * @param {TensorFlow} tf
 * @param {Tensor4D} input
 * @param {MaxPoolGradAttrs} attrs
 */
function halves(tf, { shape, dtype }, { filterSize, strides, pad, dimRoundingMode }) {
  if (dtype !== 'float32') return false;
  const size = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const { filterHeight, filterWidth, strideHeight, strideWidth, inHeight, inWidth, outHeight, outWidth } = size;
  const two = [filterHeight, filterWidth, strideHeight, strideWidth].every(n => n === 2);
  return two && inHeight === 2 * outHeight && inWidth === 2 * outWidth; // nothing is added at an edge, nothing left out
}

/**
 * The gradient of a pooling of 2 x 2: to the largest pixel, of equal ones to the first. Columns and then rows are compared as whole
 * pictures, in less time than TensorFlow searches them pixel by pixel.
 * @param {TensorFlow} tf
 * @param {NodeBackend} backend
 * @param {Tensor} dy
 * @param {Tensor4D} x
 * @returns {Tensor}
 */
function gradientOfHalving(tf, backend, dy, x) {
  const [images, height, width, channels] = x.shape;
  const type = { name: 'T', type: backend.binding.TF_ATTR_TYPE, value: backend.getDTypeInteger('float32') };
  /**
   * What of dy goes where the second is larger, and what goes where the first is.
   * @param {Tensor} gradient
   * @param {Tensor} first
   * @param {Tensor} second
   */
  const share = (gradient, first, second) => {
    const toSecond = backend.executeSingleOutput('ReluGrad', [type], [gradient, tf.sub(second, first)]);
    return [tf.sub(gradient, toSecond), toSecond];
  };
  const [left, right] = tf.unstack(tf.reshape(x, [(images * height * width) / 2, 2, channels]), 1);
  const rows = [(images * height) / 2, 2, (width / 2) * channels];
  const [top, bottom] = tf.unstack(tf.reshape(tf.maximum(left, right), rows), 1);
  const ofRows = tf.stack(share(tf.reshape(dy, top.shape), top, bottom), 1);
  const ofPixels = tf.stack(share(tf.reshape(ofRows, left.shape), left, right), 1);
  return tf.reshape(ofPixels, x.shape);
}

module.exports = { registerNativeKernels, nodeBackend };
