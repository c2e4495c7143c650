/**
 * A kernel, by what it is called with: TensorFlow.js has one type for all of them, which tells nothing of their attributes.
 * @template Call
 * @typedef {(call: Call) => import('@tensorflow/tfjs').TensorInfo} KernelOf
 */

/**
 * Puts a kernel in the place of a backend's own.
 * @template Call
 * @param {typeof import('@tensorflow/tfjs')} tf the TensorFlow.js namespace that the backend is registered with
 * @param {string} backendName
 * @param {string} kernelName
 * @param {(original: KernelOf<Call>) => KernelOf<Call>} make gets the backend's own, for the cases that it leaves alone; where there is
 *   none, one that throws an Error
 */
function replaceKernel(tf, backendName, kernelName, make) {
  const missing = () => {
    throw new Error(
      `${kernelName}: the ${backendName} engine has no kernel for these inputs, expected float32, channels last`,
    );
  };
  // undefined where there is none, which its type does not tell
  const original = /** @type {KernelOf<Call> | undefined} */ (tf.getKernel(kernelName, backendName)?.kernelFunc);
  if (original) tf.unregisterKernel(kernelName, backendName);
  const kernelFunc = /** @type {import('@tensorflow/tfjs').KernelFunc} */ (make(original ?? missing));
  tf.registerKernel({ kernelName, backendName, kernelFunc });
}

module.exports = { replaceKernel };
