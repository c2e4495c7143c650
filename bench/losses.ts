/** Forward and backward of every loss on 256 rows of 64, beside PyTorch eager on the CPU: the same rows, and the same gradients. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { seededRandom, startEngine, tf } from '../lib/engine/index';
import { clipLoss } from '../lib/losses/clip';
import { cosineMseLoss } from '../lib/losses/cosine-mse';
import { infoNceLoss } from '../lib/losses/info-nce';
import { marginLoss } from '../lib/losses/margin';
import { ntXentLoss } from '../lib/losses/nt-xent';
import { sigmoidLoss } from '../lib/losses/sigmoid';
import { supConLoss } from '../lib/losses/sup-con';
import { tripletLoss } from '../lib/losses/triplet';
import { type Benchmark, type Contender, compare, FOLDER, markdownTable, readOptions, report } from './harness';
import { preparePython, startPeer } from './python';

const TORCH = 'torch==2.13.0';
const ROWS = 256;
const DIM = 64;

// torch_losses.py has the same names, labels and options
const labels = Array.from({ length: ROWS }, (_, i) => i % 10);
const same = Array.from({ length: ROWS }, (_, i) => i % 2);
const LOSSES: Record<string, (...rows: tf.Tensor2D[]) => tf.Scalar> = {
  cosineMseLoss: (a, b) => cosineMseLoss(a, b, same),
  marginLoss: (a, b) => marginLoss(a, b, same, { margin: 12 }),
  tripletLoss: (a, b, c) => tripletLoss(a, b, c),
  infoNceLoss: (a, b) => infoNceLoss(a, b),
  'infoNceLoss with labels': (a, b) => infoNceLoss(a, b, { labels }),
  clipLoss: (a, b) => clipLoss(a, b),
  ntXentLoss: (a, b) => ntXentLoss(a, b),
  supConLoss: a => supConLoss(a, labels),
  sigmoidLoss: (a, b) => sigmoidLoss(a, b),
};

interface Answer {
  times: number[];
  value: number;
  norm: number;
}

export const benchmark: Benchmark = async args => {
  const { rounds, steps } = readOptions(args, { rounds: 8, steps: 50 });
  const random = seededRandom('bench losses');
  const numbers = Float32Array.from({ length: 3 * ROWS * DIM }, () => random.normal());
  const folder = join(FOLDER, 'losses-data');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'rows.bin'), numbers);

  const threads = availableParallelism();
  const python = preparePython('torch', [TORCH, 'numpy']);
  const peer = startPeer(python, 'torch_losses.py', [folder, String(ROWS), String(DIM), String(threads)]);
  try {
    const engine = await startEngine();
    console.log(`${engine}\n`);
    const rows = [0, 1, 2].map(i => tf.tensor2d(numbers.slice(i * ROWS * DIM, (i + 1) * ROWS * DIM), [ROWS, DIM]));
    const results = [];
    for (const [name, loss] of Object.entries(LOSSES)) {
      const compute = tf.valueAndGrads((...given: tf.Tensor[]) => loss(...(given as tf.Tensor2D[])));
      const given = rows.slice(0, loss.length);
      let own: Answer = { times: [], value: 0, norm: 0 };
      let torch: Answer = own;
      const ours: Contender = {
        name: 'ours',
        async measure(repetitions) {
          own = await measure(compute, given, repetitions);
          return own.times;
        },
      };
      const theirs: Contender = {
        name: 'torch',
        async measure(repetitions) {
          torch = await peer.ask<Answer>({ loss: name, steps: repetitions });
          return torch.times;
        },
      };
      const [mine, other] = await compare([ours, theirs], rounds, steps);
      expectSameWork(name, own, torch);
      results.push({ loss: name, ours: mine, torch: other, ratio: mine.median / other.median, value: own.value });
    }
    const range = ({ median, low, high }: { median: number; low: number; high: number }) =>
      `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
    const header = [
      'loss',
      `${engine.name}, ms (deciles)`,
      `PyTorch ${TORCH.split('==')[1]}, ms (deciles)`,
      'as long as',
    ];
    console.log(
      markdownTable(
        header,
        results.map(({ loss, ours, torch, ratio }) => [loss, range(ours), range(torch), `${ratio.toFixed(1)} x`]),
      ),
    );
    console.log(`\nForward and backward, ${ROWS} x ${DIM}, Node ${process.versions.node}, ${threads} threads.`);
    report('losses', { engine: { ...engine, line: String(engine) }, threads, rows: ROWS, dim: DIM, results });
  } finally {
    peer.stop();
  }
};

/** Milliseconds until the gradients can be read; the loss's value and the length of all gradients together. */
async function measure(
  compute: (rows: tf.Tensor[]) => { value: tf.Tensor; grads: tf.Tensor[] },
  rows: tf.Tensor[],
  repetitions: number,
): Promise<Answer> {
  const times: number[] = [];
  let value = 0;
  let squares = 0;
  for (let i = 0; i < repetitions; i++) {
    const begin = performance.now();
    const { value: loss, grads } = compute(rows);
    const gradients = await Promise.all(grads.map(gradient => gradient.data()));
    [value] = await loss.data();
    times.push(performance.now() - begin);
    squares = gradients.reduce((sum, gradient) => sum + Math.hypot(...gradient) ** 2, 0);
    tf.dispose([loss, ...grads]);
  }
  return { times, value, norm: Math.sqrt(squares) };
}

/** @throws Error if the two did not compute the same, whose times would then say nothing */
function expectSameWork(loss: string, ours: Answer, torch: Answer): void {
  const apart = (a: number, b: number) => Math.abs(a - b) > 1e-4 * Math.abs(b);
  if (!apart(ours.value, torch.value) && !apart(ours.norm, torch.norm)) return;
  throw new Error(
    `npm run bench: ${loss} is ${ours.value} with a gradient of length ${ours.norm} here, and ${torch.value} with ${torch.norm} ` +
      'in PyTorch, expected the same to 0.01 %',
  );
}
