'use strict';
// What npm test checks, in order: the quick and telling first.
const fs = require('node:fs');
const path = require('node:path');
const { demandBrowser } = require('./browser.cjs');
const { root } = require('./paths.cjs');

/** @typedef {import('./run-steps.cjs').Step} Step */
/** @typedef {import('./run-steps.cjs').Count} Count */

const script = (/** @type {string[]} */ ...parts) => path.join(root, 'node_modules', ...parts);
const course = (/** @type {string[]} */ ...args) => [path.join(root, 'tools', 'run.cjs'), ...args];

/** @param {string} [project] by default the root's */
const types = project => [script('typescript', 'bin', 'tsc'), ...(project ? ['-p', project] : [])];

/**
 * A check that only passes or fails, and counts as one.
 *
 * @type {(name: string, args: string[]) => Step}
 */
const check = (name, args) => ({ name, args });

/**
 * A tool that counts for itself and closes with a line `N passed, N failed`.
 *
 * @type {(name: string, args: string[]) => Step}
 */
const counting = (name, args) => ({ name, args, count: countClosingLine });

/**
 * One of the suites of vitest.config.ts. Its numbers come from vitest's own record, which is removed first: an old one proves nothing.
 *
 * @param {string} project
 * @param {Step['before']} [environment] gives variables for its environment
 * @returns {Step}
 */
function suite(project, environment) {
  const record = path.join(root, 'build', 'test', `${project}.json`);
  const vitest = script('vitest', 'vitest.mjs');
  return {
    name: `tests: ${project}`,
    args: [vitest, 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${record}`],
    before: () => {
      fs.rmSync(record, { force: true });
      return environment?.();
    },
    count: () => countRecord(record),
  };
}

/**
 * @param {string} output
 * @returns {Count | undefined} undefined: no such line was printed
 */
function countClosingLine(output) {
  const lines = output.trimEnd().split('\n');
  const told = lines.reverse().map(line => /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/.exec(line));
  const [, passed, failed, skipped] = told.find(Boolean) ?? [];
  return passed === undefined
    ? undefined
    : { passed: Number(passed), failed: Number(failed), skipped: Number(skipped ?? 0) };
}

/**
 * What vitest's record of a suite holds that is read here.
 * @typedef {object} VitestRecord
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: unknown[] }[]} testResults
 */

/**
 * @param {string} record
 * @returns {Count | undefined} undefined: there is none
 */
function countRecord(record) {
  if (!fs.existsSync(record)) return undefined;
  /** @type {VitestRecord} */
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    fs.readFileSync(record, 'utf8'),
  );
  // A file that could not even be loaded has no tests to fail.
  const unloadable = testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: numPassedTests,
    failed: numFailedTests + unloadable.length,
    skipped: numPendingTests + numTodoTests,
  };
}

const quickSteps = [
  check('format and lint', [script('@biomejs', 'biome', 'bin', 'biome'), 'check']),
  check('types', types()),
  check("types of the search's page", types('tools/search/page')),
  check("types of the site's script", types('tools/site/theme')),
  check("types of the site's search", types('tools/site/demo/browser')),
  check('types of the training kernels', types('lib/engine/wasm/tsconfig.as.json')),
  check('nothing unused, nothing undeclared', [script('knip', 'bin', 'knip.js')]),
  check('nothing in lib for tests alone', [script('knip', 'bin', 'knip.js'), '--production']),
  suite('unit'),
];

const allSteps = [
  ...quickSteps,
  check('training kernels are rebuilt to the same bytes', course('tools/wasm-kernels.ts', '--check')),
  check('notebooks are in step with solutions', course('tools/notebooks.ts', '--check')),
  counting('every exercise is proved by its answers', course('tools/exercises.ts')),
  counting('every lesson, with its exercises, in the real kernel', course('tools/course.ts', '--at-once', '2')),
  // after the lessons: the browser shows what those that train for minutes have drawn
  suite('browser', async () => ({ COURSE_CHROMIUM: await demandBrowser() })),
  suite('notebooks'),
  suite('slow'),
];

module.exports = { quickSteps, allSteps, countClosingLine, countRecord };
