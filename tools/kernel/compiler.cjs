'use strict';

/*
 * tslab's compiler survives a file that is created while the kernel runs, and reads no more of packages than it needs.
 *
 * The compiler sets two kinds of timers: to rebuild, which tslab holds back until the next cell, and (when a file
 * appears where an import was looked for in vain, as when a lesson writes a checkpoint) to look again. tslab knows the
 * first kind only: with one of the second pending, it throws "Unexpected pending rebuildTimer" for every further cell.
 * Here the second kind gets real timers. tslab's hooks are private to a converter, but it assigns them to an object
 * that inherits from the compiler's `sys`: a setter there sees them come.
 */
const REBUILD = 'updateProgramWithWatchStatus'; // the compiler's name for the callback of the first kind
const LOOK_AGAIN_MS = 250; // the compiler's own delay

/** @typedef {import('typescript').System} System */

/**
 * Has `replace` change a hook of the compiler that is assigned to an object that inherits from `sys`.
 * @template {'setTimeout' | 'clearTimeout'} Name
 * @param {System} sys
 * @param {Name} name
 * @param {(hook: NonNullable<System[Name]>) => NonNullable<System[Name]>} replace
 */
function intercept(sys, name, replace) {
  const own = sys[name];
  Object.defineProperty(sys, name, {
    configurable: true,
    enumerable: true,
    get: () => own,
    set(/** @type {NonNullable<System[Name]>} */ hook) {
      Object.defineProperty(this, name, { configurable: true, enumerable: true, value: replace(hook) });
    },
  });
}

/** tslab has a build of its own. */
const BUILD = require.resolve('@tslab/typescript-for-tslab', { paths: [require.resolve('tslab')] });

/**
 * The compiler that tslab uses.
 * @returns {typeof import('typescript')}
 */
function tslabCompiler() {
  return require(BUILD);
}

/**
 * Puts functions in the place of the compiler's, for tslab; the compiler itself calls its own.
 * @param {object} changes
 */
function changeCompiler(changes) {
  const ts = tslabCompiler();
  const module = /** @type {NodeModule} */ (require.cache[BUILD]);
  module.exports = { ...ts, ...changes };
}

/** @typedef {(files: string[], options: import('typescript').CompilerOptions, ...rest: unknown[]) => object} CreateHost */

/**
 * Of packages, the compiler reads what cells and lib/ lead to and Node's own types, as `npm run types` does, and not the types of each
 * that is installed. It watches no file of theirs, and their folder without those below it: a package that is added is seen.
 */
function sparePackages() {
  const { createWatchCompilerHost, sys } = tslabCompiler();
  const create = /** @type {CreateHost} */ (createWatchCompilerHost);
  changeCompiler({
    /** @type {CreateHost} */
    createWatchCompilerHost: (files, options, ...rest) => create(files, { ...options, types: ['node'] }, ...rest),
  });
  const { watchDirectory, watchFile } = sys;
  const isPackages = (/** @type {string} */ name) => /[\\/]node_modules(?:[\\/]|$)/.test(name);
  sys.watchDirectory = (folder, callback, recursive, options) =>
    /** @type {NonNullable<typeof watchDirectory>} */ (watchDirectory)(
      folder,
      callback,
      recursive && !isPackages(folder),
      options,
    );
  sys.watchFile = (file, ...rest) =>
    isPackages(file) ? { close() {} } : /** @type {NonNullable<typeof watchFile>} */ (watchFile)(file, ...rest);
}

function mendCompiler() {
  mendTimers();
  sparePackages();
}

function mendTimers() {
  const { sys } = tslabCompiler();
  /** @type {Set<NodeJS.Timeout>} */
  const real = new Set();
  intercept(sys, 'setTimeout', hold => (callback, ...rest) => {
    if (callback.name === REBUILD) return hold(callback, ...rest);
    const timer = setTimeout(() => {
      real.delete(timer);
      callback();
    }, LOOK_AGAIN_MS);
    real.add(timer);
    return timer;
  });
  intercept(sys, 'clearTimeout', release => timer => {
    if (real.delete(timer)) clearTimeout(timer);
    else release(timer);
  });
}

module.exports = { changeCompiler, mendCompiler, tslabCompiler };
