/**
 * A training step of lesson 3 on the engine that `npm run setup -- --gpu` or `-- --webgpu` installed, beside WebAssembly on all cores of the
 * same machine, each in a process of its own, in turns. Where none of these engines is installed there is nothing to measure.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installed } from '../lib/engine/native.cjs';
import { type Benchmark, ROOT, readOptions } from './benchmark';
import { beside, type Figure, figureTable } from './figures';
import { type Contender, compare } from './timing';

const PAIRS = [128, 512];

export const benchmark: Benchmark = async args => {
  const { rounds } = readOptions(args, { rounds: 3 });
  const found = installed(process.env.COURSE_NATIVE ?? join(ROOT, 'native')).filter(
    ({ name }) => name !== '@tensorflow/tfjs-node',
  );
  if (found.length === 0) {
    console.log('Untested: no engine for a graphics card is installed; `npm run setup` says which could be.');
    return { figures: [] };
  }
  const [{ engine, name, version }] = found;
  const figures: Figure[] = [];
  for (const pairs of PAIRS) {
    const [ours, wasm] = await compare([stepOn(engine, pairs), stepOn('wasm', pairs)], rounds, 1);
    const what = `training step of lesson 3, ${pairs} pairs, ${name} ${version}`;
    figures.push(beside({ what, unit: 'ms', headline: true }, ours, wasm));
  }
  console.log(figureTable(figures));
  return { figures, engine: { name: engine === 'native' ? 'gpu' : engine } }; // of the two that are called native, this one
};

function stepOn(engine: string, pairs: number): Contender {
  const script = join(ROOT, 'tools', 'setup', 'step-speed.ts');
  return {
    name: engine === 'wasm' ? 'WebAssembly' : engine,
    async measure() {
      const args = [...process.execArgv, script, engine, String(pairs)];
      const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      const pictures = Number(/^speed (.*)$/m.exec(stdout)?.[1]);
      if (!(pictures > 0)) throw new Error(`npm run bench: no step on ${engine}: ${stderr.slice(-500)}`);
      return [(2 * pairs * 1000) / pictures];
    },
  };
}
