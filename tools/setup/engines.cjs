'use strict';
// The native engines of TensorFlow.js, in the project's native/: one at a time, installed beside under another name, tried out with a
// gradient step, and renamed as the last step. What is in native/ has worked on this machine.
const fs = require('node:fs');
const path = require('node:path');
const { run } = require('./child.cjs');
const needs = require('./engine-needs.cjs');
const { buildOnWheel, downloadOwn } = require('./engine-build.cjs');
const { readText, writeText, remove, sha256 } = require('./files.cjs');
const { installLocked } = require('./npm.cjs');
const { root, native, nativeBuilding } = require('./paths.cjs');
const { Problem } = require('./problem.cjs');

const recipe = path.join(__dirname, 'native');

/** By their flags of npm run setup. */
const ENGINES = {
  native: {
    flag: '--native',
    short: '  native',
    what: 'The native engine',
    package: '@tensorflow/tfjs-node',
    pins: 'cpu.txt',
    download: '0.3 GB, 0.9 GB on the disk',
    gigabytes: 2,
    own: true,
  },
  gpu: {
    flag: '--gpu',
    short: '  GPU',
    what: 'The engine for a graphics card',
    package: '@tensorflow/tfjs-node-gpu',
    pins: 'gpu.txt',
    download: '3.3 GB, 6 GB on the disk',
    gigabytes: 10,
    own: false, // its download is for CUDA 11.2, which knows no card of today
  },
};

const stampFile = path.join(native, '.course-stamp');
const wanted = engine => {
  const pinned = ['package-lock.json', engine.pins].map(name => fs.readFileSync(path.join(recipe, name)));
  return `${engine.package} ${sha256(Buffer.concat(pinned))} ${process.platform} ${process.arch}\n`;
};

const engineReady = name => readText(stampFile) === wanted(ENGINES[name]);

/** Which engine native/ holds, whoever put it there: one of the names of ENGINES; undefined where there is none. */
function engineHere() {
  const holds = name => fs.existsSync(path.join(native, 'node_modules', ENGINES[name].package, 'package.json'));
  return ['gpu', 'native'].find(holds);
}

/** Where the package's own download comes from; it obeys the same variable. */
const storage = () => process.env.TFJS_NODE_CDN_STORAGE || 'https://storage.googleapis.com/';

/** What this machine lacks for an engine, as far as it shows without a network: a Problem, or undefined. */
function localProblem({ what, own }) {
  return own ? undefined : (needs.platformProblem(what) ?? needs.driverProblem(what));
}

/**
 * The ways in which an engine can be had here, the first to be tried first. Downloads nothing.
 *
 * @param {'native' | 'gpu'} name
 * @returns {Promise<Function[]>}
 * @throws {Problem} there is none: what is missing
 */
async function waysTo(name) {
  const engine = ENGINES[name];
  const { what, gigabytes, own } = engine;
  const local = localProblem(engine) ?? needs.roomProblem(what, gigabytes);
  if (local) throw local;
  if (fs.existsSync(native) && readText(stampFile) === undefined) {
    throw new Problem(
      `native/ is there, and this set-up did not make it: expected to put the engine there.\nRename or remove the folder, and run the command again; a native engine in another folder is found by COURSE_NATIVE.`,
    );
  }
  const ways = own && (await needs.answers(storage())) ? [downloadOwn] : [];
  const problem = needs.platformProblem(what) ?? needs.compilerProblem(what) ?? (await needs.headersProblem(what));
  if (!problem) return [...ways, buildOnWheel];
  if (ways.length > 0) return ways;
  throw problem;
}

/**
 * Installs an engine and has it prove itself.
 *
 * @param {'native' | 'gpu'} name
 * @param {Function[]} ways as `waysTo` gave them
 * @param {object} options `onStart(pid)` gets each process, `onProgress(part)` 0 to 1, `check()` throws when the reader has stopped it
 * @throws {Problem} why it could not be had; native/ is then as it was
 */
async function installEngine(name, ways, { onStart, onProgress = () => {}, check = () => {} }) {
  const engine = ENGINES[name];
  remove(nativeBuilding);
  fs.cpSync(recipe, nativeBuilding, { recursive: true });
  // Its script would download the library, from elsewhere than the registry: see downloadOwn.
  await installLocked(nativeBuilding, { more: ['--ignore-scripts'], lockFile: 'tools/setup/native', onStart });
  keepOne(engine.package);
  const failures = [];
  for (const way of ways) {
    check();
    onProgress(0.15);
    const failure = await way(nativeBuilding, engine, { onStart, onProgress }).then(
      async () => {
        onProgress(0.95);
        const failure = await trial(nativeBuilding, engine, { onStart });
        return failure && `It was installed, and ${failure}`;
      },
      error => {
        check();
        if (!(error instanceof Problem)) throw error;
        return error.message;
      },
    );
    check();
    if (!failure) return keep(engine);
    failures.push(failure);
  }
  throw new Problem(`${engine.what} could not be installed.\n${failures.join('\n\n')}\n${needs.STAYS}`);
}

/** Of the packages of TensorFlow.js only the one that is asked for: the course's own are the others' only copy. */
function keepOne(name) {
  const scope = path.join(nativeBuilding, 'node_modules', '@tensorflow');
  for (const other of fs.readdirSync(scope)) if (`@tensorflow/${other}` !== name) remove(path.join(scope, other));
  for (const rest of fs.readdirSync(recipe)) if (!rest.startsWith('package')) remove(path.join(nativeBuilding, rest));
}

/** A real gradient step in a process of its own, as startEngine asks for it. Returns what went wrong, or undefined. */
async function trial(folder, engine, { onStart } = {}) {
  const { trialArgs, trialFailure, TRIAL_MS } = require(path.join(root, 'lib', 'engine', 'native.cjs'));
  const ended = await run(process.execPath, trialArgs(folder, engine.package), { onStart, limit: TRIAL_MS });
  const failure = trialFailure(ended);
  return failure && `failed its trial step: ${failure}`;
}

function keep(engine) {
  writeText(path.join(nativeBuilding, path.basename(stampFile)), wanted(engine));
  remove(native);
  fs.renameSync(nativeBuilding, native);
}

/** What there is of each engine, and what could be: pairs of a name and a line. What is installed is tried out. */
async function engineInventory() {
  const here = engineHere();
  const lines = Object.entries(ENGINES).map(async ([name, engine]) => {
    if (name === here) {
      const { version } = JSON.parse(readText(path.join(native, 'node_modules', engine.package, 'package.json')));
      const failure = await trial(native, engine);
      return [engine.short, `${engine.package} ${version} in native/, ${failure ?? 'computed its trial step right'}`];
    }
    const [lacking] = localProblem(engine)?.message.split('\n') ?? [];
    return [
      engine.short,
      lacking ? `not on this machine: ${lacking}` : `not installed: npm run setup -- ${engine.flag}`,
    ];
  });
  return [
    ['Engine', 'WebAssembly on all cores: always there, and the default where no native engine proves itself'],
    ...(await Promise.all(lines)),
  ];
}

const clearEngine = () => remove(nativeBuilding);

/**
 * Takes an engine away.
 *
 * @returns {boolean} whether it was there
 * @throws {Problem} the other one is
 */
function removeEngine(name) {
  clearEngine();
  const here = engineHere();
  if (here !== undefined && here !== name) {
    throw new Problem(
      `native/ holds ${ENGINES[here].package}, not ${ENGINES[name].package}: npm run setup -- ${ENGINES[here].flag} --remove takes it away.`,
      { status: 2 },
    );
  }
  // The stamp first: what is taken away half is not there.
  fs.rmSync(stampFile, { force: true });
  const there = here !== undefined;
  if (there) remove(native);
  return there;
}

module.exports = {
  ...{ ENGINES, engineReady, engineInventory, waysTo, installEngine, clearEngine, removeEngine },
};
