// Loads an engine of TensorFlow.js that is installed in a folder of its own. Plain JavaScript, because it also runs as a child process
// that tries the engine out: a native library that crashes takes its process along.
const { existsSync, readFileSync, realpathSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');
const util = require('node:util');
const { nodeBackend, registerNativeKernels } = require('./native-kernels.cjs');
const { startWebgpu } = require('./webgpu.cjs');

/**
 * The packages that hold an engine, the fastest first, and what startEngine calls it.
 * @type {Record<string, 'native' | 'webgpu'>}
 */
const PACKAGES = {
  '@tensorflow/tfjs-node-gpu': 'native',
  '@tensorflow/tfjs-backend-webgpu': 'webgpu',
  '@tensorflow/tfjs-node': 'native',
};

/**
 * @param {string} folder
 * @returns {{ name: string, engine: 'native' | 'webgpu', version: string }[]} those of PACKAGES that are installed in `folder`
 */
function installed(folder) {
  return Object.entries(PACKAGES).flatMap(([name, engine]) => {
    const file = join(folder, 'node_modules', name, 'package.json');
    return existsSync(file) ? [{ name, engine, version: JSON.parse(readFileSync(file, 'utf8')).version }] : [];
  });
}

/**
 * Loads one of PACKAGES and sets it as the backend of the project's TensorFlow.js.
 * @param {string} folder
 * @param {string} name
 * @returns {Promise<string | undefined>} the graphics card that it computes on, where it tells
 * @throws Error if it would bring a second copy of TensorFlow.js, whose tensors the course could not use; or what loading it throws
 */
async function loadNative(folder, name) {
  const fromPackage = createRequire(join(realpathSync(join(folder, 'node_modules', name)), 'package.json'));
  const webgpu = PACKAGES[name] === 'webgpu';
  for (const shared of webgpu ? ['@tensorflow/tfjs-core'] : ['@tensorflow/tfjs', '@tensorflow/tfjs-core']) {
    const theirs = realpathSync(fromPackage.resolve(shared));
    if (theirs === realpathSync(require.resolve(shared))) continue;
    throw new Error(`it has a copy of ${shared} of its own, expected to share the course's; remove it from ${folder}`);
  }
  const tf = require('@tensorflow/tfjs');
  if (webgpu) return startWebgpu(tf, fromPackage);
  // tfjs-node calls these two, which Node 23 took out
  util.isNullOrUndefined ??= /** @type {typeof util.isNullOrUndefined} */ (
    value => value === null || value === undefined
  );
  util.isArray ??= Array.isArray;
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'; // errors only
  // A card would take 10 bits of each factor of a product (TensorFloat-32): gradients would be a thousandth off.
  process.env.NVIDIA_TF32_OVERRIDE ??= '0';
  fromPackage(fromPackage.resolve('.'));
  if (!(await tf.setBackend('tensorflow'))) throw new Error('its backend did not start');
  await tf.ready();
  // TensorFlow falls back to the processor without a word, where it does not find the card or a library of CUDA
  const { isGPUPackage, isUsingGpuDevice } = nodeBackend(tf);
  if (isGPUPackage && !isUsingGpuDevice) {
    throw new Error(
      'it finds no graphics card that it can use, or not all of CUDA; nvidia-smi says whether the driver works',
    );
  }
  registerNativeKernels(tf);
  return undefined;
}

/** How long a trial may take; loading TensorFlow takes seconds, on a cold disk more. */
const TRIAL_MS = 120_000;

/**
 * The arguments for Node that try an engine out in a process of its own.
 * @param {string} folder
 * @param {string} name
 */
const trialArgs = (folder, name) => [__filename, folder, name];

/**
 * What a trial's end means.
 * @param {{ status: number | null, signal: string | null, output: string, timedOut: boolean }} ended output: what it wrote to stderr
 * @returns {string | undefined} what went wrong, or undefined if the engine computed the right step
 */
function trialFailure({ status, signal, output, timedOut }) {
  if (status === 0) return undefined;
  const reason = /^REASON (.*)$/m.exec(output)?.[1];
  if (reason) return reason;
  if (timedOut) return `it did not end within ${TRIAL_MS / 1000} s`;
  const last = output.trim().split('\n').pop();
  return `it ended its process with ${signal ?? `status ${status}`}${last ? `: ${last}` : ''}`;
}

if (require.main === module) {
  const [, , folder, name] = process.argv;
  const { proveGradients } = require('./proof.cjs');
  loadNative(folder, name)
    .then(() => proveGradients(require('@tensorflow/tfjs')))
    .then(
      () => process.exit(0),
      error => {
        process.stderr.write(`\nREASON ${String(error?.message ?? error).split('\n')[0]}\n`);
        process.exit(1);
      },
    );
}

module.exports = { installed, loadNative, trialArgs, trialFailure, TRIAL_MS };
