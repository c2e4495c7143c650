// npx tsx tools/setup/step-speed.ts ENGINE [PAIRS]: prints how many pictures a second the engine trains on here, in steps of so many pairs
// (128). A process of its own, because it can have one engine only.
import { type EngineName, startEngine } from '../../lib/engine/index';
import { stepSpeed } from '../../lib/training/step-speed';

async function main(engine: string, pairs = '128') {
  await startEngine({ engine: engine as EngineName });
  console.log(`speed ${(await stepSpeed({ pairs: Number(pairs) })).pictures}`);
}

main(process.argv[2], process.argv[3]);
