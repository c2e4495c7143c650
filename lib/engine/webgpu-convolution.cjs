// The gradient of a convolution in its filter, for the WebGPU backend. Its own gives each number of the filter to one thread, which adds
// up every pixel of the batch: the first layer of the course's encoder keeps 288 threads busy, where a graphics card has thousands.
const { replaceKernel } = require('./replace-kernel.cjs');

/** @typedef {typeof import('@tensorflow/tfjs')} TensorFlow */
/** @typedef {import('@tensorflow/tfjs').TensorInfo} TensorInfo */
/** @typedef {{ disposeData(dataId: object): boolean }} Backend */
/** @typedef {ReturnType<TensorFlow['backend_util']['computeConv2DInfo']>} Conv2DInfo */
/** @typedef {import('@tensorflow/tfjs').Conv2DBackpropFilterAttrs} Attributes */
/** @typedef {import('./replace-kernel.cjs').KernelOf<{ inputs: { x: TensorInfo, dy: TensorInfo }, attrs: Attributes, backend: Backend }>} Kernel */
/** @typedef {import('@tensorflow/tfjs').NamedTensorInfoMap} Inputs */
/**
 * Runs one of the backend's kernels; that of Concat takes a list.
 * @typedef {(kernelName: string, inputs: Inputs | TensorInfo[], attrs: import('@tensorflow/tfjs').NamedAttrMap) => TensorInfo} Run
 */

/** Batches are cut into at most this many parts, which are computed side by side and then added, always in the same order. */
const PARTS = 64;
/** Floats in the largest intermediate result: 128 MiB, which every adapter allows. */
const MOST_FLOATS = 2 ** 25;

/**
 * Puts a kernel in the place of the backend's own: the patches under each output pixel as the rows of a matrix (im2col), whose product
 * with the gradient of the output is that of the filter.
 * @param {TensorFlow} tf
 */
function registerFilterGradient(tf) {
  replaceKernel(tf, 'webgpu', 'Conv2DBackpropFilter', (/** @type {Kernel} */ original) => call => {
    const { x, dy } = call.inputs;
    const { strides, pad, dataFormat, dimRoundingMode, filterShape } = call.attrs;
    if (dataFormat === 'NCHW' || x.dtype !== 'float32') return original(call);
    const shape = /** @type {[number, number, number, number]} */ (x.shape);
    const size = tf.backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad, dimRoundingMode);
    return filterGradient(tf, call.backend, x, dy, size);
  });
}

/**
 * @param {TensorFlow} tf
 * @param {Backend} backend
 * @param {TensorInfo} x
 * @param {TensorInfo} dy
 * @param {Conv2DInfo} size
 * @returns {TensorInfo}
 */
function filterGradient(tf, backend, x, dy, size) {
  const { batchSize, outHeight, outWidth, inChannels, outChannels, filterHeight, filterWidth } = size;
  const pixels = outHeight * outWidth;
  const patch = filterHeight * filterWidth * inChannels;
  /** @type {TensorInfo[]} */
  const made = []; // everything that lies between, to be given back
  /** @type {Run} */
  const run = (kernelName, inputs, attrs) => {
    const { kernelFunc } = tf.getKernel(kernelName, 'webgpu');
    const given = /** @type {Inputs} */ (inputs); // a list too, whatever the type says
    const result = /** @type {TensorInfo} */ (kernelFunc({ inputs: given, attrs, backend })); // none of them gives several
    made.push(result);
    return result;
  };
  const images = (/** @type {TensorInfo} */ tensor, /** @type {number} */ first, /** @type {number} */ count) => {
    if (count === batchSize) return tensor;
    const rest = tensor.shape.slice(1);
    return run('Slice', { x: tensor }, { begin: [first, ...rest.map(() => 0)], size: [count, ...rest] });
  };
  const chunk = Math.max(1, Math.floor(MOST_FLOATS / (pixels * patch)));
  /** @type {TensorInfo | undefined} */
  let sum;
  for (let first = 0; first < batchSize; first += chunk) {
    const count = Math.min(chunk, batchSize - first);
    const parts = largestDivisor(count, PARTS);
    const rows = (count / parts) * pixels;
    const columns = patches(run, images(x, first, count), size);
    const a = run('Reshape', { x: columns }, { shape: [parts, rows, patch] });
    const b = run('Reshape', { x: images(dy, first, count) }, { shape: [parts, rows, outChannels] });
    const products = run('BatchMatMul', { a, b }, { transposeA: true, transposeB: false });
    const one = run('Sum', { x: products }, { axis: 0, keepDims: false });
    sum = sum ? run('Add', { a: sum, b: one }, {}) : one;
  }
  const gradient = run('Reshape', { x: /** @type {TensorInfo} */ (sum) }, { shape: size.filterShape });
  made.pop();
  for (const { dataId } of made) backend.disposeData(dataId);
  return gradient;
}

/**
 * The pixels under each place of the filter, side by side: [images, outHeight, outWidth, filterHeight * filterWidth * channels].
 * @param {Run} run
 * @param {TensorInfo} x
 * @param {Conv2DInfo} size
 */
function patches(run, x, size) {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth } = size;
  const { strideHeight, strideWidth, padInfo } = size;
  const [spanHeight, spanWidth] = [(outHeight - 1) * strideHeight + 1, (outWidth - 1) * strideWidth + 1];
  /** @type {(before: number, length: number, span: number, filter: number) => number} */
  const after = (before, length, span, filter) => Math.max(0, span - 1 + filter - before - length);
  const bottom = after(padInfo.top, inHeight, spanHeight, filterHeight);
  const right = after(padInfo.left, inWidth, spanWidth, filterWidth);
  const framed = run(
    'PadV2',
    { x },
    { paddings: [[0, 0], [padInfo.top, bottom], [padInfo.left, right], [0, 0]], constantValue: 0 }, // biome-ignore format: one line
  );
  const count = x.shape[0];
  const places = [];
  for (let i = 0; i < filterHeight; i++) {
    for (let j = 0; j < filterWidth; j++) {
      const [begin, end] = [[0, i, j, 0], [count, i + spanHeight, j + spanWidth, inChannels]]; // biome-ignore format: one line
      const strides = [1, strideHeight, strideWidth, 1];
      const masks = { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };
      places.push(run('StridedSlice', { x: framed }, { begin, end, strides, ...masks }));
    }
  }
  return places.length === 1 ? places[0] : run('Concat', places, { axis: 3 });
}

/**
 * @param {number} n
 * @param {number} most
 */
function largestDivisor(n, most) {
  let divisor = Math.min(n, most);
  while (n % divisor !== 0) divisor--;
  return divisor;
}

module.exports = { registerFilterGradient };
