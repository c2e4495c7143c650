'use strict';

/*
 * The worker thread of interrupts.cjs: it hears of an interrupt, and of a time limit that has passed, while the main
 * thread is busy; and when that does not answer, it stops what runs there.
 *
 * It runs inside scripts with `breakOnSigint`: Node hands SIGINT to the script that was begun last, on whatever thread,
 * and ends it. So the synchronous part of a cell still gets its own, and everything else comes here. The script around
 * the one that is ended keeps Node's handler in place until the next begins.
 */
const { Session } = require('node:inspector');
const vm = require('node:vm');
const { parentPort, workerData } = require('node:worker_threads');

const ANSWER_MS = 2500; // a step of a training that looks for an interrupt when it is done may take that long
const STOPPED_MS = 300;
const AGAIN_MS = 1000;

/** @type {{ words: Int32Array, deadline: Float64Array }} words: how often a limit was set, how often was answered */
const { words, deadline } = workerData;
const LIMITS = 0;
const ANSWERS = 1;
const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
/** When the main thread was told of an interrupt that it has not answered; 0 if there is none. */
let asked = 0;
let answers = 0;
/** @type {import('node:inspector').Session | undefined} */
let session;

/** Ends the JavaScript that runs on the main thread. What waits there for timers and messages goes on. */
function stopMainThread() {
  session?.disconnect(); // of a stop that an interrupt broke off
  session = new Session();
  session.connectToMainThread();
  session.post('Runtime.terminateExecution');
  Atomics.wait(words, ANSWERS, Atomics.load(words, ANSWERS), STOPPED_MS);
  session.disconnect();
  session = undefined;
}

/** Waits for the answer to an interrupt. A further one, out of impatience, does not begin the time anew. */
function awaitAnswer() {
  const left = Math.max(0, asked + ANSWER_MS - Date.now());
  const silent = Atomics.wait(words, ANSWERS, answers, left) === 'timed-out';
  asked = 0;
  if (silent) stopMainThread();
}

/** Waits until a limit is set, lifted or passed. */
function awaitLimit() {
  const limits = Atomics.load(words, LIMITS);
  const at = deadline[0];
  const left = at === 0 ? Number.POSITIVE_INFINITY : Math.max(0, at - Date.now());
  if (Atomics.wait(words, LIMITS, limits, left) !== 'timed-out') return;
  deadline[0] = Date.now() + AGAIN_MS; // until the main thread lifts it
  stopMainThread();
}

function step() {
  if (asked > 0) awaitAnswer();
  else awaitLimit();
}

function watch() {
  for (;;) {
    try {
      vm.runInThisContext('step()', { breakOnSigint: true });
    } catch {
      if (asked > 0) continue;
      asked = Date.now();
      answers = Atomics.load(words, ANSWERS);
      port.postMessage('interrupt');
    }
  }
}

Object.assign(globalThis, { step, watch });
for (;;) {
  try {
    vm.runInThisContext('watch()', { breakOnSigint: true });
  } catch {} // an interrupt between two steps
}
