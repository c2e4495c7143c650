'use strict';

/* The module `tslab` without a notebook: what a cell shows is not graded, and showing it does nothing. */
const Module = require('node:module');

const FORMS = ['javascript', 'html', 'markdown', 'latex', 'svg', 'png', 'jpeg', 'gif', 'pdf', 'text', 'raw'];

const newDisplay = () => Object.fromEntries(FORMS.map(form => [form, () => {}]));

/**
 * Puts it in the place of the kernel's own, which needs Jupyter's sockets.
 * @param {NodeJS.Require} require of the course
 */
function showNothing(require) {
  const filename = require.resolve('tslab');
  const versionOf = (/** @type {string} */ name) => require(`${name}/package.json`).version;
  const versions = {
    tslab: versionOf('tslab'),
    typescript: versionOf('@tslab/typescript-for-tslab'),
    node: process.version,
  };
  const exports = { display: newDisplay(), newDisplay, versions };
  require.cache[filename] = Object.assign(new Module(filename), { filename, exports, loaded: true });
}

module.exports = { showNothing };
