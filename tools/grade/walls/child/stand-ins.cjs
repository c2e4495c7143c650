'use strict';

/*
 * Modules that cannot be loaded here, in their places. What a cell shows is not graded: tslab, which needs Jupyter's sockets, shows
 * nothing. sharp is an addon: modules of the course that may read pictures by it are there, and say so when they would.
 */
const Module = require('node:module');

const FORMS = ['javascript', 'html', 'markdown', 'latex', 'svg', 'png', 'jpeg', 'gif', 'pdf', 'text', 'raw'];

const newDisplay = () => Object.fromEntries(FORMS.map(form => [form, () => {}]));

/** @param {NodeJS.Require} require */
function tslab(require) {
  const versionOf = (/** @type {string} */ name) => require(`${name}/package.json`).version;
  const versions = {
    tslab: versionOf('tslab'),
    typescript: versionOf('@tslab/typescript-for-tslab'),
    node: process.version,
  };
  return { display: newDisplay(), newDisplay, versions };
}

/** @returns {never} */
function sharp() {
  throw new Error('sharp, which reads and writes picture files, cannot be used in an answer that is graded');
}

/** @param {NodeJS.Require} require of the course */
function standIn(require) {
  for (const [name, exports] of Object.entries({ tslab: tslab(require), sharp })) {
    const filename = require.resolve(name);
    require.cache[filename] = Object.assign(new Module(filename), { filename, exports, loaded: true });
  }
}

module.exports = { standIn };
