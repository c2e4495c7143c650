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
import { type Benchmark, FOLDER, readOptions } from './benchmark';
import { beside, spreadText } from './figures';
import { markdownTable } from './markdown-table';
import { startPeer, TORCH } from './python';
import { type Contender, compare, type Timing } from './timing';

const ROWS = 256;
const DIM = 64;

// torch_losses.py has the same names, labels and options
const labels = (rows: tf.Tensor2D) => Array.from({ length: rows.shape[0] }, (_, i) => i % 10);
const same = (rows: tf.Tensor2D) => Array.from({ length: rows.shape[0] }, (_, i) => i % 2);
const LOSSES: Record<string, (...rows: tf.Tensor2D[]) => tf.Scalar> = {
  cosineMseLoss: (a, b) => cosineMseLoss(a, b, same(a)),
  marginLoss: (a, b) => marginLoss(a, b, same(a), { margin: 12 }),
  tripletLoss: (a, b, c) => tripletLoss(a, b, c),
  infoNceLoss: (a, b) => infoNceLoss(a, b),
  'infoNceLoss with labels': (a, b) => infoNceLoss(a, b, { labels: labels(a) }),
  clipLoss: (a, b) => clipLoss(a, b),
  ntXentLoss: (a, b) => ntXentLoss(a, b),
  supConLoss: a => supConLoss(a, labels(a)),
  sigmoidLoss: (a, b) => sigmoidLoss(a, b),
};

interface Answer {
  times: number[];
  value: number;
  norm: number;
}

export const benchmark: Benchmark = async args => {
  const { rounds, steps } = readOptions(args, { rounds: 8, steps: 50 });
  const engine = await startEngine();
  console.log(`${engine}\n`);
  const names = Object.keys(LOSSES);
  const compared = await compareLosses(names, { rows: ROWS, dim: DIM, rounds, steps });
  const figures = compared.map(([ours, torch], i) => {
    const what = `${names[i]}, forward and backward, ${ROWS} x ${DIM}`;
    return beside({ what, unit: 'ms', headline: names[i] === 'infoNceLoss' }, ours, torch);
  });
  const header = ['loss', `${engine.name}, ms (deciles)`, `${figures[0].peer}, ms (deciles)`, 'as long'];
  const rows = figures.map(({ ours, theirs, ratio }, i) => [
    ...[names[i], spreadText(ours), spreadText(theirs!)],
    `${spreadText(ratio!)} x`,
  ]);
  console.log(markdownTable(header, rows));
  console.log(`\nForward and backward, ${ROWS} x ${DIM}, Node ${process.versions.node}.`);
  return { figures, engine };
};

/**
 * Some of LOSSES on random rows, on the engine that runs and in PyTorch, in turns.
 * @returns for each loss the times, ours first
 * @throws Error if the two did not compute the same
 */
export async function compareLosses(
  names: string[],
  { rows: n, dim, rounds, steps }: { rows: number; dim: number; rounds: number; steps: number },
): Promise<Timing[][]> {
  const random = seededRandom('bench losses');
  const numbers = Float32Array.from({ length: 3 * n * dim }, () => random.normal());
  const folder = join(FOLDER, 'losses-data');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'rows.bin'), numbers);
  const python = TORCH.python();
  const options = [folder, String(n), String(dim), String(availableParallelism())];
  const peer = startPeer(python, 'torch_losses.py', options);
  const rows = [0, 1, 2].map(i => tf.tensor2d(numbers.slice(i * n * dim, (i + 1) * n * dim), [n, dim]));
  try {
    const compared: Timing[][] = [];
    for (const name of names) {
      const loss = LOSSES[name];
      const compute = tf.valueAndGrads((...given: tf.Tensor[]) => loss(...(given as tf.Tensor2D[])));
      let own: Answer = { times: [], value: 0, norm: 0 };
      let torch: Answer = own;
      const ours: Contender = {
        name: 'ours',
        async measure(repetitions) {
          own = await measure(compute, rows.slice(0, loss.length), repetitions);
          return own.times;
        },
      };
      const theirs: Contender = {
        name: `${TORCH.name} eager, CPU`,
        async measure(repetitions) {
          torch = await peer.ask<Answer>({ loss: name, steps: repetitions });
          return torch.times;
        },
      };
      compared.push(await compare([ours, theirs], rounds, steps));
      expectSameWork(name, own, torch);
    }
    return compared;
  } finally {
    tf.dispose(rows);
    peer.stop();
  }
}

/** Milliseconds until the gradients can be read; the loss's value and the length of all gradients together. */
async function measure(
  compute: (rows: tf.Tensor[]) => { value: tf.Tensor; grads: tf.Tensor[] },
  rows: tf.Tensor[],
  repetitions: number,
): Promise<Answer> {
  const times: number[] = [];
  let value = 0;
  let last: ArrayLike<number>[] = [];
  for (let i = 0; i < repetitions; i++) {
    const begin = performance.now();
    const { value: loss, grads } = compute(rows);
    const gradients = await Promise.all(grads.map(gradient => gradient.data()));
    [value] = await loss.data();
    times.push(performance.now() - begin);
    last = gradients;
    tf.dispose([loss, ...grads]);
  }
  const squares = last.flatMap(gradient => Array.from(gradient, x => x ** 2));
  return { times, value, norm: Math.sqrt(squares.reduce((sum, square) => sum + square)) };
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
