/**
 * One training step of a small encoder on 2 x 128 pictures of 28 x 28, as in lesson 3, beside PyTorch eager on the CPU: the same
 * weights, pictures and arithmetic. conv 3x3-32, pool, conv 3x3-64, pool, dense 128, dense 64, unit rows, InfoNCE, Adam.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { seededRandom, startEngine, tf } from '../lib/engine/index';
import { type Benchmark, type Contender, compare, FOLDER, markdownTable, readOptions, report } from './harness';
import { preparePython, startPeer } from './python';

const TORCH = 'torch==2.13.0';
const PAIRS = 128;
const BATCHES = 10;
const SIZE = 28;
const TEMPERATURE = 0.1;
const SHAPES = [[3, 3, 1, 32], [32], [3, 3, 32, 64], [64], [3136, 128], [128], [128, 64], [64]];

export const benchmark: Benchmark = async args => {
  const { rounds, steps } = readOptions(args, { rounds: 8, steps: 8 });
  const data = join(FOLDER, 'engine-data');
  mkdirSync(data, { recursive: true });
  const { weights, pictures } = makeData();
  writeFileSync(join(data, 'weights.bin'), weights);
  writeFileSync(join(data, 'pictures.bin'), pictures);

  const threads = availableParallelism();
  const python = preparePython('torch', [TORCH, 'numpy']);
  const peer = startPeer(python, 'torch_step.py', [data, JSON.stringify(SHAPES), String(PAIRS), String(threads)]);
  try {
    const engine = await startEngine();
    console.log(`${engine}\n`);
    const losses: Record<string, number[]> = { ours: [], torch: [] };
    const step = trainer(weights, pictures);
    const ours: Contender = { name: `TensorFlow.js, ${engine.name}, Node ${process.versions.node}`, measure: async repetitions => {
      const times: number[] = [];
      for (let i = 0; i < repetitions; i++) {
        const begin = performance.now();
        losses.ours.push(await step());
        times.push(performance.now() - begin);
      }
      return times;
    } }; // biome-ignore format: grouped
    const torch: Contender = { name: `PyTorch ${TORCH.split('==')[1]} eager, CPU`, measure: async repetitions => {
      const answer = await peer.ask<{ times: number[]; losses: number[] }>({ steps: repetitions });
      losses.torch.push(...answer.losses);
      return answer.times;
    } }; // biome-ignore format: grouped
    const timings = await compare([ours, torch], rounds, steps);
    expectSameWork(losses.ours, losses.torch);
    const memory = [process.resourceUsage().maxRSS / 1024, (await peer.ask<{ memory: number }>({})).memory];

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
    const last = (values: number[]) => values[values.length - 1].toFixed(4);
    console.log(
      `\nThe same work: loss ${last(losses.ours)} and ${last(losses.torch)} after ${losses.ours.length} steps.`,
    );
    report('engine', {
      engine: { ...engine, line: String(engine) },
      threads,
      ratio: reference / timings[0].median,
      timings,
      memory,
    });
  } finally {
    peer.stop();
  }
};

/** @throws Error if the two did not train alike, whose times would then say nothing */
function expectSameWork(ours: number[], torch: number[]): void {
  for (const i of [0, 1, 2, 3]) {
    if (Math.abs(ours[i] - torch[i]) <= 2e-3 * torch[i]) continue;
    throw new Error(
      `npm run bench: the losses of step ${i + 1} are ${ours[i]} and ${torch[i]}, expected the same to 0.2 %`,
    );
  }
}

/** Initial weights (He) and pairs of pictures: three blobs, and the same ones moved by up to 2 pixels, with noise. */
function makeData(): { weights: Float32Array; pictures: Float32Array } {
  const random = seededRandom('bench engine');
  const weights = SHAPES.flatMap(shape => {
    const size = shape.reduce((product, n) => product * n, 1);
    const deviation = shape.length === 1 ? 0 : Math.sqrt((2 * shape[shape.length - 1]) / size);
    return Array.from({ length: size }, () => deviation * random.normal());
  });
  const pictures: number[] = [];
  const spread = (width: number) => (random.next() - 0.5) * width;
  for (let batch = 0; batch < BATCHES; batch++) {
    const items = Array.from({ length: PAIRS }, () =>
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

/** @returns a function that trains for one step and gives its loss */
function trainer(weights: Float32Array, pictures: Float32Array): () => Promise<number> {
  let at = 0;
  const variables = SHAPES.map(shape => {
    const size = shape.reduce((product, n) => product * n, 1);
    at += size;
    return tf.variable(tf.tensor(weights.slice(at - size, at), shape));
  });
  const [filter1, bias1, filter2, bias2, dense1, bias3, dense2, bias4] = variables as tf.Tensor[];
  const picture = SIZE * SIZE;
  const batches = Array.from({ length: BATCHES }, (_, i) =>
    tf.tensor4d(pictures.slice(i * 2 * PAIRS * picture, (i + 1) * 2 * PAIRS * picture), [2 * PAIRS, SIZE, SIZE, 1]),
  );
  const eye = tf.eye(PAIRS);
  const block = (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) =>
    tf.maxPool(
      tf.relu(tf.add(tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same'), bias)) as tf.Tensor4D,
      2,
      2,
      'valid',
    );
  const encode = (x: tf.Tensor) => {
    const flat = tf.reshape(block(block(x, filter1, bias1), filter2, bias2), [2 * PAIRS, 3136]);
    const rows = tf.add(tf.matMul(tf.relu(tf.add(tf.matMul(flat, dense1), bias3)), dense2), bias4);
    return tf.div(rows, tf.sqrt(tf.add(tf.sum(tf.square(rows), 1, true), 1e-12)));
  };
  const crossEntropy = (logits: tf.Tensor) => tf.neg(tf.div(tf.sum(tf.mul(tf.logSoftmax(logits), eye)), PAIRS));
  const lossOf = (x: tf.Tensor) => {
    const [left, right] = tf.split(encode(x), 2, 0);
    const logits = tf.div(tf.matMul(left, right, false, true), TEMPERATURE);
    return tf.div(tf.add(crossEntropy(logits), crossEntropy(tf.transpose(logits))), 2) as tf.Scalar;
  };
  const optimizer = tf.train.adam(1e-3);
  let step = 0;
  return async () => {
    const batch = batches[step++ % BATCHES];
    const loss = optimizer.minimize(() => lossOf(batch), true, variables) as tf.Scalar;
    const [value] = await loss.data();
    loss.dispose();
    return value;
  };
}
