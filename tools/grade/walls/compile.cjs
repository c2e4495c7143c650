'use strict';
// node compile.cjs COURSE_FOLDER: loads and starts the engine as a child will, and keeps what was compiled for that.
const { createRequire } = require('node:module');
const path = require('node:path');

const course = process.argv[2];
const requireHere = createRequire(path.join(course, 'notebook.js'));
/** @type {typeof import('../../../lib/engine/compiled-code.cjs')} */
const { useCompiledCode } = requireHere('./lib/engine/compiled-code.cjs');
const keep = useCompiledCode(path.join(course, 'compiled'));
/** @type {typeof import('../../../lib/engine/index')} */
const { startEngine } = requireHere('./lib/engine/index');
void startEngine({ engine: 'wasm', seed: 1, threads: 1 }).then(keep);
