'use strict';
// What npm test checks, in order: the quick and telling first.
const fs = require('node:fs');
const path = require('node:path');
const { demandBrowser } = require('./browser.cjs');
const { root } = require('./paths.cjs');

const script = (...parts) => path.join(root, 'node_modules', ...parts);
const course = (...args) => [path.join(root, 'tools', 'run.cjs'), ...args];

/** A check that only passes or fails, and counts as one. */
const check = (name, args) => ({ name, args });

/** A tool that counts for itself and closes with a line `N passed, N failed`. */
const counting = (name, args) => ({ name, args, count: countClosingLine });

/** One of the suites of vitest.config.ts. Its numbers come from vitest's own record, which is removed first: an old one proves nothing. */
function suite(project, options = {}) {
  const record = path.join(root, 'build', 'test', `${project}.json`);
  const vitest = script('vitest', 'vitest.mjs');
  return {
    name: `tests: ${project}`,
    args: [vitest, 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${record}`],
    before: () => fs.rmSync(record, { force: true }),
    count: () => countRecord(record),
    ...options,
  };
}

/** @returns {{ passed: number, failed: number, skipped: number } | undefined} undefined: no such line was printed */
function countClosingLine(output) {
  const lines = output.trimEnd().split('\n');
  const told = lines.reverse().map(line => /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/.exec(line));
  const [, passed, failed, skipped] = told.find(Boolean) ?? [];
  return passed === undefined
    ? undefined
    : { passed: Number(passed), failed: Number(failed), skipped: Number(skipped ?? 0) };
}

function countRecord(record) {
  if (!fs.existsSync(record)) return undefined;
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
  check('types', [script('typescript', 'bin', 'tsc')]),
  check("types of the search's page", [script('typescript', 'bin', 'tsc'), '-p', path.join('tools', 'search', 'page')]),
  check('nothing unused, nothing undeclared', [script('knip', 'bin', 'knip.js')]),
  check('nothing in lib for tests alone', [script('knip', 'bin', 'knip.js'), '--production']),
  suite('unit'),
];

const allSteps = [
  ...quickSteps,
  check('training kernels are rebuilt to the same bytes', course('tools/wasm-kernels.ts', '--check')),
  check('notebooks are in step with solutions', course('tools/notebooks.ts', '--check')),
  counting('every exercise is proved by its answers', course('tools/exercises.ts')),
  counting('every lesson, with its exercises, in the real kernel', course('tools/course.ts')),
  // after the lessons: the browser shows what those that train for minutes have drawn
  suite('browser', { before: async () => ({ COURSE_CHROMIUM: await demandBrowser() }) }),
  suite('notebooks'),
  suite('slow'),
];

module.exports = { quickSteps, allSteps, countClosingLine, countRecord };
