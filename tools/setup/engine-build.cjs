'use strict';
// Ways to make an engine of what npm has installed. Two give tfjs-node its library and its addon: its own download, and TensorFlow's
// wheel with a compiler; WebGPU comes whole. All work inside the package's folder, wherever that is, and find everything by relative
// paths: the folder may be renamed afterwards.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run } = require('./child.cjs');
const { dawnFolder, nodeHeaders } = require('./engine-needs.cjs');
const { remove } = require('./files.cjs');
const { npmCommand } = require('./npm.cjs');
const { venvPython } = require('./paths.cjs');
const { Problem, diskFull, lastWords } = require('./problem.cjs');
const { downloadWheels, pythonEnvironment } = require('./python.cjs');

/**
 * An engine that can be had.
 * @typedef {object} Engine
 * @property {string} flag of npm run setup
 * @property {string} short its name in a list
 * @property {string} what its name in a sentence
 * @property {string} package the npm package that holds it
 * @property {'native' | 'webgpu'} engine what startEngine calls it, and the folder here that pins what it is installed from
 * @property {string | undefined} pins the file that pins its wheels; undefined where all of it comes from npm
 * @property {string} download
 * @property {number} gigabytes that it takes while it is being installed
 * @property {boolean} own whether it has a download of its own that still serves
 */
/** @typedef {{ onStart?: (pid: number) => void }} Starting gets each process */
/** @typedef {Starting & { onProgress: (part: number) => void }} Building and the part that is done, 0 to 1 */
/** @typedef {(folder: string, engine: Engine, options: Building) => Promise<void>} Way */
/** @typedef {import('./child.cjs').Ended} Ended */

const recipe = path.join(__dirname, 'native');
const DOWNLOAD_LIMIT = 5 * 60_000;
const COMPILE_LIMIT = 10 * 60_000;

/**
 * Runs a program; what it printed is the reason when it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('./child.cjs').Running} options
 * @param {(ended: Ended) => Problem} explain
 */
async function demand(command, args, options, explain) {
  const result = await run(command, args, options);
  if (result.status === 0) return;
  throw diskFull(result.output, options.cwd) ?? explain(result);
}

/**
 * The environment in which tfjs-node's own scripts run: programs of its packages on the path, our Python for node-gyp.
 *
 * @param {string} folder
 */
function buildEnvironment(folder) {
  const [, npm] = npmCommand();
  const gyp = npm && path.join(path.dirname(path.dirname(npm)), 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  const headers = nodeHeaders();
  return {
    ...pythonEnvironment(),
    PATH: [path.join(folder, 'node_modules', '.bin'), path.dirname(process.execPath), process.env.PATH].join(
      path.delimiter,
    ),
    npm_config_python: venvPython,
    ...(gyp && fs.existsSync(gyp) ? { npm_config_node_gyp: gyp } : {}),
    ...(headers ? { npm_config_nodedir: headers } : {}),
  };
}

/**
 * The package's own way: its library and its addon from Google's storage.
 *
 * @param {string} folder
 * @param {Engine} engine
 * @param {Starting} options
 * @throws {Problem} when that fails or takes more than five minutes
 */
async function downloadOwn(folder, engine, { onStart }) {
  const cwd = path.join(folder, 'node_modules', engine.package);
  const options = { cwd, env: buildEnvironment(folder), onStart, limit: DOWNLOAD_LIMIT };
  await demand(process.execPath, ['scripts/install.js'], options, ({ output, timedOut }) =>
    timedOut
      ? new Problem(`its own download did not end within ${DOWNLOAD_LIMIT / 60_000} minutes`)
      : new Problem(`its own download failed:\n${lastWords(output)}`),
  );
}

/**
 * The library from TensorFlow's wheel on Python's index, checked against its pinned hash, and the addon compiled against it.
 *
 * @param {string} folder
 * @param {Engine} engine
 * @param {Building} options
 * @throws {Problem} no network, no compiler that does, or the programs' own words
 */
async function buildOnWheel(folder, engine, { onStart, onProgress }) {
  const cwd = path.join(folder, 'node_modules', engine.package);
  const deps = path.join(cwd, 'deps');
  remove(deps); // what the package's own download may have left
  await fetchWheels(folder, engine, { onStart });
  onProgress(0.6);
  const unpacked = path.join(folder, 'unpacked');
  const python = { cwd: folder, env: pythonEnvironment(), onStart };
  const unpack = [path.join(recipe, 'unpack.py'), path.join(folder, 'wheels'), unpacked];
  await demand(venvPython, unpack, python, ({ output }) => {
    return new Problem(`TensorFlow's wheel could not be unpacked:\n${lastWords(output)}`);
  });
  onProgress(0.75);
  layOut(unpacked, deps);
  await compileAddon(folder, cwd, { onStart });
  // What only the compiler needs.
  for (const name of ['wheels', 'unpacked', 'temporary']) remove(path.join(folder, name));
  remove(path.join(deps, 'include'));
}

/**
 * Compiles the addon from the sources in its package, outside the project: make cannot be told of a folder with a space in its name.
 *
 * @param {string} folder
 * @param {string} packageFolder
 * @param {Starting} options
 */
async function compileAddon(folder, packageFolder, { onStart }) {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'course-addon-'));
  try {
    if (/\s/.test(place)) {
      throw new Problem(
        `The engine cannot be compiled in ${place}: make cannot work in a folder with a space in its name.\nExpected: a folder for temporary files without one. Name one with TMPDIR in front of the command, such as TMPDIR=/tmp.`,
      );
    }
    for (const name of ['package.json', 'binding.gyp', 'binding']) {
      fs.cpSync(path.join(packageFolder, name), path.join(place, name), { recursive: true });
    }
    fs.symlinkSync(path.join(packageFolder, 'deps'), path.join(place, 'deps'));
    const compiler = path.join(folder, 'node_modules', '@mapbox', 'node-pre-gyp', 'bin', 'node-pre-gyp');
    const options = { cwd: place, env: buildEnvironment(folder), onStart, limit: COMPILE_LIMIT };
    await demand(process.execPath, [compiler, 'install', '--build-from-source'], options, compileProblem);
    fs.cpSync(path.join(place, 'lib'), path.join(packageFolder, 'lib'), { recursive: true });
  } finally {
    remove(place);
  }
}

/**
 * pip downloads the same files for every Python: only the library in them is used.
 *
 * @param {string} folder
 * @param {Engine} engine
 * @param {Starting} options
 */
async function fetchWheels(folder, engine, { onStart }) {
  const forPython = ['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311', '--abi', 'none'];
  const forLinux = ['2_27', '2_17', '2014'].flatMap(name => [
    '--platform',
    `manylinux${name.includes('_') ? '_' : ''}${name}_x86_64`,
  ]);
  const pins = path.join(recipe, /** @type {string} */ (engine.pins)); // it comes on wheels
  await downloadWheels(folder, { pins, what: "TensorFlow's wheel", more: [...forPython, ...forLinux], onStart });
}

/**
 * Puts the library under the names that the addon is linked with, and CUDA where the library looks for it ($ORIGIN/../nvidia).
 *
 * @param {string} unpacked the folder that the wheels were unpacked in
 * @param {string} deps the package's folder for its library
 */
function layOut(unpacked, deps) {
  const tensorflow = path.join(unpacked, 'tensorflow');
  const lib = path.join(deps, 'lib');
  fs.mkdirSync(lib, { recursive: true });
  fs.renameSync(path.join(tensorflow, 'include'), path.join(deps, 'include'));
  fs.renameSync(path.join(tensorflow, 'THIRD_PARTY_NOTICES.txt'), path.join(deps, 'THIRD_PARTY_NOTICES.txt'));
  for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']) {
    fs.renameSync(path.join(tensorflow, name), path.join(lib, name));
  }
  fs.symlinkSync('libtensorflow_cc.so.2', path.join(lib, 'libtensorflow.so'));
  fs.symlinkSync('libtensorflow_framework.so.2', path.join(lib, 'libtensorflow_framework.so'));
  const unpackedCuda = path.join(unpacked, 'nvidia');
  if (!fs.existsSync(unpackedCuda)) return;
  const cuda = path.join(deps, 'nvidia');
  fs.renameSync(unpackedCuda, cuda);
  // The one folder in which the library does not look: Python's part of TensorFlow would tell it.
  for (const name of fs.readdirSync(path.join(cuda, 'cusolver', 'lib'))) {
    fs.symlinkSync(path.join('..', '..', 'cusolver', 'lib', name), path.join(cuda, 'cusparse', 'lib', name));
  }
}

/** @param {Pick<Ended, 'output' | 'timedOut'>} ended */
function compileProblem({ output, timedOut }) {
  const words = `The compiler's last words:\n${lastWords(output)}`;
  if (timedOut) {
    return new Problem(`The engine's addon was not compiled within ${COMPILE_LIMIT / 60_000} minutes.\n${words}`);
  }
  if (/No module named '?distutils/.test(output)) {
    return new Problem(
      `npm's node-gyp is too old for this Python, which has no distutils.\nUpdate npm (npm install -g npm), or delete .venv/ and name a Python 3.11 or older with COURSE_PYTHON, and run the command again.\n${words}`,
    );
  }
  if (/(node_api|node_version|common\.gypi).*(No such file|not found)|ENOTFOUND|EAI_AGAIN|ECONNREFUSED/.test(output)) {
    return new Problem(
      `The headers of Node ${process.versions.node} are missing, and could not be fetched from https://nodejs.org.\nInstall them (Debian and Ubuntu: sudo apt install libnode-dev), or name their folder with npm_config_nodedir, and run the command again.\n${words}`,
    );
  }
  return new Problem(`The engine's addon could not be compiled.\n${words}`);
}

/**
 * Takes the binaries for other systems away, which npm brings along.
 *
 * @param {string} folder
 */
async function keepPlatform(folder) {
  const binaries = path.join(folder, 'node_modules', 'webgpu', 'dist');
  for (const other of fs.readdirSync(binaries)) if (other !== dawnFolder()) remove(path.join(binaries, other));
}

module.exports = { downloadOwn, buildOnWheel, keepPlatform, layOut, compileProblem };
