'use strict';
// npm ci, for the course's own packages and for the optional ones that have a folder of their own.
const fs = require('node:fs');
const path = require('node:path');
const { run } = require('./child.cjs');
const { windows } = require('./paths.cjs');
const { Problem, diskFull, lastWords } = require('./problem.cjs');

/** How to start npm without a shell, whose quoting differs from system to system: node and npm's own script. */
function npmCommand(env = process.env) {
  const beside = path.dirname(process.execPath);
  const script = path.join('node_modules', 'npm', 'bin', 'npm-cli.js');
  const candidates = [
    // Set when npm started us; yarn and pnpm set it to themselves.
    path.basename(env.npm_execpath ?? '') === 'npm-cli.js' ? env.npm_execpath : undefined,
    path.join(beside, script),
    path.join(beside, '..', 'lib', script),
    ...(env.PATH ?? env.Path ?? '').split(path.delimiter).map(folder => windows && path.join(folder, script)),
  ];
  const found = candidates.find(candidate => candidate && fs.existsSync(candidate));
  return found ? [process.execPath, found] : ['npm'];
}

/**
 * The folders that `npm ci` will fill here, from a lock file: 'node_modules/NAME'.
 *
 * @param {string} lockFile
 */
function packagePlaces(lockFile) {
  const { packages } = JSON.parse(fs.readFileSync(lockFile, 'utf8'));
  return Object.keys(packages).filter(place => place && !packages[place].optional);
}

/**
 * The part of the places that is filled, 0 to 1: npm itself tells only a terminal. It makes the folders first and fills them later.
 *
 * @param {string} folder
 * @param {string[]} places
 */
function packagesProgress(folder, places) {
  return places.filter(place => fs.existsSync(path.join(folder, place, 'package.json'))).length / places.length;
}

/**
 * @param {string} output
 * @param {string} folder
 * @param {string} lockFile
 */
function explain(output, folder, lockFile) {
  const full = diskFull(output, path.join(folder, 'node_modules'));
  if (full) return full;
  const tail = lastWords(output);
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/.test(
      output,
    )
  ) {
    return new Problem(
      `npm could not reach its registry, and the packages are not in its cache.\nThe first set-up needs the network; once it is done the course runs without.\nCheck the connection (behind a proxy: npm config set proxy …) and run the command again.\n\nnpm's last words:\n${tail}`,
    );
  }
  return new Problem(
    `npm could not install the packages of ${lockFile}.\nRun the command again; if it fails again, npm's last words say why:\n${tail}`,
  );
}

/**
 * Installs what `folder`'s package-lock.json pins into its node_modules/, which npm empties first.
 *
 * @param {string} folder
 * @param {{ more?: string[], optional?: boolean, lockFile?: string, onStart?: (pid: number) => void }} [options] `more`: arguments for npm
 *   ci; `optional`: false leaves optional packages out; `lockFile`: what the reader knows the lock file as; `onStart(pid)` gets npm
 * @throws {Problem} no network, full disk, no npm, or npm's own words
 */
async function installLocked(folder, { more = [], optional = true, lockFile = 'package-lock.json', onStart } = {}) {
  const [command, ...first] = npmCommand();
  const which = optional ? '--include=optional' : '--omit=optional';
  const options = [which, '--no-audit', '--no-fund', '--no-progress', '--no-global', ...more];
  const env = { ...process.env };
  // npm's own waits between attempts are made for servers: a reader who is offline should hear of it within the minute.
  env.npm_config_fetch_retry_mintimeout ??= '1000';
  env.npm_config_fetch_retry_maxtimeout ??= '10000';
  let result;
  try {
    result = await run(command, [...first, 'ci', ...options], { cwd: folder, env, onStart });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
    throw new Problem(
      'npm was not found beside Node, nor on the PATH.\nIt comes with Node (https://nodejs.org); on Debian and Ubuntu: sudo apt install npm. Then run the command again.',
    );
  }
  if (result.status !== 0) throw explain(result.output, folder, lockFile);
}

module.exports = { npmCommand, installLocked, packagePlaces, packagesProgress };
