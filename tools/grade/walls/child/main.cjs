'use strict';

/*
 * The process in which a submission runs: `node main.cjs COURSE_FOLDER`, started by tools/grade/walls/child.ts.
 *
 * Lines of JSON come in on descriptor 3 and go out on 4. First a program: `{program, id, engine}`; the reply is
 * `{"ready": true, noted}` once its cells have run and handed in (`noted`: an error that one ended with), or `{"failed": why}`.
 * Then calls, one at a time: `{call, args, round}`; the reply is `{call, answer}` or `{call, error}`. After them another program
 * may come, of the same notebook. What is expected never comes here. A course folder holds lib/ as JavaScript (without
 * lib/exercises), compiled/, datasets/ and node_modules/.
 */
// Node takes compiled code, its own as well as the course's, only under the flags that it was compiled with. The bound of the heap
// holds from the start on: as a flag it has done its work.
require('node:v8').setFlagsFromString('--max-old-space-size=0');
const fs = require('node:fs');
const { createRequire } = require('node:module');
const net = require('node:net');
const path = require('node:path');
const { runCells } = require('./cells.cjs');
const { closeDoors } = require('./closed.cjs');
const { readWithoutProc } = require('./machine.cjs');
const { keepNames, leaveNothing } = require('./nothing-left.cjs');
const { repeatChance, repeatClock, laterDay } = require('./repeatable.cjs');
const { standIn } = require('./stand-ins.cjs');
const { answerOnWire, fromWire } = require('./wire.cjs');

const course = process.argv[2];
const requireHere = createRequire(path.join(course, 'notebook.js'));
const { exit } = process;

/** @typedef {{ program: string, id: string, engine: boolean }} Program */
/** @typedef {{ call: number, args: import('./wire.cjs').Sent, round: number }} Call */
/** @typedef {(...args: unknown[]) => unknown} Answer */

/** @param {object} message */
function send(message) {
  fs.writeSync(4, `${JSON.stringify(message)}\n`);
}

const inWords = (/** @type {unknown} */ error) =>
  String(error instanceof Error ? `${error.name}: ${error.message}` : error).slice(0, 500);

/**
 * readline would do, and takes longer to load.
 * @param {net.Socket} stream
 */
async function* linesOf(stream) {
  let line = '';
  for await (const text of stream.setEncoding('utf8')) {
    for (const [i, piece] of text.split('\n').entries()) {
      if (i > 0) {
        yield line;
        line = '';
      }
      line += piece;
    }
  }
}

let usesCourseCode = false;

/** The engine's packages are taken as they were compiled: from the first exercise on that needs them. */
function useCourseCode() {
  if (usesCourseCode) return;
  usesCourseCode = true;
  /** @type {typeof import('../../../../lib/engine/compiled-code.cjs')} */
  const { useCompiledCode } = requireHere('./lib/engine/compiled-code.cjs');
  useCompiledCode(path.join(course, 'compiled'));
}

/**
 * Runs the cells that an exercise needs, and gives what it was handed for the exercise, and the first error of a cell.
 * @param {Program} given
 * @returns {Promise<{ answer: Answer, noted?: string }>}
 */
async function answerOf({ program, id, engine }) {
  leaveNothing();
  laterDay(0);
  repeatChance();
  if (engine) {
    useCourseCode();
    /** @type {typeof import('../../../../lib/engine/index')} */
    const { startEngine } = requireHere('./lib/engine/index');
    await startEngine({ engine: 'wasm', seed: 1, threads: 1 });
    keepNames();
  }
  /** @type {() => void} */
  let rest = () => {};
  const atRest = new Promise(resolve => {
    rest = () => resolve(undefined);
  });
  process.once('beforeExit', rest);
  const { handed, errors } = await runCells(JSON.parse(program), { id, require: requireHere, atRest });
  process.off('beforeExit', rest);
  if (!handed) throw errors.at(-1) ?? new Error('check was not reached');
  const { answer } = handed;
  if (typeof answer !== 'function') {
    throw new TypeError(
      `check was given ${answer === undefined ? 'undefined' : `a ${typeof answer}`}, expected a function`,
    );
  }
  return { answer: /** @type {Answer} */ (answer), ...(errors.length > 0 ? { noted: inWords(errors[0]) } : {}) };
}

/**
 * @param {Call} asked
 * @param {Answer} answer
 */
async function reply({ call, args, round }, answer) {
  laterDay(round);
  try {
    const value = await answer(...fromWire(args));
    send({ call, answer: await answerOnWire(value) });
  } catch (error) {
    send({ call, error: inWords(error) });
  }
}

async function main() {
  // In a notebook these stay unseen too: the answer is what counts.
  process.on('unhandledRejection', () => {});
  process.on('uncaughtException', () => {});
  process.chdir(course);
  repeatClock();
  const questions = new net.Socket({ fd: 3, readable: true, writable: false });
  standIn(requireHere);
  readWithoutProc();
  closeDoors(questions);
  let answer = /** @type {Answer} */ (() => undefined);
  for await (const line of linesOf(questions)) {
    const message = JSON.parse(line);
    if ('call' in message) {
      await reply(message, answer);
      continue;
    }
    questions.unref(); // a program that waits for nothing any more has ended
    try {
      const { noted, ...handed } = await answerOf(message);
      ({ answer } = handed);
      send({ ready: true, noted });
    } catch (error) {
      send({ failed: inWords(error) });
    }
    questions.ref();
  }
  exit(0);
}

main().catch(() => exit(1));
