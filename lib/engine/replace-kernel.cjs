/**
 * Puts a kernel in the place of a backend's own.
 * @param tf the TensorFlow.js namespace that the backend is registered with
 * @param make gets the backend's own, for the cases that it leaves alone; undefined where there is none
 */
function replaceKernel(tf, backendName, kernelName, make) {
  const original = tf.getKernel(kernelName, backendName)?.kernelFunc;
  if (original) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ kernelName, backendName, kernelFunc: make(original) });
}

module.exports = { replaceKernel };
