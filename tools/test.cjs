'use strict';
// npm test: prepares what is missing, then checks everything that CI checks. Goes on after a failure, so that one run tells all of them.
// npm run test:long: the same, with what takes minutes done more often, and the lessons that train run in the browser too.
// Old Nodes read this file: see setup/node-version.cjs.
require('./setup/node-version.cjs').demandNode();
const { prepare } = require('./setup/prepare.cjs');
const { Problem, report } = require('./setup/problem.cjs');
const { allSteps, quickSteps } = require('./setup/test-steps.cjs');
const { runSteps, closingLine } = require('./setup/run-steps.cjs');

const LONG_LIMIT = 3 * 60 * 60 * 1000;
/**
 * By the word on the command line: the steps, and how they run.
 *
 * @type {Record<string, Parameters<typeof runSteps>>}
 */
const KINDS = {
  '': [allSteps],
  unit: [quickSteps],
  long: [allSteps, { limit: LONG_LIMIT, env: Object.assign({}, process.env, { COURSE_TESTS: 'long' }) }],
};

async function main() {
  const [which = '', ...rest] = process.argv.slice(2);
  if (!Object.hasOwn(KINDS, which) || rest.length > 0) {
    throw new Problem(
      `npm test does not know ${process.argv.slice(2).join(' ')}.\nUsage: npm test, npm run test:unit, or npm run test:long`,
      {
        status: 2,
      },
    );
  }
  await prepare();
  const sum = await runSteps(...KINDS[which]);
  console.log(closingLine(sum));
  process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;
}

main().catch(error => {
  process.exitCode = report(error);
});
