'use strict';
// The kernel for a Jupyter of the reader's own (a JupyterLab elsewhere, VS Code): a kernelspec in Jupyter's folder for the user. The one
// part of the set-up that writes outside the project's folder, and only when it is asked to.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { readText, writeText } = require('./files.cjs');
const { KERNEL, kernelSpecText } = require('./kernelspec.cjs');
const { jupyter, root, venvPython } = require('./paths.cjs');
const { Problem } = require('./problem.cjs');
const { pythonEnvironment } = require('./python.cjs');

/**
 * Where Jupyter keeps what belongs to the user: it knows best, and differs from system to system.
 *
 * @param {NodeJS.ProcessEnv} [env]
 */
function userDataFolder(env = process.env) {
  const own = pythonEnvironment(env);
  // A terminal inside the course's own JupyterLab names the course's folder.
  if (own.JUPYTER_DATA_DIR === path.join(jupyter, 'data')) delete own.JUPYTER_DATA_DIR;
  const script = 'from jupyter_core.paths import jupyter_data_dir; print(jupyter_data_dir())';
  const { status, stdout, stderr } = spawnSync(venvPython, ['-c', script], { env: own, encoding: 'utf8' });
  if (status !== 0) throw new Problem(`Jupyter does not say where it keeps the kernels of a user:\n${stderr}`);
  return stdout.trim();
}

const userKernel = (env = process.env) => path.join(userDataFolder(env), 'kernels', KERNEL, 'kernel.json');

/**
 * The tools/kernel.cjs that a kernelspec starts; undefined where it starts something else.
 *
 * @param {string} text
 */
function courseKernel(text) {
  try {
    const { argv } = JSON.parse(text);
    const ending = /[\\/]tools[\\/]kernel\.cjs$/;
    return argv.find((/** @type {unknown} */ arg) => typeof arg === 'string' && ending.test(arg));
  } catch {
    return undefined;
  }
}

/**
 * What is there, when it is not ours to change: another program's kernel, or that of another copy of the course which still exists. One
 * whose copy is gone can start nothing.
 *
 * @param {string} file
 */
function foreignKernel(file) {
  const text = readText(file);
  if (text === undefined) return undefined;
  const starts = courseKernel(text);
  if (starts === undefined) return `${file} belongs to another program.`;
  if (starts === path.join(root, 'tools', 'kernel.cjs') || !fs.existsSync(starts)) return undefined;
  return `${file} belongs to another copy of the course, in ${path.dirname(path.dirname(starts))}.`;
}

/**
 * @template Result
 * @param {string} file
 * @param {() => Result} work
 */
function inUserFolder(file, work) {
  try {
    return work();
  } catch (error) {
    const failure = /** @type {NodeJS.ErrnoException} */ (error);
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(String(failure.code))) throw error;
    throw new Problem(
      `${failure.path ?? file} cannot be written (${failure.code}).\nExpected: a folder of yours, in which Jupyter keeps your kernels. Mend its permissions, or name another with JUPYTER_DATA_DIR.`,
    );
  }
}

/**
 * Offers the kernel to every Jupyter of this user.
 *
 * @returns {{ file: string, written: boolean }} written: false where it was there already
 * @throws {Problem} a kernel of that name is there that is not this course's, or the folder may not be written
 */
function addUserKernel(env = process.env) {
  const file = userKernel(env);
  return inUserFolder(file, () => {
    const foreign = foreignKernel(file);
    if (foreign) {
      throw new Problem(
        `A kernel named ${KERNEL} is there already: ${foreign}\nExpected: none, since the lessons ask for that name. Take it away first (from that copy: npm run setup -- --kernel --remove; another program's: jupyter kernelspec remove ${KERNEL}), and run the command again. Nothing was changed.`,
      );
    }
    return { file, written: writeText(file, kernelSpecText()) };
  });
}

/**
 * Takes it away again; what else lies in its folder stays.
 *
 * @returns {{ file: string, removed: boolean }} removed: false where there was none
 * @throws {Problem} what is there is not this course's, or the folder may not be written
 */
function removeUserKernel(env = process.env) {
  const file = userKernel(env);
  return inUserFolder(file, () => {
    const foreign = foreignKernel(file);
    if (foreign) throw new Problem(`${foreign}\nIt is not this course's to remove, and nothing was changed.`);
    const removed = fs.existsSync(file);
    fs.rmSync(file, { force: true });
    const folder = path.dirname(file);
    if (removed && fs.readdirSync(folder).length === 0) fs.rmdirSync(folder);
    return { file, removed };
  });
}

module.exports = { addUserKernel, removeUserKernel };
