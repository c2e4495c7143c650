/**
 * PCA of 10,000 digits of 784 pixels beside scikit-learn, and UMAP beside umap-learn (seeded, and warm: it has compiled) and umap-js,
 * with how far each layout can be trusted: digits as their 64 leading principal components, as pixels, and ten clusters.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadMnist } from '../lib/data/mnist';
import { seededRandom, startEngine } from '../lib/engine/index';
import { trustworthiness } from '../lib/metrics/trustworthiness';
import { fitPca } from '../lib/projection/pca';
import { fitUmap } from '../lib/projection/umap';
import {
  type Benchmark,
  type Contender,
  compare,
  FOLDER,
  markdownTable,
  readOptions,
  report,
  type Timing,
} from './harness';
import { type Peer, preparePython, startPeer } from './python';

const PACKAGES = ['umap-learn==0.5.12', 'scikit-learn==1.9.1', 'numpy==2.4.6'];
const PIXELS = 784;
const DATA = join(FOLDER, 'projection-data');

interface DataSet {
  name: string;
  rows: Float32Array;
  dim: number;
}

export const benchmark: Benchmark = async args => {
  const { rounds, points, umapjs } = readOptions(args, { rounds: 3, points: 10_000, umapjs: 10_000 });
  mkdirSync(DATA, { recursive: true });
  const python = preparePython('projection', PACKAGES);
  const peer = startPeer(python, 'projection_peer.py', [DATA]);
  try {
    const engine = await startEngine();
    console.log(`${engine}\n`);
    const { images, size } = await loadMnist('test');
    const pixels = { rows: images, dim: PIXELS };
    const pca = await comparePca(peer, pixels, 2 * rounds);
    console.log(
      markdownTable(
        [`PCA, ${size} x ${PIXELS}, 3 components`, 'ms (deciles)'],
        pca.timings.map(timing => [timing.name, range(timing, 1, 0)]),
      ),
    );
    console.log(
      `\n${pca.ratio.toFixed(2)} x scikit-learn; explained variance and absolute loadings to ${pca.apart.toExponential(1)}\n`,
    );

    const narrow = await fitPca(pixels, { components: 64 });
    const sets: DataSet[] = [
      { name: 'digits, 64 components', rows: await narrow.transform(pixels), dim: 64 },
      { name: 'digits, pixels', ...pixels },
      { name: 'ten clusters', rows: tenClusters(points, 64), dim: 64 },
    ];
    const results = [];
    for (const set of sets) {
      for (const n of [Math.min(2000, points), points]) {
        const part = { ...set, rows: set.rows.subarray(0, n * set.dim) };
        results.push({
          data: set.name,
          n: part.rows.length / set.dim,
          dim: set.dim,
          ...(await compareUmap(peer, part, rounds, umapjs)),
        });
        if (n === points) break;
      }
    }
    console.log(
      markdownTable(
        [
          'UMAP, cosine, 200 epochs',
          'points',
          'ours, s (deciles)',
          'umap-learn',
          'umap-js, once',
          'as long as umap-learn',
          'trustworthiness',
        ],
        results.map(({ data, n, timings: [ours, learn], seconds, ratio, trust }) => [
          data,
          n,
          range(ours, 1000, 2),
          range(learn, 1000, 2),
          seconds?.toFixed(1) ?? '',
          `${ratio.toFixed(2)} x`,
          trust.map(value => value.toFixed(4)).join(', '),
        ]),
      ),
    );
    console.log('\nTrustworthiness: 12 neighbours, cosine; ours, umap-learn, umap-js.');
    report('projection', { engine: { ...engine, line: String(engine) }, packages: PACKAGES, pca, umap: results });
  } finally {
    peer.stop();
  }
};

const range = ({ median, low, high }: Timing, unit: number, digits: number) =>
  `${(median / unit).toFixed(digits)} (${(low / unit).toFixed(digits)} to ${(high / unit).toFixed(digits)})`;

async function comparePca(peer: Peer, { rows, dim }: Omit<DataSet, 'name'>, rounds: number) {
  writeFileSync(join(DATA, 'pixels.bin'), rows);
  let own = await fitPca({ rows, dim });
  let other: { times: number[]; ratio: number[]; loadings: number[] } = { times: [], ratio: [], loadings: [] };
  const ours = contender('ours', async () => {
    own = await fitPca({ rows, dim });
  });
  const learn: Contender = {
    name: PACKAGES[1].replace('==', ' '),
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
  return { timings, ratio: timings[0].median / timings[1].median, apart };
}

async function compareUmap(peer: Peer, { rows, dim }: DataSet, rounds: number, most: number) {
  writeFileSync(join(DATA, 'rows.bin'), rows);
  let layout = new Float32Array(0);
  const ours = contender('ours', async () => {
    ({ layout } = await fitUmap({ rows, dim }));
  });
  const learn: Contender = {
    name: PACKAGES[0].replace('==', ' '),
    async measure(repetitions) {
      const question = { method: 'umap', metric: 'cosine', data: 'rows.bin', dim, repetitions };
      return (await peer.ask<{ times: number[] }>(question)).times;
    },
  };
  const timings = await compare([ours, learn], rounds, 1);
  const layouts = [layout, floats(readFileSync(join(DATA, 'umap-learn.bin')))];
  let seconds: number | undefined;
  if (rows.length / dim <= most) {
    const begin = performance.now();
    layouts.push((await fitUmap({ rows, dim }, { engine: 'umap-js' })).layout);
    seconds = (performance.now() - begin) / 1000;
  }
  const trust: number[] = [];
  for (const low of layouts) trust.push(await trustworthiness({ rows, dim }, { rows: low, dim: 2 }));
  return { timings, ratio: timings[0].median / timings[1].median, seconds, trust };
}

function contender(name: string, work: () => Promise<void>): Contender {
  return {
    name,
    async measure(repetitions) {
      const times: number[] = [];
      for (let i = 0; i < repetitions; i++) {
        const begin = performance.now();
        await work();
        times.push(performance.now() - begin);
      }
      return times;
    },
  };
}

const floats = (bytes: Buffer) =>
  new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));

/** Normal noise around ten random centres, which overlap a little. */
function tenClusters(n: number, dim: number): Float32Array {
  const random = seededRandom('bench projection');
  const centres = Float32Array.from({ length: 10 * dim }, () => random.normal());
  return Float32Array.from({ length: n * dim }, (_, i) => {
    const cluster = Math.floor(i / dim) % 10;
    return centres[cluster * dim + (i % dim)] + 0.7 * random.normal();
  });
}
