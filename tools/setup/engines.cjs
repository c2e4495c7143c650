'use strict';
// The engines of TensorFlow.js that can be added, in the project's native/: one at a time, installed beside under another name, tried out
// with a gradient step, and renamed as the last step. What is in native/ has worked on this machine.
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { run } = require('./child.cjs');
const needs = require('./engine-needs.cjs');
const { buildOnWheel, downloadOwn, keepPlatform } = require('./engine-build.cjs');
const { readText, writeText, remove, sha256 } = require('./files.cjs');
const { installLocked } = require('./npm.cjs');
const { root, native, nativeBuilding } = require('./paths.cjs');
const { Problem } = require('./problem.cjs');

/** @typedef {import('./engine-build.cjs').Engine} Engine */
/** @typedef {import('./engine-build.cjs').Way} Way */
/** @typedef {import('./engine-build.cjs').Starting} Starting */
/** @typedef {'native' | 'gpu' | 'webgpu'} Name */

/**
 * By their flags of npm run setup.
 *
 * @type {Record<Name, Engine>}
 */
const ENGINES = {
  native: {
    flag: '--native',
    short: '  native',
    what: 'The native engine',
    package: '@tensorflow/tfjs-node',
    engine: 'native',
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
    engine: 'native',
    pins: 'gpu.txt',
    download: '3.3 GB, 6 GB on the disk',
    gigabytes: 10,
    own: false, // its download is for CUDA 11.2, which knows no card of today
  },
  webgpu: {
    flag: '--webgpu',
    short: '  WebGPU',
    what: 'The engine for WebGPU',
    package: '@tensorflow/tfjs-backend-webgpu',
    engine: 'webgpu',
    pins: undefined, // all of it comes from npm
    download: '60 MB, 40 MB on the disk',
    gigabytes: 0.5,
    own: false,
  },
};
const NAMES = /** @type {Name[]} */ (Object.keys(ENGINES));

const recipeOf = (/** @type {Engine} */ { engine }) => path.join(__dirname, engine);

const stampFile = path.join(native, '.course-stamp');
const wanted = (/** @type {Engine} */ engine) => {
  const names = ['package-lock.json', ...(engine.pins ? [engine.pins] : [])];
  const pinned = names.map(name => fs.readFileSync(path.join(recipeOf(engine), name)));
  return `${engine.package} ${sha256(Buffer.concat(pinned))} ${process.platform} ${process.arch}\n`;
};

const engineReady = (/** @type {Name} */ name) => readText(stampFile) === wanted(ENGINES[name]);

/**
 * Which engine native/ holds, whoever put it there; undefined where there is none.
 *
 * @returns {Name | undefined}
 */
function engineHere() {
  const holds = (/** @type {Name} */ name) =>
    fs.existsSync(path.join(native, 'node_modules', ENGINES[name].package, 'package.json'));
  return /** @type {Name[]} */ (['gpu', 'webgpu', 'native']).find(holds);
}

/** Where the package's own download comes from; it obeys the same variable. */
const storage = () => process.env.TFJS_NODE_CDN_STORAGE || 'https://storage.googleapis.com/';

/**
 * What this machine lacks for an engine, as far as it shows without a network: a Problem, or undefined.
 *
 * @param {Engine} engine
 */
function localProblem({ what, own, engine }) {
  if (engine === 'webgpu') return needs.dawnProblem(what);
  return own ? undefined : (needs.platformProblem(what) ?? needs.driverProblem(what));
}

/**
 * The ways in which an engine can be had here, the first to be tried first. Downloads nothing.
 *
 * @param {Name} name
 * @returns {Promise<Way[]>}
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
  if (engine.engine === 'webgpu') return [keepPlatform];
  const ways = own && (await needs.answers(storage())) ? [downloadOwn] : [];
  const problem = needs.platformProblem(what) ?? needs.compilerProblem(what) ?? (await needs.headersProblem(what));
  if (!problem) return [...ways, buildOnWheel];
  if (ways.length > 0) return ways;
  throw problem;
}

/**
 * Installs an engine and has it prove itself.
 *
 * @param {Name} name
 * @param {Way[]} ways as `waysTo` gave them
 * @param {Starting & { onProgress?: (part: number) => void, check?: () => void }} options `onStart(pid)` gets each process,
 *   `onProgress(part)` 0 to 1, `check()` throws when the reader has stopped it
 * @throws {Problem} why it could not be had; native/ is then as it was
 */
async function installEngine(name, ways, { onStart, onProgress = () => {}, check = () => {} }) {
  const engine = ENGINES[name];
  remove(nativeBuilding);
  fs.cpSync(recipeOf(engine), nativeBuilding, { recursive: true });
  // Its script would download the library, from elsewhere than the registry: see downloadOwn.
  await installLocked(nativeBuilding, {
    more: ['--ignore-scripts'],
    lockFile: `tools/setup/${engine.engine}`,
    onStart,
  });
  keepOne(engine);
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

/**
 * Of the packages of TensorFlow.js only the one that is asked for: the course's own are the others' only copy.
 *
 * @param {Engine} engine
 */
function keepOne(engine) {
  const scope = path.join(nativeBuilding, 'node_modules', '@tensorflow');
  for (const other of fs.readdirSync(scope))
    if (`@tensorflow/${other}` !== engine.package) remove(path.join(scope, other));
  for (const rest of fs.readdirSync(recipeOf(engine)))
    if (!rest.startsWith('package')) remove(path.join(nativeBuilding, rest));
}

/**
 * A real gradient step in a process of its own, as startEngine asks for it.
 *
 * @param {string} folder
 * @param {Engine} engine
 * @param {Starting} [options]
 * @returns {Promise<string | undefined>} what went wrong
 */
async function trial(folder, engine, { onStart } = {}) {
  /** @type {typeof import('../../lib/engine/native.cjs')} */
  const { trialArgs, trialFailure, TRIAL_MS } = require(path.join(root, 'lib', 'engine', 'native.cjs'));
  const ended = await run(process.execPath, trialArgs(folder, engine.package), { onStart, limit: TRIAL_MS });
  const failure = trialFailure(ended);
  return failure && `failed its trial step: ${failure}`;
}

/** @param {Engine} engine */
function keep(engine) {
  writeText(path.join(nativeBuilding, path.basename(stampFile)), wanted(engine));
  remove(native);
  fs.renameSync(nativeBuilding, native);
}

/**
 * Pictures a second that an engine trains on here; undefined where it does not come to an end.
 *
 * @param {'wasm' | Engine['engine']} engine 'wasm', or what native/ holds
 */
async function speedOf(engine) {
  const script = path.join(__dirname, 'step-speed.ts');
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, COURSE_NATIVE: native };
  delete env.COURSE_ENGINE;
  const args = ['--import', pathToFileURL(require.resolve('tsx')).href, script, engine];
  const { output } = await run(process.execPath, args, { env, limit: 60_000 });
  return Number(/^speed ([\d.]+)$/m.exec(output)?.[1]) || undefined;
}

/**
 * How fast each engine is that is here; startEngine reads what native/speed.json says of it.
 *
 * @param {Name | undefined} here
 */
async function measure(here) {
  const wasm = await speedOf('wasm');
  const installed = here && (await speedOf(ENGINES[here].engine));
  if (wasm && installed) writeText(path.join(native, 'speed.json'), `${JSON.stringify({ wasm, installed })}\n`);
  return { wasm, installed };
}

const inWords = (/** @type {number} */ pictures) => `${Math.round(pictures).toLocaleString('en')} pictures a second`;

/**
 * What there is of each engine, how fast it trains, and what could be. What is installed is tried out first.
 *
 * @returns {Promise<[string, string][]>} pairs of a name and a line
 */
async function engineInventory() {
  const here = engineHere();
  const failure = here && (await trial(native, ENGINES[here]));
  const { wasm, installed } = await measure(failure ? undefined : here);
  const ofHere = (/** @type {Engine} */ { package: name, engine }) => {
    const { version } = JSON.parse(fs.readFileSync(path.join(native, 'node_modules', name, 'package.json'), 'utf8'));
    const what = `${name} ${version} in native/`;
    if (failure) return `${what}, ${failure}`;
    if (!wasm || !installed) return `${what}, computed its trial step right; its speed could not be measured`;
    if (installed >= wasm)
      return `${what}, taken: ${inWords(installed)}, ${(installed / wasm).toFixed(1)} times WebAssembly's`;
    return `${what}, slower here than WebAssembly, which is taken: ${inWords(installed)}; COURSE_ENGINE=${engine} asks for it`;
  };
  /** @type {[string, string][]} */
  const lines = NAMES.map(name => {
    const engine = ENGINES[name];
    if (name === here) return [engine.short, ofHere(engine)];
    const [lacking] = localProblem(engine)?.message.split('\n') ?? [];
    const how = `not installed: npm run setup -- ${engine.flag} downloads ${engine.download}, and measures it`;
    return [engine.short, lacking ? `not on this machine: ${lacking}` : how];
  });
  const speed = wasm ? `: ${inWords(wasm)} in a training step of lesson 3` : '';
  return [['Engine', `WebAssembly on all cores, always there${speed}`], ...lines];
}

const clearEngine = () => remove(nativeBuilding);

/**
 * Takes an engine away.
 *
 * @param {Name} name
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
  ...{ ENGINES, NAMES, engineReady, engineInventory, waysTo, installEngine, clearEngine, removeEngine },
};
