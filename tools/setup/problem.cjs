'use strict';
const fs = require('node:fs');
const { root } = require('./paths.cjs');

/**
 * Something the reader can mend. The message says what was wrong, what was expected and what to do; it is printed as it is, without a
 * stack. `status` is the process's exit status.
 */
class Problem extends Error {
  /**
   * @param {string} message
   * @param {{ status?: number, cause?: unknown }} [options]
   */
  constructor(message, { status = 1, cause } = {}) {
    super(message, { cause });
    this.name = 'Problem';
    this.status = status;
  }
}

/** Whether next to nothing is left on the disk that `root` is on. Some network drives do not tell. */
function outOfRoom() {
  try {
    const { bsize, blocks, bavail } = fs.statfsSync(root);
    return blocks > 0 && bsize * bavail < 8 * 2 ** 20;
  } catch {
    return false;
  }
}

/**
 * The Problem of a full disk when `text` (an error's message, a program's output) speaks of one, or when a failure that does not (venv
 * swallows what its own child says) left no room on the disk; else undefined.
 *
 * @param {string} text
 * @param {string} [folder] what was to be written
 */
function diskFull(text, folder) {
  if (
    !/ENOSPC|EDQUOT|No space left on device|Disk quota exceeded|not enough space on the disk/i.test(text) &&
    !outOfRoom()
  ) {
    return undefined;
  }
  return new Problem(
    `The disk is full: there was no room left for ${folder}.\nThe course needs about 1.4 GB in its folder, and npm and pip keep copies in their caches.\nFree some space and run the command again: what was half written has been removed.`,
  );
}

/** The last lines of what a program printed, for a failure that nobody has foreseen. */
const lastWords = (/** @type {string} */ output) => output.trim().split('\n').slice(-15).join('\n');

/**
 * The Problem of a folder that may not be written when `error` is one of the file system's, else undefined.
 *
 * @param {NodeJS.ErrnoException} error
 * @param {string} folder
 */
function notWritable(error, folder) {
  const ofFiles = !String(error.syscall).startsWith('spawn');
  if (!ofFiles || !['EACCES', 'EPERM', 'EROFS'].includes(String(error.code))) return undefined;
  return new Problem(
    `The project's folder cannot be written: ${error.path ?? folder} (${error.code}).\nThe course keeps everything that it installs in ${folder}.\nPut the project where you may write, in your home folder for instance, or mend the folder's permissions, and run the command again.`,
  );
}

/**
 * An error as a Problem when it is one that the reader can mend, else as it is.
 *
 * @param {unknown} thrown
 * @returns {unknown}
 */
function asProblem(thrown) {
  if (thrown instanceof Problem) return thrown;
  const error = /** @type {NodeJS.ErrnoException} */ (thrown);
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return diskFull(error.code, root);
  return notWritable(error, root) ?? error;
}

/**
 * Prints an error for the reader: a Problem as plain words, anything else with its stack.
 *
 * @param {unknown} error
 * @returns {number} the exit status
 */
function report(error) {
  const known = asProblem(error);
  const plain = known instanceof Problem;
  const { stack } = /** @type {Error} */ (known);
  process.stderr.write(`${plain ? known.message : (stack ?? known)}\n`);
  return plain ? known.status : 1;
}

module.exports = { Problem, diskFull, lastWords, asProblem, report };
