'use strict';

/*
 * Modules that cannot be loaded here, in their places. What a cell shows is not graded: tslab, which needs Jupyter's sockets, shows
 * nothing. sharp is an addon: modules of the course that may read pictures by it are there, and say so when they would.
 */
const Module = require('node:module');

const FORMS = ['javascript', 'html', 'markdown', 'latex', 'svg', 'png', 'jpeg', 'gif', 'pdf', 'text', 'raw'];

const newDisplay = () => Object.fromEntries(FORMS.map(form => [form, () => {}]));

/** @param {NodeJS.Require} require */
const tslab = require => ({
  display: newDisplay(),
  newDisplay,
  get versions() {
    const versionOf = (/** @type {string} */ name) => require(`${name}/package.json`).version;
    return { tslab: versionOf('tslab'), typescript: versionOf('@tslab/typescript-for-tslab'), node: process.version };
  },
});

/** @returns {never} */
function sharp() {
  throw new Error('sharp, which reads and writes picture files, cannot be used in an answer that is graded');
}

/**
 * By name: to find out where the packages lie would take each child as long as its cells.
 * @param {NodeJS.Require} require of the course
 */
function standIn(require) {
  /** @type {Record<string, unknown>} */
  const standIns = { tslab: tslab(require), sharp };
  // Node's types leave it out
  const modules = /** @type {{ _load(name: string, ...rest: unknown[]): unknown }} */ (/** @type {unknown} */ (Module));
  const load = modules._load;
  modules._load = (name, ...rest) => (Object.hasOwn(standIns, name) ? standIns[name] : load(name, ...rest));
}

module.exports = { standIn };
