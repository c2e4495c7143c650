'use strict';
const { spawn, spawnSync } = require('node:child_process');
const { windows } = require('./paths.cjs');

const running = new Set();
const KEPT = 20_000; // characters of output, enough for the reason of a failure

/** Ends a child and, when it leads a group of its own, all that it started: politely, and after a few seconds by force. */
function endTree(child, { group = true, patience = 3000 } = {}) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  if (windows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  const kill = name => {
    try {
      process.kill(group ? -child.pid : child.pid, name);
    } catch {
      // gone already
    }
  };
  kill('SIGTERM');
  setTimeout(kill, patience, 'SIGKILL').unref();
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
 * @param {object} options env, cwd; `onLine(line)` gets each line of output; `onStart(pid)`; `show` passes the output on to ours; `limit`
 *   in milliseconds
 * @returns {Promise<{status: number | null, signal: string | null, output: string, timedOut: boolean}>} the last of stdout and stderr
 *   together
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
  for (const [stream, target] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', text => {
      output = (output + text).slice(-KEPT);
      if (show) target.write(text);
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop();
      if (onLine) lines.forEach(onLine);
    });
  }
  const entry = { child, closed: undefined };
  const finished = new Promise((resolve, reject) => {
    const timer =
      limit &&
      setTimeout(() => {
        timedOut = true;
        endTree(child);
      }, limit);
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ status, signal, output, timedOut }));
    entry.clear = () => clearTimeout(timer);
  }).finally(() => {
    entry.clear();
    running.delete(entry);
  });
  entry.closed = finished.then(
    () => {},
    () => {},
  );
  running.add(entry);
  return finished;
}

module.exports = { run, endAll, endTree };
