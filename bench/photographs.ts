/**
 * Embedding photographs of 224 x 224 pixels with the backbone that ships, beside ONNX Runtime in Node on the same weights: eight at a time,
 * from bytes to features.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { DATASETS, openDataSet, readSetFile } from '../lib/data/data-set';
import { loadPhotographs } from '../lib/data/photographs';
import { takePictures } from '../lib/data/take-pictures';
import { BLOCK_STRIDES, loadBackbone } from '../lib/encoders/backbone';
import { type PackedTensor, unpackWeights } from '../lib/encoders/packed-weights';
import { startEngine } from '../lib/engine/index';
import { type Benchmark, FOLDER, readOptions } from './benchmark';
import { beside, figureTable } from './figures';
import { bestRate } from './limit';
import { preparePython, startNode } from './python';
import { type Contender, compare, contender } from './timing';

const PACKAGES = ['onnx==1.20.1', 'numpy==2.4.6'];
const RUNTIME = 'onnxruntime-node';
const VERSION = '1.24.3';
const DATA = join(FOLDER, 'photographs-data');
const AT_ONCE = 8;

type Shapes = Pick<PackedTensor, 'name' | 'shape'>[];

const { npmCommand } = createRequire(__filename)('../tools/setup/npm.cjs') as { npmCommand: () => string[] };

export const benchmark: Benchmark = async args => {
  const { rounds, steps } = readOptions(args, { rounds: 8, steps: 3 });
  const engine = await startEngine();
  console.log(`${engine}\n`);
  const { pixels, side } = takePictures(
    await loadPhotographs('gcompris'),
    Array.from({ length: AT_ONCE }, (_, i) => i),
  );
  mkdirSync(DATA, { recursive: true });
  writeFileSync(join(DATA, 'pixels.bin'), pixels);
  const operations = operationsOf(await writeModel(), side);
  const options = [prepareRuntime(), DATA, String(availableParallelism())];
  const peer = startNode('onnx_peer.cjs', options);
  const backbone = await loadBackbone();
  let own = new Float32Array(0);
  let other: { times: number[]; features: number[] } = { times: [], features: [] };
  const each = (times: number[]) => times.map(time => time / AT_ONCE);
  const whole = contender('ours', async () => {
    const features = await backbone.features({ pixels, side });
    own = Float32Array.from(await features.data());
    features.dispose();
  });
  const ours: Contender = { name: whole.name, measure: async repetitions => each(await whole.measure(repetitions)) };
  const theirs: Contender = {
    name: `ONNX Runtime ${VERSION}`,
    async measure(repetitions) {
      other = await peer.ask({ repetitions });
      return each(other.times);
    },
  };
  try {
    const timings = await compare([ours, theirs], rounds, steps);
    expectSameFeatures(own, other.features);
    const what = `a photograph to its features, ${AT_ONCE} at once`;
    const rate = await bestRate();
    const note = `${Math.round(operations / 1e6)} million operations: at the ${Math.round(rate / 1e9)} billion a second of a large product at least ${((operations / rate) * 1000).toFixed(1)} ms`;
    const figures = [beside({ what, unit: 'ms', headline: true, note }, timings[0], timings[1])];
    console.log(figureTable(figures));
    return { figures, engine };
  } finally {
    peer.stop();
    backbone.dispose();
  }
};

/** The backbone as an ONNX model, from the weights that ship. @returns their names and shapes */
async function writeModel(): Promise<Shapes> {
  const set = await openDataSet<{ tensors: PackedTensor[] }>('npm run bench', 'backbone', DATASETS);
  const tensors = unpackWeights(await readSetFile('npm run bench', set, 'weights.bin', DATASETS), set.tensors);
  const shapes = tensors.map(({ name, shape }) => ({ name, shape }));
  writeFileSync(join(DATA, 'weights.json'), JSON.stringify(shapes));
  writeFileSync(
    join(DATA, 'weights.bin'),
    Buffer.concat(tensors.map(({ values }) => Buffer.from(values.slice().buffer))),
  );
  const python = preparePython('photographs', PACKAGES);
  const script = [join(__dirname, 'onnx_model.py'), DATA, JSON.stringify(BLOCK_STRIDES)];
  const { status, stderr } = spawnSync(python, script, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm run bench: ${script[0]} failed: ${stderr}`);
  return shapes;
}

/** Multiplications and additions of all convolutions, for a photograph. */
function operationsOf(shapes: Shapes, photograph: number): number {
  let side = photograph;
  let sum = 0;
  for (const { name, shape } of shapes.filter(
    ({ name }) => name.endsWith('.filter') && !name.startsWith('classifier'),
  )) {
    const block = /^(\d+)\.depthwise/.exec(name)?.[1];
    if (name.startsWith('stem')) side /= 2;
    if (block !== undefined) side /= BLOCK_STRIDES[Number(block)];
    sum += 2 * side ** 2 * shape.reduce((product, size) => product * size);
  }
  return sum;
}

/** Installs ONNX Runtime under build/, once: without its scripts, which would fetch what runs on graphics cards. @returns where it lies */
function prepareRuntime(): string {
  const folder = join(FOLDER, 'onnx');
  const place = join(folder, 'node_modules', RUNTIME);
  const description = join(place, 'package.json');
  const version = existsSync(description) && JSON.parse(readFileSync(description, 'utf8')).version;
  if (version === VERSION) return place;
  console.log(`Installing ${RUNTIME} ${VERSION} under build/bench/onnx, which takes a minute the first time …`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const [command, ...first] = npmCommand();
  const install = [...first, 'install', '--ignore-scripts', '--no-save', `${RUNTIME}@${VERSION}`];
  const { status, stderr, error } = spawnSync(command, install, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm run bench: ${RUNTIME} ${VERSION} did not install: ${error ?? stderr}`);
  return place;
}

/** @throws Error if the two did not compute the same, whose times would then say nothing */
function expectSameFeatures(ours: ArrayLike<number>, theirs: ArrayLike<number>): void {
  let apart = ours.length === theirs.length ? 0 : Infinity;
  for (let i = 0; i < ours.length; i++) apart = Math.max(apart, Math.abs(ours[i] - theirs[i]));
  if (!(apart < 1e-2)) throw new Error(`npm run bench: the features differ by ${apart}, expected less than 0.01`);
}
