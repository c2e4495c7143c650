'use strict';
// What a native engine needs of a machine, looked at before anything is downloaded. Each check gives a Problem, or undefined.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { readText } = require('./files.cjs');
const { root } = require('./paths.cjs');
const { Problem } = require('./problem.cjs');

/** TensorFlow 2.21's wheels: manylinux_2_27, and for a graphics card CUDA 12.5 within the 12 series. */
const OLDEST_GLIBC = [2, 27];
const OLDEST_DRIVER = [525, 60];
const STAYS = 'The course runs on as before: with WebAssembly, or with the engine that native/ holds.';

/** @typedef {{ platform?: string, arch?: string }} Machine */

/** @type {(version: number[], oldest: number[]) => boolean} */
const older = (version, [major, minor]) => version[0] < major || (version[0] === major && version[1] < minor);
const numbers = (/** @type {string} */ text) => text.split('.').map(Number);
/** @type {(command: string, env: NodeJS.ProcessEnv) => boolean} */
const starts = (command, env) => spawnSync(command, ['--version'], { env, stdio: 'ignore' }).status === 0;

/**
 * Whether a server answers, whatever it says, within a few seconds.
 *
 * @param {string} address
 */
async function answers(address) {
  try {
    await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(5000) });
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether TensorFlow's wheels run here: they are made for Linux on x86-64 with glibc, and no others hold what is needed.
 *
 * @param {string} what
 * @param {Machine & { glibc?: string }} [machine]
 */
function platformProblem(what, { platform = process.platform, arch = process.arch, glibc = glibcVersion() } = {}) {
  if (platform !== 'linux' || arch !== 'x64') {
    return new Problem(
      `${what} cannot be built on this machine (${platform} ${arch}): expected Linux on x86-64, for which TensorFlow publishes the library.\n${platform === 'win32' ? 'On Windows, WSL 2 is such a Linux: install the course there.\n' : ''}${STAYS}`,
    );
  }
  if (glibc === undefined || older(numbers(glibc), OLDEST_GLIBC)) {
    return new Problem(
      `${what} cannot run on this Linux: its C library is ${glibc ? `glibc ${glibc}` : 'not glibc'}, expected glibc ${OLDEST_GLIBC.join('.')} or later, for which TensorFlow publishes its library.\n${STAYS}`,
    );
  }
  return undefined;
}

function glibcVersion() {
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report?.getReport());
  return report.header.glibcVersionRuntime;
}

/**
 * A compiler and make, as node-gyp starts them.
 *
 * @param {string} what
 */
function compilerProblem(what, env = process.env) {
  const compiler = env.CXX || 'g++';
  const missing = [
    !starts(compiler.split(' ')[0], env) && `a C++ compiler (${compiler})`,
    !starts(env.MAKE || 'make', env) && 'make',
  ].filter(Boolean);
  if (missing.length === 0) return undefined;
  return new Problem(
    `${what} has to be compiled here, and ${missing.join(' and ')} was not found.\nInstall it (Debian and Ubuntu: sudo apt install build-essential; Fedora: sudo dnf install gcc-c++ make; another compiler: CXX=clang++ in front of the command), and run the command again.\n${STAYS}`,
  );
}

/** The folder that holds this Node's own headers, as node-gyp wants it named; undefined where they did not come with it. */
function nodeHeaders() {
  const beside = path.dirname(path.dirname(fs.realpathSync(process.execPath)));
  const [major] = process.versions.node.split('.');
  return [process.env.npm_config_nodedir || beside, beside, '/usr/local', '/usr'].find(folder => {
    const text = readText(path.join(folder, 'include', 'node', 'node_version.h'));
    return /#define NODE_MAJOR_VERSION (\d+)/.exec(text ?? '')?.[1] === major;
  });
}

/**
 * Node's headers: its own, or those that node-gyp fetches.
 *
 * @param {string} what
 * @param {{ headers?: string | null, env?: NodeJS.ProcessEnv }} [options] headers: null where there are none
 */
async function headersProblem(what, { headers = nodeHeaders(), env = process.env } = {}) {
  const address = env.npm_config_disturl || 'https://nodejs.org/dist';
  if (headers || (await answers(address))) return undefined;
  return new Problem(
    `${what} has to be compiled here, and the headers of Node ${process.versions.node} are missing: there is no include/node/node_version.h of its beside ${process.execPath}, and ${address}, which has them, cannot be reached.\nConnect to the network, or install them (Debian and Ubuntu: sudo apt install libnode-dev; Node from https://nodejs.org brings them), or name their folder with npm_config_nodedir, and run the command again.\n${STAYS}`,
  );
}

/** NVIDIA's driver, as its kernel module or its own program tells of it; undefined where there is none. */
function driverVersion(env = process.env) {
  const asked = spawnSync('nvidia-smi', ['--query-gpu=driver_version', '--format=csv,noheader'], {
    env,
    encoding: 'utf8',
    timeout: 30_000,
  });
  if (asked.status === 0) return asked.stdout.trim().split('\n')[0];
  return /Kernel Module\D*?\s([\d.]+)/.exec(readText('/proc/driver/nvidia/version') ?? '')?.[1];
}

/**
 * A driver that is there and new enough. CUDA itself comes with the engine.
 *
 * @param {string} what
 */
function driverProblem(what, version = driverVersion()) {
  const how = `Install NVIDIA's driver ${OLDEST_DRIVER[0]} or later (https://www.nvidia.com/drivers; Ubuntu: sudo ubuntu-drivers install); nvidia-smi must then name the card. CUDA itself comes with the engine.\n${STAYS}`;
  if (version === undefined) {
    return new Problem(
      `${what} needs a graphics card by NVIDIA with its driver, and none was found: nvidia-smi does not answer, and there is no /proc/driver/nvidia.\n${how}`,
    );
  }
  if (older(numbers(version), OLDEST_DRIVER)) {
    return new Problem(`NVIDIA's driver is too old: ${version}, expected ${OLDEST_DRIVER.join('.')} or later.\n${how}`);
  }
  return undefined;
}

/**
 * What the npm package `webgpu` calls the binary for a system.
 *
 * @param {Machine} [machine]
 */
const dawnFolder = ({ platform = process.platform, arch = process.arch } = {}) =>
  `${platform}-${platform === 'darwin' ? 'universal' : arch}`;

const DAWN = ['linux-x64', 'linux-arm64', 'darwin-universal', 'win32-x64', 'win32-arm64'];

/**
 * Whether there is a Dawn for this system. Whether it finds a card, its trial step tells.
 *
 * @param {string} what
 * @param {Machine} [machine]
 */
function dawnProblem(what, machine = {}) {
  const name = dawnFolder(machine);
  if (DAWN.includes(name)) return undefined;
  return new Problem(
    `${what} cannot run on this machine (${name.replace('-', ' ')}): expected one of ${DAWN.join(', ')}.\n${STAYS}`,
  );
}

/**
 * Room for what is downloaded and unpacked. Some network drives do not tell.
 *
 * @param {string} what
 * @param {number} gigabytes
 */
function roomProblem(what, gigabytes, folder = root) {
  let free = Infinity;
  try {
    const { bsize, blocks, bavail } = fs.statfsSync(folder);
    if (blocks > 0) free = (bsize * bavail) / 1e9;
  } catch {
    // then it shows when the disk is full
  }
  if (free >= gigabytes) return undefined;
  return new Problem(
    `There is not room enough for ${what}: ${free.toFixed(1)} GB are free where ${folder} is, and it takes ${gigabytes} GB while it is being installed.\nFree some space and run the command again.\n${STAYS}`,
  );
}

module.exports = {
  ...{ answers, nodeHeaders, driverVersion, dawnFolder, STAYS },
  ...{ platformProblem, compilerProblem, headersProblem, driverProblem, dawnProblem, roomProblem },
};
