'use strict';
// npm run setup: prepares what is missing and says what is here; flags add what is optional. Old Nodes read this file: see
// setup/node-version.cjs.
require('./setup/node-version.cjs').demandNode();
const { prepare, removePretrained, removeEngine } = require('./setup/prepare.cjs');
const { Problem, report } = require('./setup/problem.cjs');
const { ENGINES, NAMES } = require('./setup/engines.cjs');
const { inventory } = require('./setup/inventory.cjs');

const USAGE = `Usage: npm run setup -- [--pretrained | --native | --gpu | --webgpu] [--remove]
  --pretrained   also installs what reads a pretrained CLIP: 474 MB in pretrained/
  --native       also installs TensorFlow's own library as the engine: 0.9 GB in native/
  --gpu          the same for a graphics card by NVIDIA: 6 GB in native/, in place of --native
  --webgpu       WebGPU, for a graphics card of any make: 40 MB in native/, in place of the others
  --remove       with one of these: takes it away again, with all that is in its folder`;

/**
 * @param {string[]} args
 * @throws {Problem} arguments that are unknown or do not go together
 */
function parse(args) {
  const refuse = (/** @type {string} */ what) => new Problem(`${what}\n${USAGE}`, { status: 2 });
  const flags = Object.values(ENGINES).map(({ flag }) => flag);
  const unknown = args.find(arg => !['--pretrained', '--remove', ...flags].includes(arg));
  if (unknown !== undefined) throw refuse(`npm run setup does not know ${unknown}.`);
  const pretrained = args.includes('--pretrained');
  const asked = NAMES.filter(name => args.includes(ENGINES[name].flag));
  if (asked.length > 1) {
    const both = asked.map(name => ENGINES[name].flag).join(' and ');
    throw refuse(`${both}: expected one of them, since native/ holds one engine.`);
  }
  const [engine] = asked;
  const remove = args.includes('--remove');
  if (remove && pretrained === (engine !== undefined)) {
    throw refuse(`--remove does not say what: expected one of --pretrained, ${flags.join(', ')} with it.`);
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
  console.log('Measuring a training step on each engine that is here (some ten seconds).');
  for (const [name, value] of await inventory()) console.log(`${name.padEnd(14)} ${value}`);
}

main().catch(error => {
  process.exitCode = report(error);
});
