'use strict';

/*
 * Stack traces that a learner can read.
 *
 * What runs is JavaScript that tslab made of a cell or of a file in lib/: V8 calls a cell "evalmachine.<anonymous>" and
 * counts the lines of the JavaScript. Here every script gets its cell's name, and its text is kept, so that a frame
 * can be shown with the line that the learner wrote.
 */
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const FRAMES = 8; // as many as help; the rest is depth

/** @typedef {{ ran: string[], written?: string[], file?: string }} Script */

/**
 * Script name to its lines, as they ran and (where known) as they were written.
 * @type {Map<string, Script>}
 */
const scripts = new Map();
let root = process.cwd();
let current = { number: 0, source: '' };

/** @param {string} file */
function isOurs(file) {
  return file.startsWith(root + path.sep) && !file.includes('node_modules') && !file.startsWith(__dirname);
}

/** @param {string} file */
function sourceOf(file) {
  return file.replace(/\.js$/, '.ts');
}

/**
 * Says which cell the next script belongs to.
 * @param {number} number
 * @param {string} source
 */
function enterCell(number, source) {
  current = { number, source };
}

/** @param {string} projectRoot */
function rememberSources(projectRoot) {
  root = projectRoot;
  const runInThisContext = vm.runInThisContext;
  vm.runInThisContext = (code, options) => {
    // tslab runs a cell, and nothing else, with `breakOnSigint`.
    const running = /** @type {vm.RunningScriptOptions | undefined} */ (options);
    if (!running?.breakOnSigint) return runInThisContext(code, options);
    const filename = `cell [${current.number}]`;
    scripts.set(filename, { ran: code.split('\n'), written: current.source.split('\n') });
    return runInThisContext(code, { ...running, filename });
  };
  // Node's types leave it out
  const modules = /** @type {{ _compile(code: string, filename: string, ...rest: unknown[]): unknown }} */ (
    /** @type {unknown} */ (Module.prototype)
  );
  const compile = modules._compile;
  modules._compile = function (code, filename, ...rest) {
    // tslab compiles lib/x.ts under the name lib/x.js, a file that does not exist.
    if (isOurs(filename) && filename.endsWith('.js') && fs.existsSync(sourceOf(filename))) {
      scripts.set(filename, { ran: code.split('\n'), file: sourceOf(filename) });
    }
    return compile.call(this, code, filename, ...rest);
  };
}

/**
 * The line that became line `line` of the script: its number if exactly one line of the source can be meant.
 * @param {Script} script
 * @param {number} line
 */
function writtenLine(script, line) {
  const ran = script.ran[line - 1]?.trim() ?? '';
  if (!script.written && script.file) {
    try {
      script.written = fs.readFileSync(script.file, 'utf8').split('\n');
    } catch {
      script.written = [];
    }
  }
  const written = script.written ?? [];
  const matches = ran.length > 3 ? written.flatMap((text, i) => (text.includes(ran) ? [i] : [])) : [];
  if (matches.length === 1) return { number: matches[0] + 1, text: written[matches[0]].trim() };
  // What the compiler put in is not what anybody wrote.
  return { number: undefined, text: /\b(exports|require)\b|\(0, /.test(ran) ? '' : ran };
}

/**
 * One line of a stack, rewritten for the learner; undefined if it is none of their business.
 * @param {string} frame
 */
function readableFrame(frame) {
  const match = /^\s+at (?:(.*?) \()?((?:file:\/\/)?.*?):(\d+):\d+\)?$/.exec(frame);
  if (!match) return undefined;
  const [, name = '', file, line] = match;
  const script = scripts.get(file);
  if (!script && !isOurs(file)) return undefined;
  const { number, text } = script ? writtenLine(script, Number(line)) : { number: line, text: '' };
  const where = script && !script.file ? file : path.relative(root, script?.file ?? file);
  const place = number ? `${where}, line ${number}` : where;
  // A function called through an import or another cell is "Object.f" or "exports.f": V8's view, not the learner's.
  const called = name.replace(/^(async )?(?:Object|exports|Proxy)\.(?=\w)/, '$1').replace(/<anonymous>|exports$/, '');
  const shown = text.length > 100 ? `${text.slice(0, 99)}…` : text;
  return `    at ${called ? `${called} (${place})` : place}${shown && `: ${shown}`}`;
}

/**
 * The frames of a stack that lie in the learner's cells and in lib/.
 * @param {string | undefined} stack
 */
function readableFrames(stack) {
  const frames = String(stack)
    .split('\n')
    .filter(line => /^\s+at /.test(line));
  const readable = frames.flatMap(frame => readableFrame(frame) ?? []);
  // tslab wraps a cell in a function: the same frame again, without a line.
  return readable.filter((frame, i) => !readable[i - 1]?.startsWith(frame)).slice(0, FRAMES);
}

/**
 * The cell that started what failed: the outermost one in the stack.
 * @param {unknown} error
 */
function cellOf(error) {
  const { stack } = /** @type {Partial<Error>} */ (error ?? {});
  const cells = [...String(stack ?? '').matchAll(/\bcell \[(\d+)\]:\d+:\d+/g)];
  return cells.length > 0 ? Number(cells[cells.length - 1][1]) : undefined;
}

module.exports = { rememberSources, enterCell, readableFrames, cellOf };
