/// <reference lib="dom" />
// What the main thread and its helpers share: taking chunks of a job until none is left. Plain JavaScript, because worker threads
// of Node 20 cannot load TypeScript. As a worker, this file serves jobs until the process ends.
const { isMainThread, workerData } = require('node:worker_threads');

// Indices into the Int32Array that describes the one job under way.
const NEXT = 0;
const GENERATION = 1;
const TOTAL = 2;
const CHUNK = 3;
const COUNT_AT = 4;
const KERNEL = 5;
const ARITY = 6;
const FAILED = 7;
const JOIN = 8; // one for each thread, in one of these states
const CLOSED = 0;
const OPEN = 1;
const INSIDE = 2;
const LEFT = 3;
const ARGUMENTS = 72;
const MAX_THREADS = ARGUMENTS - JOIN;
const MAX_ARITY = 24;
const PER_CHUNK = ARGUMENTS + MAX_ARITY;
const PER_THREAD = PER_CHUNK + MAX_ARITY;
const LENGTH = PER_THREAD + MAX_ARITY;
const LOOKS = 20_000; // some 200 microseconds: more than lies between two jobs of a training step

/** @typedef {Record<string, (...args: number[]) => void>} Kernels */

/**
 * What a worker is started with.
 * @typedef {object} Helper
 * @property {WebAssembly.Module} module
 * @property {WebAssembly.Memory} memory
 * @property {Int32Array} job
 * @property {string[]} names the kernels in the order in which a job counts them
 * @property {number} thread
 * @property {number} spill
 */

/**
 * Argument i of a call is args[i] + chunk * perChunk[i] + thread * perThread[i]; argument `countAt` is how many items the chunk has.
 * @param {Kernels} kernels
 * @param {string[]} names
 * @param {Int32Array} job
 * @param {number} thread
 */
function takeChunks(kernels, names, job, thread) {
  const kernel = kernels[names[job[KERNEL]]];
  const total = job[TOTAL];
  const size = job[CHUNK];
  /** @type {number[]} */
  const args = new Array(job[ARITY]);
  for (;;) {
    const chunk = Atomics.add(job, NEXT, 1);
    const first = chunk * size;
    if (first >= total) return;
    for (let i = 0; i < args.length; i++) {
      args[i] = job[ARGUMENTS + i] + chunk * job[PER_CHUNK + i] + thread * job[PER_THREAD + i];
    }
    args[job[COUNT_AT]] = Math.min(size, total - first);
    kernel(...args);
  }
}

/**
 * Waits awake until job[at] is another than `value`, but not for long: to fall asleep and be woken takes as long as a small job.
 * @param {Int32Array} job
 * @param {number} at
 * @param {number} value
 */
function lookFor(job, at, value) {
  for (let looks = LOOKS; looks > 0 && Atomics.load(job, at) === value; looks--);
}

/** @param {Helper} helper */
function serve({ module, memory, job, names, thread, spill }) {
  const kernels = /** @type {Kernels} */ (new WebAssembly.Instance(module, { env: { memory } }).exports);
  kernels.setSpill(spill);
  let seen = 0;
  for (;;) {
    lookFor(job, GENERATION, seen);
    Atomics.wait(job, GENERATION, seen); // returns at once if the next job has come
    seen = Atomics.load(job, GENERATION);
    if (Atomics.compareExchange(job, JOIN + thread, OPEN, INSIDE) !== OPEN) continue; // too late: the others have done it
    try {
      takeChunks(kernels, names, job, thread);
    } catch {
      Atomics.store(job, FAILED, 1); // the main thread raises it
    }
    Atomics.store(job, JOIN + thread, LEFT);
    Atomics.notify(job, JOIN + thread);
  }
}

if (!isMainThread && workerData?.kernelHelper) serve(workerData.kernelHelper);

module.exports = {
  takeChunks,
  lookFor,
  NEXT,
  GENERATION,
  TOTAL,
  CHUNK,
  COUNT_AT,
  KERNEL,
  ARITY,
  FAILED,
  JOIN,
  CLOSED,
  OPEN,
  INSIDE,
  ARGUMENTS,
  MAX_THREADS,
  PER_CHUNK,
  PER_THREAD,
  LENGTH,
};
