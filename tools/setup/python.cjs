'use strict';
// Finding a Python, and the virtual environment .venv/ with JupyterLab as requirements.txt pins it.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { run } = require('./child.cjs');
const { readText, writeText, remove, sha256 } = require('./files.cjs');
const { root, requirements, venv, venvPython, windows } = require('./paths.cjs');
const { Problem, diskFull, lastWords } = require('./problem.cjs');

const OLDEST = [3, 9];
const HOW_TO_GET =
  'Install Python 3.9 or later (https://www.python.org/downloads; Debian and Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python), or name one: COURSE_PYTHON=/path/to/python npm start';

// Read by whatever Python is there, 2.7 included. The base executable: a virtual environment that happens to be active is not built upon.
const PROBE = `
import sys
lacking = []
for name in ('venv', 'ensurepip', 'ssl'):
    try:
        __import__(name)
    except Exception:
        lacking.append(name)
base = getattr(sys, '_base_executable', None) or sys.executable
print('course-python|%d.%d.%d|%s|%s' % (sys.version_info[0], sys.version_info[1], sys.version_info[2], base, ' '.join(lacking)))
`;

/**
 * What a Python that answered tells of itself.
 * @typedef {{ command: string, version: number[], executable: string, lacking: string[] }} Python
 */
/** @typedef {{ pins: string, root: string, asked: string, executable: string, trace?: string }} Stamp */

/** The environment for every Python that the course starts: the reader's own settings for other Pythons do not reach it. */
function pythonEnvironment(env = process.env) {
  /** @type {NodeJS.ProcessEnv} */
  const clean = { ...env, PYTHONNOUSERSITE: '1', PYTHONUTF8: '1', PYTHONIOENCODING: 'utf-8' };
  for (const name of ['PYTHONHOME', 'PYTHONPATH', 'VIRTUAL_ENV', 'PIP_TARGET', 'PIP_PREFIX', 'PIP_ROOT', 'PIP_USER']) {
    delete clean[name];
  }
  return clean;
}

/**
 * What answers to a command; undefined when it is no Python.
 *
 * @param {string[]} asked the command and its arguments
 * @param {NodeJS.ProcessEnv} env
 * @returns {Python | undefined}
 */
function probe([command, ...args], env) {
  const answer = spawnSync(command, [...args, '-c', PROBE], {
    env: pythonEnvironment(env),
    encoding: 'utf8',
    timeout: 30_000,
    windowsHide: true,
  });
  const told = /course-python\|([\d.]+)\|(.*)\|(.*)/.exec(answer.stdout ?? '');
  if (!told) return undefined;
  return {
    command: [command, ...args].join(' '),
    version: told[1].split('.').map(Number),
    executable: told[2].trim(),
    lacking: told[3].trim().split(' ').filter(Boolean),
  };
}

const isOld = (/** @type {Python} */ { version: [major, minor] }) =>
  major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);

/**
 * What is wrong with a Python that answered, in words for the reader; undefined when it will do.
 *
 * @param {Python} python
 * @returns {string | undefined}
 */
function pythonProblem(python) {
  const name = `Python ${python.version.join('.')} (${python.executable})`;
  if (isOld(python)) return `${name} is too old: the course needs Python ${OLDEST.join('.')} or later.\n${HOW_TO_GET}`;
  if (python.lacking.includes('ssl')) {
    return `${name} was built without ssl, so that pip cannot reach its index.\n${HOW_TO_GET}`;
  }
  if (python.lacking.length > 0) {
    const [major, minor] = python.version;
    return `${name} cannot make virtual environments: its module ${python.lacking.join(' and ')} is missing.\nDebian and Ubuntu keep it in a package of its own: sudo apt install python3-venv (or python${major}.${minor}-venv). Or name another Python: COURSE_PYTHON=/path/to/python npm start`;
  }
  return undefined;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[][]} commands with their arguments
 */
function candidates(env) {
  if (env.COURSE_PYTHON) return [[env.COURSE_PYTHON]];
  const named = ['python3', 'python'];
  if (windows) return [['py', '-3'], ...named.map(name => [name])];
  return [...named, '3.13', '3.12', '3.11', '3.10', '3.9', '3.14'].map(name => [
    /^\d/.test(name) ? `python${name}` : name,
  ]);
}

/**
 * The first Python that will do: COURSE_PYTHON and nothing else if that is set, else the usual names.
 *
 * @throws {Problem} none is there, or none is new enough and able to make a virtual environment
 */
function findPython(env = process.env) {
  const problems = [];
  for (const candidate of candidates(env)) {
    const python = probe(candidate, env);
    if (!python) continue;
    const problem = pythonProblem(python);
    if (!problem) return python;
    problems.push(problem);
  }
  if (problems.length > 0) throw new Problem(problems[0]);
  if (env.COURSE_PYTHON) {
    throw new Problem(
      `COURSE_PYTHON names no Python: ${env.COURSE_PYTHON} is not there, or does not answer as Python does.\nExpected: the path of a Python 3.9 or later. Correct it, or leave it out to have one looked for.`,
    );
  }
  throw new Problem(`Python was not found: the course needs Python 3.9 or later for JupyterLab.\n${HOW_TO_GET}`);
}

// Inside the folder that it speaks of, and written last.
const stampFile = path.join(venv, '.course-stamp');

/**
 * A file as it is now; undefined when it is gone.
 *
 * @param {string} file
 */
function trace(file) {
  try {
    const { size, mtimeMs } = fs.statSync(file);
    return `${size} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}

/** @returns {Stamp | undefined} */
function readStamp() {
  try {
    return JSON.parse(readText(stampFile) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} executable the Python underneath
 * @param {string} asked COURSE_PYTHON, or nothing
 */
function writeStamp(executable, asked) {
  const pins = sha256(fs.readFileSync(requirements));
  const stamp = { pins, root, asked, executable, trace: trace(executable) };
  writeText(stampFile, `${JSON.stringify(stamp, null, 1)}\n`);
}

/**
 * Whether the environment is what the pins ask for, in this place (its scripts name it), from the Python that was asked for.
 *
 * @param {Stamp | undefined} stamp
 * @param {NodeJS.ProcessEnv} env
 * @returns {stamp is Stamp}
 */
function isOurs(stamp, env) {
  return (
    stamp !== undefined &&
    stamp.pins === sha256(fs.readFileSync(requirements)) &&
    stamp.root === root &&
    (!env.COURSE_PYTHON || env.COURSE_PYTHON === stamp.asked) &&
    fs.existsSync(venvPython)
  );
}

/** Also: the Python underneath is there and unchanged. Starts nothing. */
function pythonReady(env = process.env) {
  const stamp = readStamp();
  return isOurs(stamp, env) && stamp.trace !== undefined && trace(stamp.executable) === stamp.trace;
}

/**
 * For the case that the Python underneath was replaced (an upgrade): keeps the environment when it still works.
 *
 * @returns {boolean} whether it does
 */
function keepPython(env = process.env) {
  const stamp = readStamp();
  if (!isOurs(stamp, env)) return false;
  const check = spawnSync(venvPython, ['-c', 'import jupyterlab, zmq, rpds, tornado'], { env: pythonEnvironment(env) });
  if (check.status !== 0) return false;
  writeStamp(stamp.executable, stamp.asked);
  return true;
}

/** Whether pip's output says that there was no way to its index. */
const pipUnreachable = (/** @type {string} */ output) =>
  /NewConnectionError|Failed to establish a new connection|name resolution|ConnectTimeout|ReadTimeout|Connection (refused|reset|aborted)|from versions: none/i.test(
    output,
  );

/**
 * @param {string} output
 * @param {string} what what could not be done
 */
function explain(output, what) {
  const full = diskFull(output, venv);
  if (full) return full;
  const tail = lastWords(output);
  if (pipUnreachable(output)) {
    return new Problem(
      `pip could not reach its index, and JupyterLab is not in its cache.\nThe first set-up needs the network; once it is done the course runs without.\nCheck the connection (behind a proxy: set HTTPS_PROXY) and run the command again.\n\npip's last words:\n${tail}`,
    );
  }
  return new Problem(`${what}.\nRun the command again; if it fails again, Python's last words say why:\n${tail}`);
}

/** How many packages requirements.txt names (a package with two versions for two Pythons counts once). */
function pinnedPackages() {
  const names = fs
    .readFileSync(requirements, 'utf8')
    .split(/\r?\n/)
    .map(line => /^([\w.-]+)==/.exec(line)?.[1])
    .filter(Boolean);
  return new Set(names).size;
}

/**
 * Makes .venv/ anew with everything that requirements.txt pins. What an interrupted attempt left is removed first; the stamp comes last.
 *
 * @param {{ executable: string }} python as `findPython` gave it
 * @param {{ env?: NodeJS.ProcessEnv, onStart?: (pid: number) => void, onProgress?: (part: number) => void }} [options] `onStart(pid)`
 *   gets each process, `onProgress(part)` 0 to 1
 * @throws {Problem} no network, full disk, or Python's own words
 */
async function installPython(python, { env = process.env, onStart, onProgress = () => {} } = {}) {
  remove(venv);
  const clean = pythonEnvironment(env);
  const made = await run(python.executable, ['-m', 'venv', venv], { env: clean, onStart });
  if (made.status !== 0)
    throw explain(made.output, `${python.executable} could not make the virtual environment .venv`);
  onProgress(0.1);

  const total = pinnedPackages();
  let collected = 0;
  const onLine = (/** @type {string} */ line) => {
    if (line.startsWith('Collecting ')) onProgress(0.1 + (0.6 * ++collected) / total);
    if (line.startsWith('Installing collected')) onProgress(0.75);
  };
  // Every package is pinned by name, so pip need not work out what belongs together. Compiling comes after, on all cores.
  const options = ['--no-deps', '--no-compile', '--no-input', '--progress-bar', 'off', '--disable-pip-version-check'];
  const install = ['-m', 'pip', 'install', ...options, '--no-warn-script-location', '-r', requirements];
  const installed = await run(venvPython, install, { env: clean, onStart, onLine });
  if (installed.status !== 0)
    throw explain(installed.output, 'pip could not install JupyterLab as requirements.txt pins it');
  onProgress(0.85);

  const library = path.join(venv, windows ? 'Lib' : 'lib');
  // A package may hold files for other Pythons that do not compile here: only a stop or a full disk counts.
  const compiled = await run(venvPython, ['-m', 'compileall', '-q', '-j', '0', library], { env: clean, onStart });
  if (compiled.signal) throw new Problem('Stopped while Python was compiling.');
  const full = diskFull(compiled.output, venv);
  if (full) throw full;
  writeStamp(python.executable, env.COURSE_PYTHON ?? '');
}

/**
 * Downloads pinned wheels into the folder's wheels/, each checked against its SHA-256.
 *
 * @param {string} folder
 * @param {{ pins: string, what: string, more?: string[], onStart?: (pid: number) => void }} options `pins`: the file that pins them; `what`:
 *   what is downloaded, for the reader; `more`: arguments for pip; `onStart(pid)` gets pip
 * @throws {Problem} no network, full disk, a download that is not what is pinned, or pip's own words
 */
async function downloadWheels(folder, { pins, what, more = [], onStart }) {
  const temporary = path.join(folder, 'temporary'); // on the disk that the rest is on
  fs.mkdirSync(temporary, { recursive: true });
  const quiet = ['--no-input', '--progress-bar', 'off', '--disable-pip-version-check'];
  const download = ['-m', 'pip', 'download', '--no-deps', '--only-binary=:all:', '--require-hashes', ...quiet];
  const args = [...download, ...more, '-d', path.join(folder, 'wheels'), '-r', pins];
  const env = { ...pythonEnvironment(), TMPDIR: temporary };
  const { status, output } = await run(venvPython, args, { cwd: folder, env, onStart });
  remove(temporary);
  if (status === 0) return;
  const full = diskFull(output, folder);
  if (full) throw full;
  if (pipUnreachable(output)) {
    throw new Problem(
      `pip could not reach its index, and ${what} is not in its cache.\nIt is fetched once; then it needs no network.\nCheck the connection (behind a proxy: set HTTPS_PROXY) and run the command again.\n\npip's last words:\n${lastWords(output)}`,
    );
  }
  throw new Problem(
    `pip could not download ${what} as ${path.relative(root, pins)} pins it; nothing of it was kept.\nRun the command again, which fetches it anew; if it fails again, pip's last words say why:\n${lastWords(output)}`,
  );
}

const removePython = () => remove(venv);

module.exports = {
  ...{ findPython, pythonProblem, pythonReady, keepPython, pythonEnvironment },
  ...{ installPython, downloadWheels, removePython },
};
