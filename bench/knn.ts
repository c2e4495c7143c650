/**
 * The 20 nearest of 10,000 test digits' pixels and of vectors of 64 numbers among many, exactly and by cosine, beside scikit-learn's brute
 * force: the same neighbours, as near.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIGIT_PIXELS } from '../lib/data/digits';
import { loadMnist } from '../lib/data/mnist';
import { seededRandom, startEngine } from '../lib/engine/index';
import { nearestNeighbours } from '../lib/neighbours/nearest-neighbours';
import { type Benchmark, FOLDER, readOptions } from './benchmark';
import { beside, type Figure, figureTable } from './figures';
import { LEARN, type Peer, startPeer } from './python';
import { type Contender, compare, contender, type Timing } from './timing';

const DATA = join(FOLDER, 'knn-data');
const K = 20;
const QUERIES = 2000;
/** Similarities that differ by less are the same one, computed in another order. */
const APART = 1e-5;

export interface Search {
  name: string;
  gallery: Float32Array;
  queries: Float32Array;
  dim: number;
}

export const benchmark: Benchmark = async args => {
  const { rounds } = readOptions(args, { rounds: 12 });
  const peer = startLearn();
  try {
    const engine = await startEngine();
    console.log(`${engine}\n`);
    const figures: Figure[] = [];
    for (const search of await searches()) {
      const { name, gallery, dim } = search;
      const [n, queries] = [gallery.length / dim, QUERIES].map(count => count.toLocaleString('en'));
      const [ours, learn] = await compareSearch(peer, search, rounds);
      const what = `kNN, ${name}: ${K} nearest of ${n} x ${dim} for ${queries}`;
      figures.push(beside({ what, unit: 's', headline: true }, ours, learn));
    }
    console.log(figureTable(figures));
    return { figures, engine };
  } finally {
    peer.stop();
  }
};

/** scikit-learn in a process of its own. */
export const startLearn = (): Peer => startPeer(LEARN.python(), 'knn_peer.py', [DATA, String(K)]);

/** Rows of normal noise, as many queries as always. */
export function noise(n: number, dim: number): Search {
  const random = seededRandom('bench knn');
  const rows = (count: number) => Float32Array.from({ length: count * dim }, () => random.normal());
  return { name: 'noise', gallery: rows(n), queries: rows(QUERIES), dim };
}

async function searches(): Promise<Search[]> {
  const { images: gallery } = await loadMnist('train', { limit: 10_000 });
  const { images: queries } = await loadMnist('test', { limit: QUERIES });
  return [{ name: 'digits, pixels', gallery, queries, dim: DIGIT_PIXELS }, noise(10_000, 64), noise(60_000, 64)];
}

/**
 * The same search on the engine that runs, and by scikit-learn, in turns.
 * @returns the times, ours first
 * @throws Error if the two did not find neighbours that are as near
 */
export async function compareSearch(peer: Peer, { gallery, queries, dim }: Search, rounds: number): Promise<Timing[]> {
  mkdirSync(DATA, { recursive: true });
  writeFileSync(join(DATA, 'gallery.bin'), gallery);
  writeFileSync(join(DATA, 'queries.bin'), queries);
  let own: ArrayLike<number> = [];
  let other: number[] = [];
  const ours = contender('ours', async () => {
    own = (await nearestNeighbours({ rows: gallery, dim }, { rows: queries, dim }, { k: K })).similarities;
  });
  const learn: Contender = {
    name: LEARN.scikit,
    async measure(repetitions) {
      const answer = await peer.ask<{ times: number[]; similarities: number[] }>({ dim, repetitions });
      other = answer.similarities;
      return answer.times;
    },
  };
  const timings = await compare([ours, learn], rounds, 1);
  const apart = other.reduce((most, similarity, i) => Math.max(most, Math.abs(similarity - own[i])), 0);
  if (!(apart <= APART)) {
    throw new Error(`npm run bench: similarities differ by ${apart} from scikit-learn's, expected at most ${APART}`);
  }
  return timings;
}
