'use strict';
// npm run setup: prepares what is missing and says what is here; flags add what is optional. Old Nodes read this file: see
// setup/node-version.cjs.
require('./setup/node-version.cjs').demandNode();
const { prepare, removePretrained, removeEngine } = require('./setup/prepare.cjs');
const { Problem, report } = require('./setup/problem.cjs');
const { inventory } = require('./setup/inventory.cjs');

const USAGE = `Usage: npm run setup -- [--pretrained | --native | --gpu] [--remove]
  --pretrained   also installs what reads a pretrained CLIP: 474 MB in pretrained/
  --native       also installs TensorFlow's own library as the engine: 0.9 GB in native/
  --gpu          the same for a graphics card by NVIDIA: 6 GB in native/, in place of --native
  --remove       with one of these: takes it away again, with all that is in its folder`;

/** @throws {Problem} arguments that are unknown or do not go together */
function parse(args) {
  const refuse = what => new Problem(`${what}\n${USAGE}`, { status: 2 });
  if (args.includes('--webgpu')) {
    throw new Problem(
      'npm run setup -- --webgpu is not there: this version of the course has no installer for that engine.\nWhat there is instead: npm run setup -- --gpu for a graphics card by NVIDIA, --native for the processor, and WebAssembly on all cores, which needs nothing further.',
      { status: 2 },
    );
  }
  const unknown = args.find(arg => !['--pretrained', '--native', '--gpu', '--remove'].includes(arg));
  if (unknown !== undefined) throw refuse(`npm run setup does not know ${unknown}.`);
  const pretrained = args.includes('--pretrained');
  const asked = ['native', 'gpu'].filter(name => args.includes(`--${name}`));
  if (asked.length > 1) throw refuse('--native and --gpu: expected one of them, since native/ holds one engine.');
  const [engine] = asked;
  const remove = args.includes('--remove');
  if (remove && pretrained === (engine !== undefined)) {
    throw refuse('--remove does not say what: expected one of --pretrained, --native and --gpu with it.');
  }
  return { pretrained, engine, remove };
}

async function main() {
  const { pretrained, engine, remove } = parse(process.argv.slice(2));
  if (remove) {
    const [folder, gone] = engine ? ['native/', await removeEngine(engine)] : ['pretrained/', await removePretrained()];
    console.log(gone ? `${folder} has been removed.` : `There is no ${folder} to remove.`);
    return;
  }
  await prepare({ pretrained, engine });
  for (const [name, value] of await inventory()) console.log(`${name.padEnd(14)} ${value}`);
}

main().catch(error => {
  process.exitCode = report(error);
});
