'use strict';

/*
 * The cells of a program, run as the kernel runs them: one after the other, each to its end or to its error, on names that
 * they share. What they leave running (a promise that nobody awaits, a timer) goes on, and may hand in later.
 */
const vm = require('node:vm');

/** @typedef {(names: object, require: NodeJS.Require) => Promise<void>} Cell */
/** @typedef {{ answer: unknown }} HandedIn */

const CHECK = './lib/notebook/check';
const SETTLE_MS = 5;

/** As in the kernel, what a cell has left running goes on for a moment before the next one runs; where there is nothing, none is lost. */
const settled = () =>
  new Promise(resolve => {
    if (process.getActiveResourcesInfo().length > 0) setTimeout(resolve, SETTLE_MS);
    else setImmediate(resolve);
  });

/**
 * @param {NodeJS.Require} requireHere
 * @param {object} check the module of `check`
 * @returns {NodeJS.Require}
 */
function withCheck(requireHere, check) {
  return new Proxy(requireHere, {
    apply: (load, _, [name]) => (name === CHECK ? check : load(name)),
  });
}

/**
 * @param {string[]} cells expressions
 * @param {{ id: string, require: NodeJS.Require, atRest: Promise<unknown> }} given `atRest` resolves when nothing is left that
 *   could run any further
 * @returns {Promise<{ handed?: HandedIn, errors: unknown[] }>} what was handed in for the exercise, and how cells failed
 */
async function runCells(cells, { id, require: requireHere, atRest }) {
  /** @type {HandedIn | undefined} */
  let handed;
  /** @type {() => void} */
  let tell = () => {};
  const told = new Promise(resolve => {
    tell = () => resolve(undefined);
  });
  const check = async (/** @type {string} */ name, /** @type {unknown} */ answer) => {
    if (name !== id) return;
    handed = { answer };
    tell();
  };
  const require = withCheck(requireHere, { __esModule: true, check });
  const names = { check };
  /** @type {unknown[]} */
  const errors = [];
  const ran = async () => {
    for (const [i, source] of cells.entries()) {
      try {
        /** @type {Cell} */
        const cell = vm.runInThisContext(source, { filename: `cell ${i + 1}` });
        await cell(names, require);
      } catch (error) {
        errors.push(error);
      }
      await settled();
    }
    await told;
  };
  await Promise.race([ran(), atRest]);
  return { ...(handed ? { handed } : {}), errors };
}

module.exports = { runCells };
