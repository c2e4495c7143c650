/**
 * How long a learner waits: for a kernel, until it has answered a cell, beside Python's; for the engine in a process of its own, beside
 * Python that imports PyTorch and takes a gradient; and for a lesson's first cell, which starts the engine in a fresh kernel.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { jupyterEnvironment, pythonOf } from '../tools/course/jupyter';
import { Kernel } from '../tools/course/kernel';
import { KERNEL } from '../tools/course/notebook';
import { type Benchmark, FOLDER, ROOT, readOptions } from './benchmark';
import { beside, type Figure, figureTable } from './figures';
import { TORCH } from './python';
import { compare, contender, spreadOf } from './timing';

const ENGINE = "require('./lib/engine').startEngine()";
const GRADIENT = 'import torch; x = torch.ones(2, requires_grad=True); (x * x).sum().backward()';
const FIRST_CELL = "import { startEngine } from './lib/engine/index';\nawait startEngine();";

export const benchmark: Benchmark = async args => {
  const { rounds } = readOptions(args, { rounds: 5 });
  const python = TORCH.python();
  const [ours, torch, course, ipython, lesson] = await compare(
    [
      contender('the engine', () => run(process.execPath, ['--import', 'tsx', '-e', ENGINE])),
      contender(TORCH.name, () => run(python, ['-c', GRADIENT])),
      contender('the course’s kernel', () => answer(KERNEL, '1 + 1')),
      contender('Python’s kernel', () => answer('python3', '1 + 1')),
      contender('a lesson’s first cell', () => answer(KERNEL, FIRST_CELL)),
    ],
    rounds,
    1,
  );
  const figures: Figure[] = [
    beside({ what: 'a process that starts the engine', unit: 's' }, ours, torch),
    beside({ what: 'a kernel, until it has answered a cell', unit: 's' }, course, ipython),
    {
      ...{ what: 'a kernel, until a lesson’s first cell has started the engine', unit: 's' },
      ours: spreadOf(lesson.times.map(time => time / 1000)),
      headline: true,
    },
  ];
  console.log(figureTable(figures));
  return { figures };
};

function run(command: string, args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm run bench: ${command} ${args.join(' ')} failed: ${stderr.slice(-500)}`);
}

async function answer(kernel: string, source: string): Promise<void> {
  const environment = jupyterEnvironment(join(FOLDER, 'start'));
  const folder = join(ROOT, 'notebooks');
  const started = await Kernel.start({ python: pythonOf(), kernel, folder, environment, startSeconds: 60 });
  const { status, detail } = await started.execute(0, source, 60);
  await started.stop();
  if (status !== 'ok') throw new Error(`npm run bench: the kernel ${kernel} answered ${status} ${detail ?? ''}`);
}
