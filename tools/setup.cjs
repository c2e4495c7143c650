'use strict';
// npm run setup: prepares what is missing and says what is here; --pretrained adds the optional library for a pretrained CLIP. Old Nodes read this file: see setup/node-version.cjs.
require('./setup/node-version.cjs').demandNode();
const { prepare, removePretrained } = require('./setup/prepare.cjs');
const { Problem, report } = require('./setup/problem.cjs');
const { inventory } = require('./setup/inventory.cjs');

const USAGE = `Usage: npm run setup -- [--pretrained [--remove]]
  --pretrained            also installs what reads a pretrained CLIP: 474 MB in pretrained/
  --pretrained --remove   takes it away again, with the models that were downloaded`;

async function main() {
  const args = process.argv.slice(2);
  const engine = args.find(arg => ['--native', '--gpu', '--webgpu'].includes(arg));
  if (engine !== undefined) {
    throw new Problem(
      `npm run setup -- ${engine} is not there yet: this version of the course has no installer for that engine.\nExpected: npm run setup, without it. The course trains with WebAssembly on all cores, which needs nothing further.`,
      { status: 2 },
    );
  }
  const unknown = args.find(arg => !['--pretrained', '--remove'].includes(arg));
  if (unknown !== undefined) throw new Problem(`npm run setup does not know ${unknown}.\n${USAGE}`, { status: 2 });
  const pretrained = args.includes('--pretrained');
  if (args.includes('--remove')) {
    if (!pretrained) throw new Problem(`--remove does not say what: expected --pretrained.\n${USAGE}`, { status: 2 });
    console.log((await removePretrained()) ? 'pretrained/ has been removed.' : 'There is no pretrained/ to remove.');
    return;
  }
  await prepare({ pretrained });
  for (const [name, value] of inventory()) console.log(`${name.padEnd(14)} ${value}`);
}

main().catch(error => {
  process.exitCode = report(error);
});
