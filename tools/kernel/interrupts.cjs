'use strict';

/*
 * Any cell can be stopped, and an answer can be given a limit of time.
 *
 * Node tells the main thread of an interrupt when that waits for something, or in the synchronous part of a cell. After
 * an `await`, an endless loop hears nothing. So a worker thread (watchdog.cjs) takes the interrupt: it asks the main
 * thread, and stops what runs there if that does not answer.
 */
const { Worker } = require('node:worker_threads');

const ANSWERS = 1; // in the shared words; 0 counts the limits
const GIVE_UP_MS = 300; // for a cell that ends by itself at the interrupt, as most do
const LIMIT = Symbol.for('course.timeLimit'); // lib/notebook/check.ts

/** @param {() => () => void} cellToEnd gives what ends the running cell if it has not ended by itself at an interrupt */
function mendInterrupts(cellToEnd) {
  /** @type {Function[]} */
  const listeners = process.rawListeners('newListener');
  const begin = listeners.find(({ name }) => name === 'startListeningIfSignal');
  if (!begin) return; // a Node that is made otherwise: what it can do by itself
  const shared = new SharedArrayBuffer(16);
  const words = new Int32Array(shared, 0, 2);
  const deadline = new Float64Array(shared, 8, 1);

  // A listener for SIGINT must not bring Node's own handler: that would take the signal from the worker.
  const listen = /** @type {(signal: string) => void} */ (begin);
  process.off('newListener', listen);
  process.on('newListener', signal => {
    if (signal !== 'SIGINT') listen.call(process, /** @type {string} */ (signal));
  });

  const worker = new Worker(require.resolve('./watchdog.cjs'), { workerData: { words, deadline } });
  worker.on('message', () => {
    Atomics.add(words, ANSWERS, 1);
    Atomics.notify(words, ANSWERS);
    process.emit('SIGINT', 'SIGINT');
    setTimeout(cellToEnd(), GIVE_UP_MS).unref();
  });
  worker.on('error', () => {});
  worker.on('exit', () => listen.call(process, 'SIGINT'));
  worker.unref();

  /** @param {number} at milliseconds since 1970; 0 for no limit */
  const set = at => {
    deadline[0] = at;
    Atomics.add(words, 0, 1);
    Atomics.notify(words, 0);
  };
  // Stops what runs on the main thread if the function that it gives back is not called within the time.
  Object.defineProperty(globalThis, LIMIT, {
    value: (/** @type {number} */ seconds) => {
      set(Date.now() + seconds * 1000);
      return () => set(0);
    },
  });
}

module.exports = { mendInterrupts };
