'use strict';
// The npm packages: what package-lock.json pins, into node_modules/.
const fs = require('node:fs');
const path = require('node:path');
const { readText, writeText, remove, sha256 } = require('./files.cjs');
const { installLocked } = require('./npm.cjs');
const { root, modules, packageLock } = require('./paths.cjs');

// Inside the folder that it speaks of: it goes when npm empties that folder, and comes back only after a whole install.
const stampFile = path.join(modules, '.course-stamp');

// No word of Node's version: the native packages bring builds for every Node, and a second Node must not reinstall under the first.
const wanted = () => `${sha256(fs.readFileSync(packageLock))} ${process.platform} ${process.arch}\n`;

const packagesReady = () => readText(stampFile) === wanted();

/**
 * Installs the packages. What an interrupted install left is not used: npm empties node_modules first, and the stamp comes last.
 *
 * @param {{ onStart?: (pid: number) => void }} [options] `onStart(pid)` gets npm
 * @throws {Problem} no network, full disk, or npm's own words
 */
async function installPackages({ onStart } = {}) {
  // The formatter and the tests are development packages: an environment that leaves those out would break npm test.
  await installLocked(root, { more: ['--include=dev'], onStart });
  writeText(stampFile, wanted());
}

const removePackages = () => remove(modules);

module.exports = { packagesReady, installPackages, removePackages, stampFile, wanted };
