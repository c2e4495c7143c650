'use strict';

/*
 * What the kernelspec `tslab` starts: `node tools/kernel.cjs CONNECTION_FILE`.
 *
 * It changes to the project's root, so that `./lib/...` can be imported from a notebook in any folder, mends what
 * tslab hides from a learner (tools/kernel/), and starts tslab's kernel. Plain CommonJS: Jupyter starts it with
 * nothing but Node.
 */
const path = require('node:path');

const TSLAB = '1.0.22'; // the mends lean on this version's insides

const KEEP_MS = 20_000; // what a kernel does first has been compiled by then

const root = path.dirname(__dirname);

/**
 * @param {string} message
 * @returns {never}
 */
function refuse(message) {
  process.stderr.write(`The tslab kernel cannot start: ${message}\n`);
  process.exit(1);
}

const connectionFile = process.argv[2];
if (!connectionFile) {
  refuse('no connection file was given. Jupyter passes one: choose the kernel "TypeScript" in JupyterLab.');
}

let version;
try {
  version = require('tslab/package.json').version;
} catch {
  refuse(`the package tslab is not installed in ${root}. Run \`npm start\` there; it installs what is missing.`);
}
if (version !== TSLAB) {
  refuse(`tslab ${version} is installed in ${root}, but ${TSLAB} is needed. Run \`npm ci\` there.`);
}

const configPath = path.resolve(connectionFile);
process.chdir(root);

const { useCompiledCode } = require('../lib/engine/compiled-code.cjs');
setInterval(useCompiledCode(path.join(root, 'build', 'compiled')), KEEP_MS).unref();

const { cellToEnd, mendCells } = require('./kernel/cells.cjs');
require('./kernel/interrupts.cjs').mendInterrupts(cellToEnd);
require('./kernel/sends.cjs').mendSends();
require('./kernel/sources.cjs').rememberSources(root);
require('./kernel/compiler.cjs').mendCompiler();
require('./kernel/checked.cjs').rememberChecked(root, path.join(root, 'build', 'checked.json'));
require('./kernel/meaning.cjs').mendMeaning();
require('./kernel/imports.cjs').resolveFolders();
require('./kernel/early.cjs').answerEarly();
mendCells();
const { endIfClosed, guardProcess } = require('./kernel/process.cjs');
endIfClosed();
require('tslab/dist/main').startKernel({ configPath, enableFindLocal: false });
guardProcess();
