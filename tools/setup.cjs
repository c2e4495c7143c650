'use strict';
// npm run setup: prepares what is missing and says what is here. Old Nodes read this file: see setup/node-version.cjs.
require('./setup/node-version.cjs').demandNode();
const { prepare } = require('./setup/prepare.cjs');
const { Problem, report } = require('./setup/problem.cjs');
const { inventory } = require('./setup/inventory.cjs');

async function main() {
  const [first] = process.argv.slice(2);
  if (['--native', '--gpu', '--webgpu'].includes(first)) {
    throw new Problem(
      `npm run setup -- ${first} is not there yet: this version of the course has no installer for that engine.\nExpected: npm run setup, without it. The course trains with WebAssembly on all cores, which needs nothing further.`,
      { status: 2 },
    );
  }
  if (first !== undefined) {
    throw new Problem(`npm run setup does not know ${first}.\nUsage: npm run setup`, { status: 2 });
  }
  await prepare();
  for (const [name, value] of inventory()) console.log(`${name.padEnd(14)} ${value}`);
}

main().catch(error => {
  process.exitCode = report(error);
});
