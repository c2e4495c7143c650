// WebGPU in Node: Dawn, which the npm package `webgpu` brings, under TensorFlow.js's own backend for browsers. Plain JavaScript, as
// native.cjs, which loads it.
const { pathToFileURL } = require('node:url');
const { registerFilterGradient } = require('./webgpu-convolution.cjs');

/** Where Dawn is kept: collected before what it has made, it ends the process with a crash. */
const KEPT = Symbol.for('course webgpu');

/**
 * Programs that are handed to the card together, where the backend's own number is 15: a training step is some 270 of them, most as short
 * as Adam's sums, and handing them over took more time than computing them.
 */
const PROGRAMS_AT_ONCE = 60;

/** Allows an adapter that computes on the processor: for tests, on machines without a graphics card. */
const SOFTWARE = 'COURSE_WEBGPU_SOFTWARE';

/**
 * What is used here of WebGPU and of the package `webgpu`; neither may be installed.
 * @typedef {object} Adapter
 * @property {{ description: string, device: string, vendor: string, architecture: string, isFallbackAdapter?: boolean }} info
 */
/** @typedef {{ requestAdapter(options: { powerPreference: string }): Promise<Adapter | null> }} Gpu */
/** @typedef {{ create(options: string[]): Gpu, globals: object }} Dawn */

/**
 * Registers the backend and sets it.
 * @param {typeof import('@tensorflow/tfjs')} tf the TensorFlow.js namespace that the package shares
 * @param {NodeRequire} fromPackage requires what the package of the backend can see
 * @returns {Promise<string>} the graphics card, in words
 * @throws Error if there is no adapter, or only one that computes on the processor
 */
async function startWebgpu(tf, fromPackage) {
  /** @type {Dawn} */
  const { create, globals } = await import(pathToFileURL(fromPackage.resolve('webgpu')).href);
  Object.assign(globalThis, globals); // GPUBufferUsage and the like, which the backend calls by name
  const gpu = create([]);
  Object.assign(globalThis, { [KEPT]: gpu });
  const card = describe(await gpu.requestAdapter({ powerPreference: 'high-performance' }));
  // The backend looks for a browser's navigator, once when it is loaded and once when it starts. Node 20 has none, and libraries
  // that find one take Node for a browser.
  const own = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  try {
    fromPackage(fromPackage.resolve('.'));
    tf.env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', PROGRAMS_AT_ONCE);
    registerFilterGradient(tf);
    if (!(await tf.setBackend('webgpu'))) throw new Error('its backend did not start');
    await tf.ready();
  } finally {
    if (own) Object.defineProperty(globalThis, 'navigator', own);
    else Reflect.deleteProperty(globalThis, 'navigator');
  }
  return card;
}

/** @param {Adapter | null} adapter */
function describe(adapter) {
  if (!adapter) {
    throw new Error(
      'it finds no graphics card: expected one with a driver for Vulkan (on Linux, with the package libvulkan1), Metal or Direct3D 12',
    );
  }
  const { description, device, vendor, architecture, isFallbackAdapter } = adapter.info;
  const card = description || device || [vendor, architecture].filter(Boolean).join(' ') || 'a graphics card';
  const software = isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|basic render/i.test(`${card} ${architecture}`);
  if (software && process.env[SOFTWARE] !== '1') {
    throw new Error(`it finds only ${card}, which computes on the processor, and is far slower there than WebAssembly`);
  }
  return card;
}

module.exports = { startWebgpu };
