'use strict';

/* An error as Jupyter's protocol wants it: `ename`, `evalue`, `traceback`; short, and about the learner's code. */
const { inspect } = require('node:util');
const { readableFrames } = require('./sources.cjs');

/**
 * An error in the protocol's words.
 * @typedef {{ ename: string, evalue: string, traceback: string[] }} ErrorContent
 */

/** @param {Error} error */
function headline(error) {
  return error.message ? `${error.name}: ${error.message}` : error.name;
}

/**
 * @param {Error & { errors?: unknown }} error
 * @returns {string[]}
 */
function lines(error) {
  const own = [...headline(error).split('\n'), ...readableFrames(error.stack)];
  if (error.cause instanceof Error)
    own.push(...lines(error.cause).map((line, i) => (i === 0 ? `caused by ${line}` : line)));
  else if (error.cause !== undefined) own.push(`caused by ${inspect(error.cause)}`);
  if (Array.isArray(error.errors)) own.push(...error.errors.flatMap(one => describeThrown(one).traceback));
  return own;
}

/**
 * Errors of the cells come from the same realm, but those of workers and of vm contexts do not.
 * @param {unknown} thrown
 * @returns {thrown is Error & { code?: unknown }}
 */
function isError(thrown) {
  return thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]';
}

const INTERRUPTED = 'Interrupted asynchronously'; // tslab's word

/** What tslab throws where an interrupt finds a cell waiting. */
function interrupted() {
  return new Error(INTERRUPTED);
}

/**
 * What an interrupt throws: one error from a busy loop, another from a pending await.
 * @param {unknown} thrown
 */
function isInterrupt(thrown) {
  const { code } = /** @type {{ code?: unknown }} */ (thrown ?? {});
  return code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED' || (isError(thrown) && thrown.message === INTERRUPTED);
}

/**
 * Whatever was thrown, an Error or not.
 * @param {unknown} thrown
 * @returns {ErrorContent}
 */
function describeThrown(thrown) {
  if (isInterrupt(thrown)) {
    const evalue = 'The cell was stopped. Variables of the cells before it are kept.';
    return { ename: 'Interrupted', evalue, traceback: [`Interrupted: ${evalue}`] };
  }
  if (!isError(thrown)) {
    const evalue = typeof thrown === 'string' ? thrown : inspect(thrown);
    return { ename: 'Thrown', evalue, traceback: [`Thrown: ${evalue}`] };
  }
  return { ename: thrown.name || 'Error', evalue: thrown.message, traceback: lines(thrown) };
}

/** A name that the compiler does not know, whatever it guesses instead. */
const UNKNOWN_NAME = /- Cannot find name '([^']+)'/;
/** What it says of one in the short form of a property, `{ name }`. */
const UNKNOWN_PROPERTY = /No value exists in scope for the shorthand property ('[^']+')\. .*/;

/**
 * Several names at once that nobody declared: a cell that was run before those above it. What else the compiler objects
 * to follows from that.
 * @param {string[]} names
 * @param {string[]} diagnostics
 * @returns {ErrorContent}
 */
function describeMissing(names, diagnostics) {
  const quoted = names.map(name => `'${name}'`);
  const all = quoted.length > 5 ? [...quoted.slice(0, 4), `${quoted.length - 4} more`] : quoted;
  const list = `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
  const evalue =
    `${list} come from cells above that have not run since the kernel started: choose Run > Run All Above Selected ` +
    'Cell, then run this cell again. (Or are the names misspelled?)';
  const others = diagnostics
    .filter(text => !UNKNOWN_NAME.test(text))
    .filter(text => /^\d+:\d+ - Cannot find module/.test(text));
  return { ename: 'TypeScript', evalue, traceback: [evalue, ...others.flatMap(text => text.split('\n'))] };
}

/**
 * What the compiler objects to, one text a diagnostic ("2:7 - Type ..."), shown as it is, but that a name is missing in one way.
 * @param {string[]} said
 * @returns {ErrorContent}
 */
function describeDiagnostics(said) {
  const diagnostics = said.map(text => text.replace(UNKNOWN_PROPERTY, 'Cannot find name $1.'));
  const missing = new Set(diagnostics.flatMap(text => UNKNOWN_NAME.exec(text)?.[1] ?? []));
  if (missing.size > 1) return describeMissing([...missing], diagnostics);
  const traceback = diagnostics.flatMap(text => text.split('\n'));
  return { ename: 'TypeScript', evalue: diagnostics[0], traceback };
}

/**
 * An error that nobody awaited: the learner has to be told that the line they look for is not the cell's last.
 * @param {unknown} thrown
 * @returns {ErrorContent}
 */
function describeUnawaited(thrown) {
  const error = describeThrown(thrown);
  const why = 'An error that nobody awaited (a promise without `await`, a timer or an event):';
  return { ...error, traceback: [why, ...error.traceback] };
}

module.exports = { describeThrown, describeDiagnostics, describeUnawaited, interrupted };
