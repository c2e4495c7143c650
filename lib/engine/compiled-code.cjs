'use strict';

/*
 * Large packages compiled once. V8 takes longer to compile TypeScript or TensorFlow.js than they then take to start, and does it
 * anew in every process. Here what it has compiled is kept in files, and the next process takes it from there. Node 22 can do
 * this by itself, Node 20 cannot.
 */
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const LARGE = 100_000; // characters; less than that V8 compiles faster than a file is found
/** Those that take longest to load. None of them has an `import()`, which code that is kept could not do. */
const PACKAGES = /^(.*[\\/]node_modules[\\/](@tensorflow[\\/][^\\/]+|@tslab[\\/]typescript-for-tslab))[\\/](.*)$/s;

/**
 * The file in which a module's code is kept; undefined for other packages. Its name holds all that the code hangs on: Node, the package
 * and its version, and, for who changes a package in its place, the module's size and time. V8 looks at its own version and flags.
 * @param {string} folder
 * @param {string} filename
 */
function placeOf(folder, filename) {
  const [, root, name, below] = PACKAGES.exec(filename) ?? [];
  if (root === undefined) return undefined;
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const { size, mtimeMs } = fs.statSync(filename);
  const parts = [process.version, process.arch, name, version, below, size, mtimeMs];
  return path.join(folder, parts.join(' ').replace(/[\\/]/g, '+'));
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/**
 * From now on, large modules of packages are loaded with the compiled code that is kept in a folder.
 * @param {string} folder
 * @returns {() => void} keeps the code of those that were loaded without: what has run of them until then
 */
function useCompiledCode(folder) {
  /** @type {Map<string, vm.Script>} */
  const fresh = new Map();
  // Node's types leave it out
  const modules = /** @type {{ _compile(code: string, filename: string, ...rest: unknown[]): unknown }} */ (
    /** @type {unknown} */ (Module.prototype)
  );
  const compile = modules._compile;
  modules._compile = function (code, filename, ...rest) {
    const file = code.length < LARGE ? undefined : placeOf(folder, filename);
    if (file === undefined) return compile.call(this, code, filename, ...rest);
    const cachedData = readIfThere(file);
    const script = new vm.Script(Module.wrap(code), { filename, ...(cachedData && { cachedData }) });
    if (!cachedData || script.cachedDataRejected) fresh.set(file, script);
    const { exports } = /** @type {Module} */ (/** @type {unknown} */ (this));
    const load = script.runInThisContext();
    return load.call(exports, exports, Module.createRequire(filename), this, filename, path.dirname(filename));
  };
  return () => {
    try {
      for (const [file, script] of fresh) {
        fs.mkdirSync(folder, { recursive: true });
        const making = `${file}.${process.pid}`;
        fs.writeFileSync(making, script.createCachedData());
        fs.renameSync(making, file);
      }
    } catch {
      // where nothing can be written, each process compiles for itself
    }
    fresh.clear();
  };
}

module.exports = { useCompiledCode };
