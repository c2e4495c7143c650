/**
 * One training step of a small encoder on 2 x 128 pictures of 28 x 28, as in lesson 3, beside PyTorch on the CPU, eager and compiled by
 * torch.compile: the same weights, pictures and arithmetic. conv 3x3-32, pool, conv 3x3-64, pool, dense 128, dense 64, unit rows, InfoNCE, Adam.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { seededRandom, startEngine, tf } from '../lib/engine/index';
import { type Benchmark, FOLDER, readOptions } from './benchmark';
import { beside } from './figures';
import { markdownTable } from './markdown-table';
import { type Peer, startPeer, TORCH } from './python';
import { type Contender, compare, contender } from './timing';

const PAIRS = 128;
const BATCHES = 10;
const SIZE = 28;
const TEMPERATURE = 0.1;
const SHAPES = [[3, 3, 1, 32], [32], [3, 3, 32, 64], [64], [3136, 128], [128], [128, 64], [64]];

export const benchmark: Benchmark = async args => {
  const { rounds, steps } = readOptions(args, { rounds: 8, steps: 8 });
  const engine = await startEngine();
  console.log(`${engine}\n`);
  const { timings, memory, losses } = await compareSteps(PAIRS, rounds, steps, { compiled: true });
  const reference = timings[1].median;
  const rows = timings.map(({ name, median, low, high, repetitions }, i) => [
    name,
    `${median.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)})`,
    Math.round((2 * PAIRS * 1000) / median).toLocaleString('en'),
    Math.round(memory[i]),
    `${(reference / median).toFixed(2)} x`,
    repetitions,
  ]);
  const header = ['engine', 'ms a step, median (deciles)', 'pictures/s', 'peak MiB', 'speed', 'steps'];
  console.log(markdownTable(header, rows));
  const last = losses.map(values => values[values.length - 1].toFixed(4));
  console.log(`\nThe same work: loss ${last.join(' and ')} after ${losses[0].length} steps.`);
  const what = `training step, 2 x ${PAIRS} pictures`;
  return {
    figures: timings.slice(1).map(torch => beside({ what, unit: 'ms', headline: true }, timings[0], torch)),
    engine,
    memory,
  };
};

/**
 * Steps of so many pairs on the engine that runs, and in PyTorch, in turns.
 * @param options.compiled also in PyTorch compiled by torch.compile, which needs a C++ compiler
 * @returns the times, the peak memory of each process in MiB, and the losses, ours first
 * @throws Error if they did not train alike
 */
export async function compareSteps(pairs: number, rounds: number, steps: number, { compiled = false } = {}) {
  const data = join(FOLDER, 'engine-data');
  mkdirSync(data, { recursive: true });
  const { weights, pictures } = makeData(pairs);
  writeFileSync(join(data, 'weights.bin'), weights);
  writeFileSync(join(data, 'pictures.bin'), pictures);
  const python = TORCH.python();
  const options = [data, JSON.stringify(SHAPES), String(pairs), String(availableParallelism())];
  const ways = { 'eager, CPU': [], ...(compiled && { 'torch.compile, CPU': ['compile'] }) };
  const peers = Object.entries(ways).map(([way, more]) =>
    torchSteps(`${TORCH.name} ${way}`, startPeer(python, 'torch_step.py', [...options, ...more])),
  );
  const trained = trainer(weights, pictures, pairs);
  try {
    const own: number[] = [];
    const ours = contender(`TensorFlow.js, Node ${process.versions.node}`, async () => {
      own.push(await trained.step());
    });
    const timings = await compare([ours, ...peers], rounds, steps);
    for (const { losses } of peers) expectSameWork(own, losses);
    const memory = [process.resourceUsage().maxRSS / 1024];
    for (const { peer } of peers) memory.push((await peer.ask<{ memory: number }>({})).memory);
    return { timings, memory, losses: [own, ...peers.map(({ losses }) => losses)] };
  } finally {
    trained.dispose();
    for (const { peer } of peers) peer.stop();
  }
}

/** A script that answers `{ steps }` with the milliseconds and losses of so many steps, as a contender that keeps the losses. */
export function torchSteps(name: string, peer: Peer): Contender & { peer: Peer; losses: number[] } {
  const losses: number[] = [];
  return {
    ...{ name, peer, losses },
    async measure(steps) {
      const answer = await peer.ask<{ times: number[]; losses: number[] }>({ steps });
      losses.push(...answer.losses);
      return answer.times;
    },
  };
}

/** @throws Error if the two did not train alike, whose times would then say nothing */
export function expectSameWork(ours: number[], torch: number[]): void {
  for (const i of [0, 1, 2, 3]) {
    if (Math.abs(ours[i] - torch[i]) <= 2e-3 * torch[i]) continue;
    throw new Error(
      `npm run bench: the losses of step ${i + 1} are ${ours[i]} and ${torch[i]}, expected the same to 0.2 %`,
    );
  }
}

/** Initial weights (He) and pairs of pictures: three blobs, and the same ones moved by up to 2 pixels, with noise. */
function makeData(pairs: number): { weights: Float32Array; pictures: Float32Array } {
  const random = seededRandom('bench engine');
  const weights = SHAPES.flatMap(shape => {
    const size = shape.reduce((product, n) => product * n, 1);
    const deviation = shape.length === 1 ? 0 : Math.sqrt((2 * shape[shape.length - 1]) / size);
    return Array.from({ length: size }, () => deviation * random.normal());
  });
  const pictures: number[] = [];
  const spread = (width: number) => (random.next() - 0.5) * width;
  for (let batch = 0; batch < BATCHES; batch++) {
    const items = Array.from({ length: pairs }, () =>
      Array.from({ length: 3 }, () => [14 + spread(16), 14 + spread(16), 2.5 + spread(2)]),
    );
    for (let view = 0; view < 2; view++) {
      for (const blobs of items) {
        const [right, down] = [spread(4), spread(4)];
        for (let y = 0; y < SIZE; y++) {
          for (let x = 0; x < SIZE; x++) {
            const light = blobs.map(([cx, cy, r]) =>
              Math.exp(-((x - cx - right) ** 2 + (y - cy - down) ** 2) / (2 * r * r)),
            );
            pictures.push(Math.min(1, light[0] + light[1] + light[2]) + 0.1 * random.normal());
          }
        }
      }
    }
  }
  return { weights: Float32Array.from(weights), pictures: Float32Array.from(pictures) };
}

/** @returns a function that trains for one step and gives its loss, and one that frees what it holds */
function trainer(weights: Float32Array, pictures: Float32Array, pairs: number) {
  let at = 0;
  const variables = SHAPES.map(shape => {
    const size = shape.reduce((product, n) => product * n, 1);
    at += size;
    return tf.variable(tf.tensor(weights.slice(at - size, at), shape));
  });
  const [filter1, bias1, filter2, bias2, dense1, bias3, dense2, bias4] = variables as tf.Tensor[];
  const picture = SIZE * SIZE;
  const batches = Array.from({ length: BATCHES }, (_, i) =>
    tf.tensor4d(pictures.slice(i * 2 * pairs * picture, (i + 1) * 2 * pairs * picture), [2 * pairs, SIZE, SIZE, 1]),
  );
  const eye = tf.eye(pairs);
  const block = (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) =>
    tf.maxPool(
      tf.relu(tf.add(tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same'), bias)) as tf.Tensor4D,
      2,
      2,
      'valid',
    );
  const encode = (x: tf.Tensor) => {
    const flat = tf.reshape(block(block(x, filter1, bias1), filter2, bias2), [2 * pairs, 3136]);
    const rows = tf.add(tf.matMul(tf.relu(tf.add(tf.matMul(flat, dense1), bias3)), dense2), bias4);
    return tf.div(rows, tf.sqrt(tf.add(tf.sum(tf.square(rows), 1, true), 1e-12)));
  };
  const crossEntropy = (logits: tf.Tensor) => tf.neg(tf.div(tf.sum(tf.mul(tf.logSoftmax(logits), eye)), pairs));
  const lossOf = (x: tf.Tensor) => {
    const [left, right] = tf.split(encode(x), 2, 0);
    const logits = tf.div(tf.matMul(left, right, false, true), TEMPERATURE);
    return tf.div(tf.add(crossEntropy(logits), crossEntropy(tf.transpose(logits))), 2) as tf.Scalar;
  };
  const optimizer = tf.train.adam(1e-3);
  let steps = 0;
  const step = async () => {
    const batch = batches[steps++ % BATCHES];
    const loss = optimizer.minimize(() => lossOf(batch), true, variables) as tf.Scalar;
    const [value] = await loss.data();
    loss.dispose();
    return value;
  };
  const dispose = () => {
    tf.dispose([...variables, ...batches, eye]);
    optimizer.dispose();
  };
  return { step, dispose };
}
