'use strict';
// npm test: prepares what is missing, then checks everything that CI checks. Goes on after a failure, so that one run tells all of them.
// Old Nodes read this file: see setup/node-version.cjs.
require('./setup/node-version.cjs').demandNode();
const { prepare } = require('./setup/prepare.cjs');
const { Problem, report } = require('./setup/problem.cjs');
const { allSteps, quickSteps } = require('./setup/steps.cjs');
const { runSteps, closingLine } = require('./setup/step.cjs');

async function main() {
  const [which, ...rest] = process.argv.slice(2);
  if ((which !== undefined && which !== 'unit') || rest.length > 0) {
    throw new Problem(
      `npm test does not know ${process.argv.slice(2).join(' ')}.\nUsage: npm test, or npm run test:unit`,
      {
        status: 2,
      },
    );
  }
  await prepare();
  const sum = await runSteps(which === 'unit' ? quickSteps : allSteps);
  console.log(closingLine(sum));
  process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;
}

main().catch(error => {
  process.exitCode = report(error);
});
