'use strict';
// The npm packages: what package-lock.json pins, into node_modules/.
const fs = require('node:fs');
const path = require('node:path');
const { run } = require('./child.cjs');
const { readText, writeText, remove, sha256 } = require('./files.cjs');
const { root, modules, packageLock, windows } = require('./paths.cjs');
const { Problem, diskFull } = require('./problem.cjs');

// Inside the folder that it speaks of: it goes when npm empties that folder, and comes back only after a whole install.
const stampFile = path.join(modules, '.course-stamp');

// No word of Node's version: the native packages bring builds for every Node, and a second Node must not reinstall under the first.
const wanted = () => `${sha256(fs.readFileSync(packageLock))} ${process.platform} ${process.arch}\n`;

const packagesReady = () => readText(stampFile) === wanted();

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

/** The part of the packages that is in place, 0 to 1: npm itself tells only a terminal. It makes the folders first and fills them later. */
function packagesProgress(places) {
  return places.filter(place => fs.existsSync(path.join(root, place, 'package.json'))).length / places.length;
}

/** The folders that `npm ci` will fill here, from the lock file. */
function packagePlaces() {
  const { packages } = JSON.parse(fs.readFileSync(packageLock, 'utf8'));
  return Object.keys(packages).filter(place => place && !packages[place].optional);
}

function explain(output) {
  const full = diskFull(output, modules);
  if (full) return full;
  const tail = output.trim().split('\n').slice(-15).join('\n');
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
    `npm could not install the packages of package-lock.json.\nRun the command again; if it fails again, npm's last words say why:\n${tail}`,
  );
}

/**
 * Installs the packages. What an interrupted install left is not used: npm empties node_modules first, and the stamp comes last.
 *
 * @throws {Problem} no network, full disk, or npm's own words
 */
async function installPackages({ onStart } = {}) {
  const [command, ...first] = npmCommand();
  // The formatter and the tests are development packages: an environment that leaves those out would break npm test.
  const options = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--no-progress', '--no-global'];
  const env = { ...process.env };
  // npm's own waits between attempts are made for servers: a reader who is offline should hear of it within the minute.
  env.npm_config_fetch_retry_mintimeout ??= '1000';
  env.npm_config_fetch_retry_maxtimeout ??= '10000';
  let result;
  try {
    result = await run(command, [...first, 'ci', ...options], { cwd: root, env, onStart });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    throw new Problem(
      'npm was not found beside Node, nor on the PATH.\nIt comes with Node (https://nodejs.org); on Debian and Ubuntu: sudo apt install npm. Then run the command again.',
    );
  }
  if (result.status !== 0) throw explain(result.output);
  writeText(stampFile, wanted());
}

const removePackages = () => remove(modules);

module.exports = { packagesReady, packagePlaces, packagesProgress, installPackages, removePackages, stampFile, wanted };
