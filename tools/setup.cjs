'use strict';
// npm run setup: prepares what is missing and says what is here; flags add what is optional. Old Nodes read this file: see
// setup/node-version.cjs.
require('./setup/node-version.cjs').demandNode();
const { prepare, removePretrained, removeReader, removeEngine } = require('./setup/prepare.cjs');
const { Problem, report } = require('./setup/problem.cjs');
const { ENGINES, NAMES } = require('./setup/engines.cjs');
const { inventory } = require('./setup/inventory.cjs');
const { addUserKernel, removeUserKernel } = require('./setup/user-kernel.cjs');

const USAGE = `Usage: npm run setup -- [--pretrained | --reader | --native | --gpu | --webgpu | --kernel] [--remove]
  --pretrained   also installs what reads a pretrained CLIP: 474 MB in pretrained/
  --reader       also installs a small language model that writes answers (lesson 8): 181 MB in reader/
  --native       also installs TensorFlow's own library as the engine: 0.9 GB in native/
  --gpu          the same for a graphics card by NVIDIA: 6 GB in native/, in place of --native
  --webgpu       WebGPU, for a graphics card of any make: 40 MB in native/, in place of the others
  --kernel       offers the kernel to a Jupyter of your own (a JupyterLab elsewhere, VS Code): one file in its folder for you
  --remove       with one of these: takes it away again, with all that is in its folder`;

/**
 * @param {string[]} args
 * @throws {Problem} arguments that are unknown or do not go together
 */
function parse(args) {
  const refuse = (/** @type {string} */ what) => new Problem(`${what}\n${USAGE}`, { status: 2 });
  const flags = Object.values(ENGINES).map(({ flag }) => flag);
  const parts = ['--pretrained', '--reader', ...flags, '--kernel'];
  const unknown = args.find(arg => !['--remove', ...parts].includes(arg));
  if (unknown !== undefined) throw refuse(`npm run setup does not know ${unknown}.`);
  const asked = NAMES.filter(name => args.includes(ENGINES[name].flag));
  if (asked.length > 1) {
    const both = asked.map(name => ENGINES[name].flag).join(' and ');
    throw refuse(`${both}: expected one of them, since native/ holds one engine.`);
  }
  const remove = args.includes('--remove');
  if (remove && parts.filter(part => args.includes(part)).length !== 1) {
    throw refuse(`--remove does not say what: expected one of ${parts.join(', ')} with it.`);
  }
  const [pretrained, reader, kernel] = ['--pretrained', '--reader', '--kernel'].map(part => args.includes(part));
  return { pretrained, reader, engine: asked.at(0), kernel, remove };
}

/** @param {ReturnType<typeof parse>} what one part */
async function takeAway({ reader, engine, kernel }) {
  if (kernel) {
    await prepare(); // its Jupyter knows where the file lies
    const { file, removed } = removeUserKernel();
    return removed ? `${file} has been removed.` : `There is no ${file} to remove.`;
  }
  const said = (/** @type {string} */ folder, /** @type {boolean} */ gone) =>
    gone ? `${folder} has been removed.` : `There is no ${folder} to remove.`;
  if (engine) return said('native/', await removeEngine(engine));
  return reader ? said('reader/', await removeReader()) : said('pretrained/', await removePretrained());
}

async function main() {
  const { remove, kernel, ...parts } = parse(process.argv.slice(2));
  if (remove) return console.log(await takeAway({ remove, kernel, ...parts }));
  await prepare(parts);
  if (kernel) {
    const { file, written } = addUserKernel();
    console.log(`The kernel "TypeScript" ${written ? 'is now' : 'was already'} offered to your own Jupyter: ${file}`);
    return;
  }
  console.log('Measuring a training step on each engine that is here (some ten seconds).');
  for (const [name, value] of await inventory()) console.log(`${name.padEnd(14)} ${value}`);
}

main().catch(error => {
  process.exitCode = report(error);
});
