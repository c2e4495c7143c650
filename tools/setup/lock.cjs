'use strict';
// One set-up at a time, with no lock that outlives its owner.
//
// Each contender puts a file of its own, named after its process id and start time, into a folder and then looks who else is there. A
// file whose process is gone is dead for ever (the pair never comes back), so anybody may remove it; there is no moment at which two
// contenders can take the same stale lock. Of two that arrive together at least one sees the other, withdraws and tries again.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

/**
 * When a process started, as its system tells it; 'ended' for one that only waits to be forgotten; undefined when there is no such
 * process or the system does not say.
 *
 * @param {number} pid
 */
function startOf(pid) {
  try {
    if (process.platform === 'linux') {
      // Field 22; the command's name (field 2, in brackets) may hold spaces and brackets of its own.
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
      const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return state === 'Z' || state === 'X' ? 'ended' : rest[18];
    }
    /** @type {import('node:child_process').ExecFileSyncOptionsWithStringEncoding} */
    const quietly = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, LC_ALL: 'C' } };
    const told =
      process.platform === 'win32'
        ? execFileSync(
            'powershell',
            ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`],
            quietly,
          )
        : execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], quietly);
    return told.replace(/\W/g, '') || undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'; // there, and another user's
  }
}

const nameOf = (/** @type {number} */ pid) => `${pid}-${startOf(pid) ?? 'unknown'}`;

/**
 * The processes that are in `folder` and alive, other than `mine`; the dead are cleared away.
 *
 * @param {string} folder
 * @param {Set<string>} mine
 */
function others(folder, mine) {
  const living = [];
  for (const name of fs.readdirSync(folder)) {
    if (mine.has(name)) continue;
    const [pid, start] = name.split('-');
    // A start time that cannot be told (no /proc, no ps) is no proof of death: then the process id decides.
    const now = isAlive(Number(pid)) ? startOf(Number(pid)) : undefined;
    const alive =
      isAlive(Number(pid)) && now !== 'ended' && (now === start || start === 'unknown' || now === undefined);
    if (alive) living.push(Number(pid));
    else fs.rmSync(path.join(folder, name), { force: true });
  }
  return living;
}

/**
 * Runs `work` while no other process runs its own under the same folder. `onWait(pid)` is called once for each process that has to be
 * waited for, and `check()` now and then: it may throw to give up waiting. `work` is given `adopt(pid)`, to be called with each child that
 * must not be overtaken even if this process is killed.
 *
 * @template Result
 * @param {string} folder
 * @param {{ onWait?: (pid: number) => void, check?: () => void }} options
 * @param {(lock: { adopt: (pid: number) => void }) => Result | Promise<Result>} work
 * @returns {Promise<Result>}
 * @throws what `work` or `check` throws; the lock is given back all the same
 */
async function withLock(folder, { onWait = () => {}, check = () => {} }, work) {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  /** @type {Set<string>} */
  const mine = new Set();
  const enter = (/** @type {number} */ pid) => {
    const name = nameOf(pid);
    mine.add(name);
    fs.writeFileSync(path.join(folder, name), '');
  };
  const leave = () => {
    for (const name of mine) fs.rmSync(path.join(folder, name), { force: true });
    mine.clear();
  };
  /** @type {Set<number>} */
  const waitedFor = new Set();
  for (;;) {
    enter(process.pid);
    const [first] = others(folder, mine);
    if (first === undefined) break;
    leave();
    if (!waitedFor.has(first)) onWait(first);
    waitedFor.add(first);
    check();
    await new Promise(done => setTimeout(done, 100 + Math.random() * 200));
  }
  try {
    return await work({ adopt: enter });
  } finally {
    leave();
  }
}

module.exports = { withLock, startOf };
