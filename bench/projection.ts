/**
 * PCA of 10,000 digits of 784 pixels beside scikit-learn, and UMAP beside umap-learn and umap-js, with how far each layout can be
 * trusted: of 2,000, 10,000 and 60,000 digits as embeddings that a short training gives, as pixels, and of ten clusters.
 *
 * umap-learn is seeded, as ours is, which keeps it to one core; and warm: what it compiles, it has compiled for the very rows that are
 * timed, in a first round that does not count. Below 4,096 points it measures all distances one by one in Python; beside it as it comes
 * it is therefore measured there with force_approximation_algorithm too, which is faster. At 10,000 also without a seed, on all cores.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIGIT_PIXELS } from '../lib/data/digits';
import { loadMnist } from '../lib/data/mnist';
import { digitEncoder } from '../lib/encoders/digit-encoder';
import { digitNetwork } from '../lib/encoders/digit-network';
import { seededRandom, startEngine } from '../lib/engine/index';
import { infoNceLoss } from '../lib/losses/info-nce';
import { trustworthiness } from '../lib/metrics/trustworthiness';
import { fitPca } from '../lib/projection/pca';
import { fitUmap } from '../lib/projection/umap/umap';
import { train } from '../lib/training/train';
import { type Benchmark, FOLDER, readOptions } from './benchmark';
import { beside, type Figure } from './figures';
import { markdownTable } from './markdown-table';
import { LEARN, type Peer, startPeer } from './python';
import { type Contender, compare, contender, once, progress, ratioOf, type Spread, type Timing } from './timing';

const DATA = join(FOLDER, 'projection-data');
const ROWS = 'rows.bin';
const SIZES = [2000, 10_000, 60_000];
/** Of the training that the embeddings come from: two thirds of an epoch. */
const STEPS = 300;
const BATCH = 128;
const UMAP_JS_NAME = `umap-js ${(require('umap-js/package.json') as { version: string }).version}`;
/** MB in a MiB. */
const MEGABYTES = 1.048576;
/** Points up to which umap-learn measures all distances, and up to which umap-js is asked, which takes too long for more. */
const ALL_DISTANCES = 4096;
const UMAP_JS = 10_000;

interface DataSet {
  name: string;
  rows: Float32Array;
  dim: number;
}

export const benchmark: Benchmark = async args => {
  const { rounds, most, many } = readOptions(args, { rounds: 5, most: 60_000, many: 2 });
  const peer = startLearn();
  try {
    const engine = await startEngine();
    console.log(`${engine}\n`);
    const sizes = SIZES.filter(size => size <= most);
    const pixels = await digits(Math.max(10_000, ...sizes));
    const pca = await comparePca(
      peer,
      { rows: pixels.rows.subarray(0, 10_000 * DIGIT_PIXELS), dim: DIGIT_PIXELS },
      5 * rounds,
    );
    printPca(pca);

    // the widest last, since a peak of memory stays
    const sets = [await embeddings(pixels), tenClusters(Math.max(...sizes), 64), pixels];
    const results: Result[] = [];
    console.log(markdownTable(UMAP_TITLES, []));
    for (const { name, rows, dim } of sets) {
      for (const n of sizes) {
        progress(`${name}, ${n} points`);
        const part = { name, rows: rows.slice(0, n * dim), dim };
        const result = await compareUmap(peer, part, n > UMAP_JS ? many : rounds);
        results.push(result);
        console.log(`| ${umapCells(result).join(' | ')} |`); // at once: the next one may take a quarter of an hour
      }
    }
    printGrowth(results);
    return {
      figures: [pcaFigure(pca), ...results.flatMap(umapFigures)],
      engine,
    };
  } finally {
    peer.stop();
  }
};

/** umap-learn and scikit-learn in a process of their own. */
export function startLearn(): Peer {
  mkdirSync(DATA, { recursive: true });
  return startPeer(LEARN.python(), 'projection_peer.py', [DATA]);
}

/** The 10,000 test digits, then training digits. */
async function digits(n: number): Promise<DataSet> {
  const rows = new Float32Array(n * DIGIT_PIXELS);
  const test = await loadMnist('test', { limit: Math.min(n, 10_000) });
  rows.set(test.images);
  if (n > test.size) rows.set((await loadMnist('train', { limit: n - test.size })).images, test.images.length);
  return { name: 'digits, pixels', rows, dim: DIGIT_PIXELS };
}

/** The digits as an encoder sees them that has been trained with InfoNCE for a minute. */
async function embeddings({ rows }: DataSet): Promise<DataSet> {
  const encoder = digitEncoder(digitNetwork());
  const onStep = ({ step, steps }: { step: number; steps: number }) => progress(`training, step ${step} of ${steps}`);
  await train(encoder, await loadMnist('train', { limit: STEPS * BATCH }), (left, right) => infoNceLoss(left, right), {
    batchSize: BATCH,
    onStep,
  });
  const embedded = await encoder.embed(rows);
  const values = Float32Array.from(await embedded.data());
  embedded.dispose();
  encoder.dispose();
  return { name: 'digits, embeddings', rows: values, dim: encoder.dim };
}

/** Normal noise around ten random centres, which overlap a little. */
export function tenClusters(n: number, dim: number): DataSet {
  const random = seededRandom('bench projection');
  const centres = Float32Array.from({ length: 10 * dim }, () => random.normal());
  const rows = Float32Array.from({ length: n * dim }, (_, i) => {
    const cluster = Math.floor(i / dim) % 10;
    return centres[cluster * dim + (i % dim)] + 0.7 * random.normal();
  });
  return { name: 'ten clusters', rows, dim };
}

async function comparePca(peer: Peer, { rows, dim }: Omit<DataSet, 'name'>, rounds: number) {
  writeFileSync(join(DATA, 'pixels.bin'), rows);
  let own = await fitPca({ rows, dim });
  let other: { times: number[]; ratio: number[]; loadings: number[] } = { times: [], ratio: [], loadings: [] };
  const ours = contender('ours', async () => {
    own = await fitPca({ rows, dim });
  });
  const learn: Contender = {
    name: LEARN.scikit,
    async measure(repetitions) {
      other = await peer.ask({ method: 'pca', data: 'pixels.bin', dim, repetitions });
      return other.times;
    },
  };
  const timings = await compare([ours, learn], rounds, 3);
  const apart = Math.max(
    ...other.ratio.map((ratio, i) => Math.abs(ratio - own.explainedVarianceRatio[i])),
    ...other.loadings.map((loading, i) => Math.abs(loading - Math.abs(own.axes[i]))),
  );
  if (!(apart <= 1e-4)) throw new Error(`npm run bench: the PCAs differ by ${apart}, expected the same to 1e-4`);
  return { timings, ratio: ratioOf(timings[0], timings[1]), apart };
}

interface Result {
  data: string;
  n: number;
  dim: number;
  /** Ours, umap-learn, and umap-learn as fast as it can. */
  timings: Timing[];
  ratio: Spread;
  /** Seconds of umap-js, measured once. */
  js?: number;
  /** Ours, umap-learn's, umap-js's. */
  trust: number[];
  /** MiB at most: ours in a process of its own, and umap-learn's with all that it did before. */
  memory: number[];
}

/**
 * UMAP by ours, by umap-learn, and by umap-learn as fast as it can, in turns.
 * @returns the times and the first two layouts, in that order
 */
export async function timeUmap(peer: Peer, { rows, dim }: Omit<DataSet, 'name'>, rounds: number) {
  const n = rows.length / dim;
  writeFileSync(join(DATA, ROWS), rows);
  let layout = new Float32Array(0);
  const ours = contender('ours', async () => {
    ({ layout } = await fitUmap({ rows, dim }));
  });
  const learnt = (title: string, options: object, after = () => {}): Contender => ({
    name: `${LEARN.umap}${title}`,
    async measure(repetitions) {
      const { times } = await peer.ask<{ times: number[] }>({
        method: 'umap',
        data: ROWS,
        dim,
        repetitions,
        options,
      });
      after();
      return times;
    },
  });
  const seeded = { random_state: 42, n_jobs: 1 };
  let learnLayout = new Float32Array(0);
  const keepLayout = () => {
    learnLayout = floats(readFileSync(join(DATA, 'umap-learn.bin')));
  };
  const contenders = [ours, learnt(', seeded', seeded, keepLayout)];
  if (n < ALL_DISTANCES) contenders.push(learnt(', approximate', { ...seeded, force_approximation_algorithm: true }));
  else if (n <= 10_000) contenders.push(learnt(', unseeded', {}));
  const timings = await compare(contenders, rounds, 1);
  return { timings, layouts: [layout, learnLayout] };
}

async function compareUmap(peer: Peer, { name, rows, dim }: DataSet, rounds: number): Promise<Result> {
  const n = rows.length / dim;
  const { timings, layouts } = await timeUmap(peer, { rows, dim }, rounds);
  const { memory } = await peer.ask<{ memory: number }>({ method: 'memory' });
  let js: number | undefined;
  if (n <= UMAP_JS) {
    const begin = performance.now();
    layouts.push((await fitUmap({ rows, dim }, { engine: 'umap-js' })).layout);
    js = (performance.now() - begin) / 1000;
  }
  const trust: number[] = [];
  for (const low of layouts) trust.push(await trustworthiness({ rows, dim }, { rows: low, dim: 2 }));
  const ratio = ratioOf(timings[0], timings[1]);
  return { data: name, n, dim, timings, ratio, js, trust, memory: [peakMemory(join(DATA, ROWS), dim), memory] };
}

function peakMemory(file: string, dim: number): number {
  const script = join(__dirname, 'projection_memory.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [...process.execArgv, script, file, String(dim)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`npm run bench: ${script} failed: ${stderr}`);
  return Number(stdout);
}

function printPca({ timings, ratio, apart }: Awaited<ReturnType<typeof comparePca>>): void {
  const rows = timings.map(timing => [timing.name, range(timing, 1, 0)]);
  console.log(markdownTable([`PCA, 10,000 x ${DIGIT_PIXELS}, 3 components`, 'ms (deciles)'], rows));
  console.log(
    `\n${range(ratio, 1, 2)} x scikit-learn, pair by pair; explained variance and absolute loadings to ${apart.toExponential(1)}\n`,
  );
}

const UMAP_TITLES = [
  'UMAP, cosine, 200 epochs',
  'points',
  'ours, s (deciles)',
  'umap-learn, seeded',
  'as long as umap-learn',
  'umap-learn, its fastest',
  'umap-js, once',
  'trustworthiness',
  'peak, MiB',
];

function umapCells({ data, n, timings: [ours, learn, fastest], ratio, js, trust, memory }: Result): string[] {
  return [
    data,
    n.toLocaleString('en'),
    range(ours, 1000, 2),
    range(learn, 1000, 2),
    `${range(ratio, 1, 2)} x`,
    fastest ? range(fastest, 1000, 2) : '',
    js?.toFixed(1) ?? '',
    trust.map(value => value.toFixed(4)).join(', '),
    memory.map(Math.round).join(', '),
  ];
}

function printGrowth(results: Result[]): void {
  console.log(
    '\nIts fastest: with force_approximation_algorithm at 2,000 points, without a seed on all cores at 10,000. ' +
      'Trustworthiness: 12 neighbours, cosine; ours, umap-learn, umap-js. Peak: ours, umap-learn.\n',
  );
  const growth = results.flatMap((result, i) => {
    const before = results[i - 1];
    if (before?.data !== result.data) return [];
    const times = (now: Timing, then: Timing) => (now.median / then.median).toFixed(1);
    const [ours, learn] = result.timings;
    const approximate = before.timings[before.n < ALL_DISTANCES ? 2 : 1];
    return [
      [
        result.data,
        `${before.n.toLocaleString('en')} to ${result.n.toLocaleString('en')}`,
        times(ours, before.timings[0]),
        times(learn, before.timings[1]),
        times(learn, approximate),
      ],
    ];
  });
  const titles = ['growth, times', 'points', 'ours', 'umap-learn', 'umap-learn, approximate throughout'];
  if (growth.length) console.log(markdownTable(titles, growth));
}

const range = ({ median, low, high }: Spread, unit: number, digits: number) =>
  `${(median / unit).toFixed(digits)} (${(low / unit).toFixed(digits)} to ${(high / unit).toFixed(digits)})`;

const pcaFigure = ({ timings }: Awaited<ReturnType<typeof comparePca>>): Figure =>
  beside({ what: `PCA, 10,000 x ${DIGIT_PIXELS}, 3 components`, unit: 'ms', headline: true }, timings[0], timings[1]);

/** Beside umap-learn, and beside umap-js where that was asked. */
function umapFigures({ data, n, dim, timings: [ours, learn], js, trust, memory }: Result): Figure[] {
  const what = `UMAP, ${data}, ${n.toLocaleString('en')} x ${dim}`;
  const trusted = (others: number) =>
    `trustworthiness ${[trust[0], trust[others]].map(value => value.toFixed(4)).join(' and ')}`;
  const figures: Figure[] = [
    beside({ what, unit: 's', note: trusted(1), headline: n === UMAP_JS && dim < DIGIT_PIXELS }, ours, learn),
    {
      what: `${what}: memory`,
      unit: 'MB',
      ours: once(memory[0] * MEGABYTES),
      peer: learn.name,
      theirs: once(memory[1] * MEGABYTES),
      note: 'the peer’s with all that it did before',
    },
  ];
  if (js === undefined) return figures;
  const [own, theirs] = [ours.median / 1000, js].map(once);
  const ratio = once(own.median / js);
  return [...figures, { what, unit: 's', ours: own, peer: UMAP_JS_NAME, theirs, ratio, note: trusted(2) }];
}

const floats = (bytes: Buffer) =>
  new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
