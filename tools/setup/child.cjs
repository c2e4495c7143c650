'use strict';
const { spawn, spawnSync } = require('node:child_process');
const { windows } = require('./paths.cjs');

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/**
 * What a program came to; `output` is the last of stdout and stderr together.
 * @typedef {{ status: number | null, signal: string | null, output: string, timedOut: boolean }} Ended
 */
/**
 * @typedef {object} Running
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 * @property {(line: string) => void} [onLine] gets each line of output
 * @property {(pid: number) => void} [onStart]
 * @property {boolean} [show] passes the output on to ours
 * @property {number} [limit] in milliseconds
 */

/** @type {Set<{ child: ChildProcess, closed: Promise<void> }>} */
const running = new Set();
const KEPT = 20_000; // characters of output, enough for the reason of a failure

/**
 * Ends a child and, when it leads a group of its own, all that it started: politely, and after a few seconds by force.
 *
 * @param {ChildProcess} child
 * @param {{ group?: boolean, patience?: number }} [options] patience in milliseconds
 */
function endTree(child, { group = true, patience = 3000 } = {}) {
  const { pid } = child;
  if (child.exitCode !== null || child.signalCode !== null || pid === undefined) return;
  if (windows) {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  const kill = (/** @type {NodeJS.Signals} */ name) => {
    try {
      process.kill(group ? -pid : pid, name);
    } catch {
      // gone already
    }
  };
  kill('SIGTERM');
  setTimeout(() => kill('SIGKILL'), patience).unref();
}

/** Ends everything that `run` started and resolves when it is gone. */
async function endAll() {
  const all = [...running];
  for (const { child } of all) endTree(child);
  await Promise.all(all.map(({ closed }) => closed));
}

/**
 * Runs a program to its end, in a process group of its own, so that its children can be ended with it.
 *
 * @param {string} command no shell is involved: spaces and letters in the arguments need no quoting
 * @param {string[]} args
 * @param {Running} [options]
 * @returns {Promise<Ended>}
 * @throws the system's error when the program cannot be started (ENOENT, EACCES)
 */
function run(command, args, { env = process.env, cwd, onLine, onStart, show = false, limit } = {}) {
  const child = spawn(command, args, {
    env,
    cwd,
    detached: !windows,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) onStart?.(child.pid);
  let output = '';
  let timedOut = false;
  const streams = /** @type {const} */ ([
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]);
  for (const [stream, target] of streams) {
    let rest = '';
    stream.setEncoding('utf8').on('data', text => {
      output = (output + text).slice(-KEPT);
      if (show) target.write(text);
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop() ?? '';
      if (onLine) lines.forEach(onLine);
    });
  }
  const endLate = () => {
    timedOut = true;
    endTree(child);
  };
  const timer = limit ? setTimeout(endLate, limit) : undefined;
  /** @type {Promise<Ended>} */
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ status, signal, output, timedOut }));
  });
  const finished = ended.finally(() => {
    clearTimeout(timer);
    running.delete(entry);
  });
  const closed = finished.then(
    () => {},
    () => {},
  );
  const entry = { child, closed };
  running.add(entry);
  return finished;
}

module.exports = { run, endAll, endTree };
