'use strict';
// What every command does first: make sure that the npm packages, .venv/ and the kernel are there; and what was asked for beyond.
const fs = require('node:fs');
const path = require('node:path');
const { endAll } = require('./child.cjs');
const engines = require('./engines.cjs');
const { kernelReady, writeKernel } = require('./kernelspec.cjs');
const { withLock } = require('./lock.cjs');
const { packagePlaces, packagesProgress } = require('./npm.cjs');
const packages = require('./packages.cjs');
const { root, jupyter, packageLock, venvPython } = require('./paths.cjs');
const optional = require('./pretrained.cjs');
const { Problem, asProblem } = require('./problem.cjs');
const { startProgress, bar } = require('./progress.cjs');
const venv = require('./python.cjs');
const model = require('./reader.cjs');

/** @typedef {import('./engines.cjs').Name} Engine */
/** @typedef {'packages' | 'python' | 'kernel' | 'pretrained' | 'reader' | 'engine'} Part */
/** @typedef {{ python?: boolean, pretrained?: boolean, reader?: boolean, engine?: Engine }} Wanted */
/**
 * @typedef {object} Tools what an installation is given
 * @property {ReturnType<typeof startProgress>} progress
 * @property {(pid: number) => void} adopt to be called with each child that must not be overtaken
 * @property {() => void} check throws when the reader has stopped it
 */
/**
 * @typedef {object} Task
 * @property {string} name
 * @property {() => number} part how much of it is done, 0 to 1
 * @property {() => Promise<void>} start
 * @property {() => boolean} ready
 * @property {() => void} clear takes away what is half there
 * @property {boolean} [done]
 */

/** @type {Partial<Record<NodeJS.Signals, number>>} */
const STATUS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
const SIGNALS = /** @type {NodeJS.Signals[]} */ (Object.keys(STATUS));
const seconds = (/** @type {number} */ since) => `${Math.round((Date.now() - since) / 1000)} s`;

/**
 * The parts that are not as they should be. Reads a few files and starts nothing.
 *
 * @param {Wanted} [wanted]
 */
function missing({ python = true, pretrained = false, reader = false, engine } = {}) {
  /** @type {Part[]} */
  const parts = [];
  if (!packages.packagesReady()) parts.push('packages');
  if (python && !venv.pythonReady()) parts.push('python');
  if (python && (parts.includes('python') || !kernelReady())) parts.push('kernel');
  if (pretrained && !optional.pretrainedReady()) parts.push('pretrained');
  if (reader && !model.readerReady()) parts.push('reader');
  if (engine && !engines.engineReady(engine)) parts.push('engine');
  return parts;
}

/**
 * Ctrl-C and its like: ends the children and lets `work` clean up after itself. A second one does not wait.
 *
 * @template Result
 * @param {Tools['progress']} progress
 * @param {(check: Tools['check']) => Promise<Result>} work
 */
async function stoppable(progress, work) {
  /** @type {NodeJS.Signals | undefined} */
  let stopped;
  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    if (stopped) process.exit(STATUS[signal]);
    stopped = signal;
    progress.say('Stopping…');
    progress.update = () => {};
    endAll();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  const check = () => {
    if (stopped) {
      throw new Problem('Stopped. Nothing half installed is kept; the same command carries on where it can.', {
        status: STATUS[stopped],
      });
    }
  };
  try {
    return await work(check);
  } catch (error) {
    check(); // what the children said while they were being ended is no news
    throw error;
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}

/**
 * Installs the missing parts, npm's and pip's at the same time; when one fails, the others are ended and all that is half there is cleared
 * away.
 *
 * @param {Part[]} parts
 * @param {Tools & { engine?: Engine }} tools
 */
async function install(parts, { progress, adopt, check, engine }) {
  /** @type {Task[]} */
  const tasks = [];
  // What would be in vain is found out before anything is downloaded.
  const missingEngine = parts.includes('engine') ? engine : undefined;
  const ways = missingEngine ? await engines.waysTo(missingEngine) : [];
  const lacking = parts.includes('reader') ? model.readerProblem() : undefined;
  if (lacking) throw lacking;
  check();
  const python = parts.includes('python') && !venv.keepPython() ? venv.findPython() : undefined;
  if (parts.includes('packages')) {
    const places = packagePlaces(packageLock);
    tasks.push({
      name: `npm packages (${places.length})`,
      part: () => packagesProgress(root, places),
      start: () => packages.installPackages({ onStart: adopt }),
      ready: packages.packagesReady,
      clear: packages.removePackages,
    });
  }
  if (python) {
    let part = 0;
    tasks.push({
      name: 'Python with JupyterLab',
      part: () => part,
      start: () =>
        venv.installPython(python, {
          onStart: adopt,
          onProgress: now => {
            part = now;
          },
        }),
      ready: venv.pythonReady,
      clear: venv.removePython,
    });
  }
  if (parts.includes('pretrained')) {
    const places = optional.pretrainedPlaces();
    tasks.push({
      name: 'the library for a pretrained CLIP (474 MB)',
      part: () => optional.pretrainedProgress(places),
      start: () => optional.installPretrained({ onStart: adopt }),
      ready: optional.pretrainedReady,
      clear: optional.clearPretrained,
    });
  }
  await runTasks(tasks, { progress, check });
  if (parts.includes('kernel')) writeKernel();
  // Python fetches the model, and an engine is built with what the others bring, and tried out on it.
  if (parts.includes('reader')) await runTasks([readerTask({ adopt })], { progress, check });
  if (missingEngine) await runTasks([engineTask(missingEngine, ways, { adopt, check })], { progress, check });
}

/**
 * @param {Engine} engine
 * @param {import('./engine-build.cjs').Way[]} ways
 * @param {Pick<Tools, 'adopt' | 'check'>} tools
 * @returns {Task}
 */
function engineTask(engine, ways, { adopt, check }) {
  let part = 0;
  const onProgress = (/** @type {number} */ now) => {
    part = now;
  };
  return {
    name: `${engines.ENGINES[engine].package} (${engines.ENGINES[engine].download})`,
    part: () => part,
    start: () => engines.installEngine(engine, ways, { onStart: adopt, onProgress, check }),
    ready: () => engines.engineReady(engine),
    clear: engines.clearEngine,
  };
}

/**
 * @param {Pick<Tools, 'adopt'>} tools
 * @returns {Task}
 */
function readerTask({ adopt }) {
  let part = 0;
  const onProgress = (/** @type {number} */ now) => {
    part = now;
  };
  return {
    name: 'a small language model with its library (181 MB)',
    part: () => part,
    start: () => model.installReader({ onStart: adopt, onProgress }),
    ready: model.readerReady,
    clear: model.clearReader,
  };
}

/**
 * @param {Task[]} tasks
 * @param {Pick<Tools, 'progress' | 'check'>} tools
 */
async function runTasks(tasks, { progress, check }) {
  if (tasks.length === 0) return;
  const began = Date.now();
  progress.say(
    `Preparing the course: ${tasks.map(({ name }) => name).join(', ')}. Once only; it takes a minute or two.`,
  );
  const show = () => {
    const whole = tasks.reduce((sum, task) => sum + task.part(), 0) / tasks.length;
    const open = tasks.filter(task => !task.done).map(({ name }) => name);
    progress.update(`${bar(whole)}  ${seconds(began)}  installing ${open.join(', ')}`);
  };
  const timer = setInterval(show, 500);
  let failure;
  await Promise.all(
    tasks.map(async task => {
      try {
        await task.start();
        check();
        task.done = true;
        progress.say(`  ${task.name}: done in ${seconds(began)}`);
      } catch (error) {
        failure ??= error;
        await endAll();
      }
    }),
  );
  clearInterval(timer);
  progress.end();
  if (failure) {
    for (const task of tasks) if (!task.ready()) task.clear();
    throw failure;
  }
}

/**
 * Makes sure that everything is installed that the course needs: a few milliseconds when it is, a minute or two the first time. Safe to
 * call from several processes at once, and again after it was stopped.
 *
 * @param {Wanted & { quiet?: boolean }} [options] python: false leaves Python and JupyterLab out; pretrained: true adds the optional library for a pretrained
 *   CLIP; reader: true adds the language model that writes answers; engine: 'native', 'gpu' or 'webgpu' adds that engine; quiet: say nothing
 * @returns {Promise<{ root: string, python: string }>} the project's folder, the virtual environment's Python
 * @throws {Problem} with a message for the reader
 */
async function prepare({ python = true, pretrained = false, reader = false, engine, quiet = false } = {}) {
  const ready = { root, python: venvPython };
  const wanted = { python, pretrained, reader, engine };
  if (missing(wanted).length === 0) return ready;
  await alone({ quiet }, ({ progress, adopt, check }) => install(missing(wanted), { progress, adopt, check, engine }));
  return ready;
}

/**
 * Takes the optional library for a pretrained CLIP away, and the models that were downloaded with it.
 *
 * @returns {Promise<boolean>} whether anything was there
 * @throws {Problem} with a message for the reader
 */
function removePretrained() {
  return alone({}, async () => optional.removePretrained());
}

/**
 * Takes the language model that writes answers away, with its library.
 *
 * @returns {Promise<boolean>} whether anything was there
 * @throws {Problem} with a message for the reader
 */
function removeReader() {
  return alone({}, async () => model.removeReader());
}

/**
 * Takes an engine away.
 *
 * @param {Engine} engine
 * @returns {Promise<boolean>} whether it was there
 * @throws {Problem} with a message for the reader
 */
function removeEngine(engine) {
  return alone({}, async () => engines.removeEngine(engine));
}

/**
 * Runs `work` while no other set-up of this folder does; Ctrl-C ends its children and lets it clean up.
 *
 * @template Result
 * @param {{ quiet?: boolean }} options
 * @param {(tools: Tools) => Promise<Result>} work
 */
async function alone({ quiet }, work) {
  const progress = startProgress({ quiet });
  try {
    fs.accessSync(root, fs.constants.W_OK);
    return await stoppable(progress, check => {
      const onWait = (/** @type {number} */ pid) =>
        progress.say(`Another set-up of this folder is at work (process ${pid}); waiting until it has finished…`);
      return withLock(path.join(jupyter, 'setup-lock'), { onWait, check }, ({ adopt }) => {
        check();
        return work({ progress, adopt, check });
      });
    });
  } catch (error) {
    throw asProblem(error);
  } finally {
    progress.end();
  }
}

module.exports = { prepare, missing, removePretrained, removeReader, removeEngine };
