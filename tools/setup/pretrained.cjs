'use strict';
// The optional library that reads a pretrained CLIP: what pretrained/package-lock.json (beside this file) pins, into the project's
// pretrained/. It has a folder of its own because it is large and brings a sharp of its own, and because no lesson needs it.
const fs = require('node:fs');
const path = require('node:path');
const { readText, writeText, remove, sha256 } = require('./files.cjs');
const { installLocked, packagePlaces, packagesProgress } = require('./npm.cjs');
const { pretrained } = require('./paths.cjs');

const recipe = path.join(__dirname, 'pretrained');
const lockFile = path.join(recipe, 'package-lock.json');
const modules = path.join(pretrained, 'node_modules');
const library = path.join(modules, '@huggingface', 'transformers');

// Inside the folder that it speaks of, and written last, as in packages.cjs.
const stampFile = path.join(modules, '.course-stamp');
const wanted = () => `${sha256(fs.readFileSync(lockFile))} ${process.platform} ${process.arch}\n`;

const pretrainedReady = () => readText(stampFile) === wanted();

/** The version that is installed; undefined where none is, or not as it should be. */
const pretrainedVersion = () =>
  pretrainedReady() ? JSON.parse(fs.readFileSync(path.join(library, 'package.json'), 'utf8')).version : undefined;

const pretrainedPlaces = () => packagePlaces(lockFile);
const pretrainedProgress = (/** @type {string[]} */ places) => packagesProgress(pretrained, places);

/**
 * Installs the library.
 *
 * @param {{ onStart?: (pid: number) => void }} [options] `onStart(pid)` gets npm
 * @throws {Problem} no network, full disk, or npm's own words
 */
async function installPretrained({ onStart } = {}) {
  fs.mkdirSync(pretrained, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) {
    fs.copyFileSync(path.join(recipe, name), path.join(pretrained, name));
  }
  // The packages hold all that is needed on the processor. onnxruntime-node's install script would download libraries for graphics cards
  // from elsewhere than the registry, and fail the whole where that cannot be reached.
  await installLocked(pretrained, { more: ['--ignore-scripts'], lockFile: 'tools/setup/pretrained', onStart });
  writeText(stampFile, wanted());
}

/** Takes away what a failed installation left; downloaded models stay. */
function clearPretrained() {
  remove(modules);
  for (const name of ['package.json', 'package-lock.json']) fs.rmSync(path.join(pretrained, name), { force: true });
  if (fs.existsSync(pretrained) && fs.readdirSync(pretrained).length === 0) fs.rmdirSync(pretrained);
}

/**
 * Takes the library away, and every model that was downloaded with it.
 *
 * @returns {boolean} whether anything was there
 */
function removePretrained() {
  const there = fs.existsSync(pretrained);
  // The stamp first: what is taken away half is not there.
  fs.rmSync(stampFile, { force: true });
  remove(pretrained);
  return there;
}

module.exports = {
  ...{ pretrainedReady, pretrainedVersion, pretrainedPlaces, pretrainedProgress },
  ...{ installPretrained, clearPretrained, removePretrained },
};
