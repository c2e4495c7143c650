// node --import tsx tools/setup/step-speed.ts ENGINE: prints how many pictures a second the engine trains on here. A process of its own,
// because it can have one engine only.
import { type EngineName, startEngine } from '../../lib/engine/index';
import { stepSpeed } from '../../lib/training/step-speed';

async function main(engine: string) {
  await startEngine({ engine: engine as EngineName });
  console.log(`speed ${(await stepSpeed()).pictures}`);
}

main(process.argv[2]);
