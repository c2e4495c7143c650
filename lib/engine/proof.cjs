// One real gradient step, on numbers known beforehand: what an engine must get right before it is believed. Plain JavaScript,
// because the native engine is tried out in a child process, which cannot load TypeScript.

/** The loss before the step, and how far it moves each weight (see `gradientStep`); the plain `cpu` engine gives these. */
const EXPECTED = [1.1984, -0.52369, -0.504511, 3.81727];
const TOLERANCE = 2e-3; // relative; engines round differently, a wrong gradient is off by far more

/** @typedef {import('@tensorflow/tfjs').Scalar} Scalar */
/** @typedef {import('@tensorflow/tfjs').Tensor4D} Tensor4D */

/**
 * Trains a small network for one step: convolution, max pooling, matrix products, cross entropy between rows, gradient descent.
 * @param {typeof import('@tensorflow/tfjs')} tf the TensorFlow.js namespace, with the engine in question set
 * @returns {Promise<number[]>} the loss before the step and, for each weight, the sum of the changes times a pattern
 */
async function gradientStep(tf) {
  const wave = (/** @type {number[]} */ shape, /** @type {number} */ frequency, /** @type {number} */ scale) => {
    const size = shape.reduce((product, n) => product * n, 1);
    return tf.tensor(
      Float32Array.from({ length: size }, (_, i) => scale * Math.sin(1 + i * frequency)),
      shape,
    );
  };
  const images = /** @type {Tensor4D} */ (wave([6, 8, 8, 2], 0.37, 1));
  const start = [wave([3, 3, 2, 8], 0.71, 0.3), wave([8], 1.3, 0.1), wave([128, 6], 0.53, 0.2)];
  const weights = start.map(value => tf.variable(value));
  const [filter, bias, dense] = weights;
  const lossOf = () => {
    const maps = tf.add(tf.conv2d(images, /** @type {Tensor4D} */ (filter), 1, 'same'), bias);
    const pooled = tf.maxPool(/** @type {Tensor4D} */ (maps), 2, 2, 'valid');
    const rows = tf.matMul(tf.reshape(tf.relu(pooled), [6, 128]), dense);
    const unit = tf.div(rows, tf.sqrt(tf.add(tf.sum(tf.square(rows), 1, true), 1e-6)));
    const logits = tf.div(tf.matMul(unit, unit, false, true), 0.5);
    return /** @type {Scalar} */ (tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), tf.eye(6)), 1))));
  };
  const optimizer = tf.train.sgd(0.5);
  const loss = /** @type {Scalar} */ (optimizer.minimize(lossOf, true, weights)); // null only where it is not asked for
  const moved = weights.map((weight, i) =>
    tf.tidy(() => {
      const change = tf.reshape(tf.sub(weight, start[i]), [-1]);
      return tf.sum(tf.mul(change, tf.cos(tf.range(0, change.shape[0]))));
    }),
  );
  const numbers = [];
  for (const tensor of [loss, ...moved]) numbers.push((await tensor.data())[0]);
  optimizer.dispose();
  tf.dispose([images, start, weights, loss, moved]);
  return numbers;
}

/**
 * @param {typeof import('@tensorflow/tfjs')} tf
 * @throws Error if the engine that is set computes another step than it must
 */
async function proveGradients(tf) {
  const numbers = await gradientStep(tf);
  const wrong = numbers.some((value, i) => !(Math.abs(value - EXPECTED[i]) <= TOLERANCE * Math.abs(EXPECTED[i])));
  if (!wrong) return;
  const list = (/** @type {number[]} */ values) => values.map(value => value.toPrecision(6)).join(', ');
  throw new Error(
    `a gradient step gives ${list(numbers)}, expected ${list(EXPECTED)}: this engine computes wrong numbers here`,
  );
}

module.exports = {
  proveGradients,
  /** @internal its tests hold it to the plain engine's numbers more closely than proveGradients does */
  gradientStep,
  /** @internal */
  EXPECTED,
};
