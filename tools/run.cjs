'use strict';
// node tools/run.cjs FILE ARGS…: prepares what is missing, then runs a TypeScript file of the project. In this very process, so that its
// exit status and the signals sent to it are the file's own. Old Nodes read this file: see setup/node-version.cjs.
require('./setup/node-version.cjs').demandNode();
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { prepare } = require('./setup/prepare.cjs');
const { Problem, report } = require('./setup/problem.cjs');
const { root } = require('./setup/paths.cjs');

async function main() {
  const [file, ...args] = process.argv.slice(2);
  if (file === undefined) throw new Problem('Usage: node tools/run.cjs FILE ARGS…', { status: 2 });
  const full = path.resolve(root, file);
  if (!fs.existsSync(full)) throw new Problem(`There is no ${file} in ${root}.`, { status: 2 });
  await prepare();
  // What node --import tsx would do; and Nodes that the file forks shall read TypeScript too.
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  await import(tsx);
  process.execArgv.push('--import', tsx);
  process.argv = [process.execPath, full, ...args];
  if (process.env.npm_lifecycle_event) endWithParent();
  Module.runMain();
}

/** npm that is sent a signal hands it to its shell, which ends and says nothing to us: then we end, too, as by that signal. */
function endWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

main().catch(error => {
  process.exitCode = report(error);
});
