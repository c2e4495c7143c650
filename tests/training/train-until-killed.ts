import { startEngine } from '../../lib/engine/index';
import { smallTraining } from './small-training';

/** A process for kill-and-resume.slow.test.ts: trains with checkpoints in the given folder, and prints the losses at the end. */
async function main(folder: string): Promise<void> {
  await startEngine();
  console.log('training');
  const run = await smallTraining({ epochs: 12, checkpoints: folder, resume: true });
  console.log(JSON.stringify(run.losses));
}

main(process.argv[2]);
