/**
 * Finding the ten nearest of 10,000, 100,000 and a million vectors of 64 numbers: the exact scan, LanceDB and a Milvus server through the
 * course's stores, and usearch (an HNSW graph in memory) beside them in the same run. What each needs to build, its memory in a process of
 * its own, the milliseconds of one query after another, and how many of the true ten it finds with how much effort. And how long indexing
 * 10,000 items takes, the first time and again.
 *
 * The vectors lie as embeddings of the course do: near one of many directions, a concept, that ten of them share.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SeededRandom, seededRandom } from '../lib/engine/seeds';
import { indexItems } from '../lib/search/index-items';
import { openStore, type StoredItem, type VectorStore } from '../lib/search/open-store';
import { scan } from '../lib/search/stores/scan';
import { startMilvus } from '../tests/search/stores/milvus-server';
import { type Benchmark, FOLDER, readOptions } from './benchmark';
import { beside, type Figure } from './figures';
import { markdownTable } from './markdown-table';
import { type Peer, preparePython, startOwn, startPeer } from './python';
import { once, progress, quantile, timingOf } from './timing';

const PACKAGES = ['usearch==2.26.6', 'numpy==2.4.6'];
const USEARCH = PACKAGES[0].replace('==', ' ');
const MILVUS = 'Milvus 2.3.5';
const DATA = join(FOLDER, 'search-data');
const DIM = 64;
const K = 10;
const SMALL = 10_000;
const SIZES = [SMALL, 100_000];
/** The candidates that are asked for; 0 is an exact search. First what each takes by itself: usearch keeps what it was last asked for. */
const EFFORTS: Effort[] = [undefined, 0, 32, 64, 128, 256, 512, 1024];
type Effort = number | undefined;
/** Queries that one contender answers before it is the other's turn. */
const TURN = 50;
/** The share of the true neighbours that an approximate search is to find. */
const ENOUGH = 0.95;
const encoder = { dim: DIM, fingerprint: 'bench' };

export const benchmark: Benchmark = async args => {
  const { many, queries } = readOptions(args, { many: 1_000_000, queries: 500 });
  mkdirSync(DATA, { recursive: true });
  const python = preparePython('search', PACKAGES);
  const indexing = await measureIndexing();
  const figures = indexing;
  const results = [];
  for (const n of [...SIZES.filter(size => size < many), many]) {
    const problem = draw(n, queries);
    const found = n === SMALL ? [await measureScan(problem)] : [];
    const stores = await compareStores(python, problem);
    found.push(...stores.results);
    figures.push(...stores.figures, ...searchFigures(found));
    results.push(...found.map(({ times, ...result }) => result));
  }
  rmSync(DATA, { recursive: true, force: true });
  return { figures, packages: PACKAGES, results };
};

interface Problem {
  n: number;
  rows: Float32Array;
  queries: Float32Array[];
  /** The rows of the true neighbours, a set a query. */
  truth: Set<number>[];
}

function draw(n: number, count: number): Problem {
  progress(`${n.toLocaleString('en')} vectors`);
  const random = seededRandom('bench search');
  const concepts = Float32Array.from({ length: (n / K) * DIM }, () => random.normal());
  const rows = new Float32Array(n * DIM);
  for (let i = 0; i < n; i++) rows.set(nearConcept(concepts, random), i * DIM);
  const queries = Array.from({ length: count }, () => nearConcept(concepts, random));
  const truth = queries.map(query => new Set(plainNeighbours(rows, n, query)));
  writeFileSync(join(DATA, 'rows.bin'), rows);
  writeFileSync(join(DATA, 'queries.bin'), Buffer.concat(queries.map(query => Buffer.from(query.buffer))));
  return { n, rows, queries, truth };
}

/** A unit vector whose cosine with the direction of a random concept is about 0.78. */
function nearConcept(concepts: Float32Array, random: SeededRandom): Float32Array {
  const start = random.integer(concepts.length / DIM) * DIM;
  const vector = concepts.slice(start, start + DIM).map(value => value + 0.8 * random.normal());
  const length = Math.hypot(...vector);
  return vector.map(value => value / length);
}

/** The slow and plain way, which the scan is held against: all cosines, sorted. */
function plainNeighbours(rows: Float32Array, n: number, query: Float32Array): number[] {
  if (n > SMALL) return [...scan(rows, n, query, K).slots];
  const cosines = Float64Array.from({ length: n }, (_, row) => {
    let sum = 0;
    for (let i = 0; i < DIM; i++) sum += rows[row * DIM + i] * query[i];
    return sum;
  });
  const order = Array.from({ length: n }, (_, row) => row).sort((a, b) => cosines[b] - cosines[a]);
  return order.slice(0, K);
}

interface Result {
  name: string;
  n: number;
  effort: Effort;
  /** Milliseconds a query. */
  p50: number;
  p99: number;
  recall: number;
  times: number[];
}

function resultOf(name: string, { n, truth }: Problem, effort: Effort, times: number[], found: number[][]): Result {
  const right = found.reduce((sum, rows, i) => sum + rows.filter(row => truth[i].has(row)).length, 0);
  const recall = right / (K * truth.length);
  return { name, n, effort, p50: quantile(times, 0.5), p99: quantile(times, 0.99), recall, times };
}

async function measureScan(problem: Problem): Promise<Result> {
  const store = await openStore('memory:', encoder);
  await store.upsert(itemsOf(problem.rows));
  const times: number[] = [];
  let found: number[][] = [];
  for (let round = 0; round < 2; round++) {
    times.length = 0; // the first round warms up
    found = [];
    for (const query of problem.queries) {
      const begin = performance.now();
      const hits = await store.search(query, K);
      times.push(performance.now() - begin);
      found.push(hits.map(({ id }) => Number(id)));
    }
  }
  const result = resultOf('the scan', problem, 0, times, found);
  console.log(markdownTable(TITLES, [cells(result)]));
  return result;
}

async function compareStores(python: string, problem: Problem): Promise<{ results: Result[]; figures: Figure[] }> {
  const [folder, file] = [join(DATA, `lance-${problem.n}`), join(DATA, 'usearch.bin')];
  const milvus = await startMilvus();
  if (typeof milvus === 'string') console.log(`Without Milvus: ${milvus}`);
  try {
    const ownStores = {
      LanceDB: `lance:${folder}`,
      ...(typeof milvus === 'object' && { [MILVUS]: `${milvus.address}/bench` }),
    };
    return await compareContenders(problem, [
      ...Object.entries(ownStores).map(
        ([name, address]): Started => [name, () => startOwn('search_store.ts', [address, String(DIM)])],
      ),
      [USEARCH, () => startPeer(python, 'search_peer.py', [file])],
    ]);
  } finally {
    if (typeof milvus === 'object') await milvus.stop();
  }
}

/** A contender's name, and what starts it. */
type Started = [string, () => Peer];

async function compareContenders(problem: Problem, contenders: Started[]) {
  const built = [];
  for (const [name, start] of contenders) {
    progress(`${name} stores ${problem.n.toLocaleString('en')}`);
    const peer = start();
    const seconds = await peer.ask<{ store: number; index: number }>({
      method: 'build',
      data: join(DATA, 'rows.bin'),
      dim: DIM,
    });
    built.push({ name, n: problem.n, ...seconds, ...(await peer.ask<{ memory: number }>({ method: 'memory' })) });
    peer.stop();
  }
  const peers = contenders.map(([name, start]) => ({ name, peer: start() }));
  const results: Result[] = [];
  for (const effort of EFFORTS) {
    for (const { name, times, found } of await inTurns(peers, problem.queries.length, effort)) {
      const result = resultOf(name, problem, effort, times, found);
      results.push(result);
      console.log(`| ${cells(result).join(' | ')} |`);
    }
  }
  const memory: number[] = [];
  for (const { peer } of peers) {
    memory.push((await peer.ask<{ memory: number }>({ method: 'memory' })).memory);
    peer.stop();
  }
  const rows = built.map(({ name, store, index, memory: building }, i) => [
    `${name}, ${problem.n.toLocaleString('en')}`,
    store ? store.toFixed(1) : '',
    index.toFixed(1),
    Math.round(building),
    Math.round(memory[i]),
  ]);
  console.log(
    `\n${markdownTable(['building', 'storing, s', 'indexing, s', 'peak, MiB', 'peak when searching, MiB'], rows)}\n`,
  );
  const theirs = built[built.length - 1];
  const figures = built.slice(0, -1).map(({ name, index }): Figure => {
    const what = `building an index of ${problem.n.toLocaleString('en')} x ${DIM}, ${name}`;
    const peer = { peer: theirs.name, theirs: once(theirs.index), ratio: once(index / theirs.index) };
    return { what, unit: 's', ours: once(index), ...peer };
  });
  return { results, figures };
}

/**
 * For each of our own the exact search and the one with the least effort that finds 95 of 100 true neighbours, beside usearch's; and the
 * one with the effort that it takes by itself, beside usearch's that finds 95.
 */
function searchFigures(results: Result[]): Figure[] {
  const names = [...new Set(results.map(({ name }) => name))].filter(name => name !== USEARCH);
  const peers = results.filter(({ name }) => name === USEARCH);
  const exact = ({ effort }: Result) => effort === 0;
  const enough = ({ effort = 0, recall }: Result) => effort > 0 && recall >= ENOUGH;
  const byItself = ({ effort }: Result) => effort === undefined;
  const kinds = [
    { how: 'exact', own: exact, other: exact },
    { how: `at least ${100 * ENOUGH} % of the true ones`, own: enough, other: enough },
    { how: 'the effort left to the store', own: byItself, other: enough },
  ];
  return names.flatMap(name => {
    const mine = results.filter(result => result.name === name);
    return kinds.flatMap(({ how, ...kind }) => {
      const [own, other] = [mine.find(kind.own), peers.find(kind.other)];
      if (!own || !other) return [];
      const what = `ten nearest of ${own.n.toLocaleString('en')} x ${DIM}, ${how}, ${name}`;
      const found = [own, other].map(({ recall }) => `${(100 * recall).toFixed(1)} %`).join(' and ');
      const note = exact(own) ? undefined : found;
      return [
        beside(
          { what, unit: 'ms', note, headline: true },
          timingOf(name, own.times),
          timingOf(other.name, other.times),
        ),
      ];
    });
  });
}

async function inTurns(peers: { name: string; peer: Peer }[], queries: number, effort: Effort) {
  const answers = peers.map(({ name }) => ({ name, times: [] as number[], found: [] as number[][] }));
  const ask = ({ peer }: { peer: Peer }, first: number, count: number) =>
    peer.ask<{ times: number[]; found: number[][] }>({
      ...{ method: 'search', queries: join(DATA, 'queries.bin'), dim: DIM },
      ...{ first, count, effort },
    });
  for (const peer of peers) await ask(peer, 0, TURN); // warms up
  for (let first = 0; first < queries; first += TURN) {
    for (const [i, peer] of peers.entries()) {
      progress(`effort ${effort ?? 'its own'}, query ${first}`);
      const { times, found } = await ask(peer, first, Math.min(TURN, queries - first));
      answers[i].times.push(...times);
      answers[i].found.push(...found);
    }
  }
  return answers;
}

/** Seconds of indexing 10,000 items with their embeddings at hand, and of doing it again. */
async function measureIndexing(): Promise<Figure[]> {
  const random = seededRandom('bench indexing');
  const rows = Float32Array.from({ length: SMALL * DIM }, () => random.normal());
  for (let i = 0; i < SMALL; i++) {
    const row = rows.subarray(i * DIM, (i + 1) * DIM);
    const length = Math.hypot(...row);
    row.forEach((value, j) => {
      row[j] = value / length;
    });
  }
  const items = itemsOf(rows);
  const folder = join(DATA, 'indexing');
  rmSync(folder, { recursive: true, force: true });
  const measured = [];
  for (const address of ['memory:', `lance:${folder}`]) {
    const store = await openStore(address, encoder);
    const first = await indexAll(store, items);
    const again = await indexAll(store, items);
    if (again.embedded !== 0) throw new Error(`npm run bench: indexing again embedded ${again.embedded}, expected 0`);
    measured.push({ name: address.split(':')[0], seconds: first.seconds, again: again.seconds });
    await store.close();
  }
  const table = measured.map(({ name, seconds, again }) => [name, seconds.toFixed(2), again.toFixed(2)]);
  console.log(`${markdownTable(['indexing 10,000 items', 's', 'again, s'], table)}\n`);
  return measured.map(({ name, seconds, again }) => ({
    ...{ what: `indexing 10,000 items, ${name}`, unit: 's', ours: once(seconds) },
    note: `again: ${again.toFixed(2)} s`,
  }));
}

const indexAll = (store: VectorStore, items: StoredItem[]) =>
  indexItems(store, items, {
    wholeOf: {},
    embed: part => {
      const rows = new Float32Array(part.length * DIM);
      part.forEach(({ vector }, i) => {
        rows.set(vector, i * DIM);
      });
      return { rows, dim: DIM };
    },
  });

const itemsOf = (rows: Float32Array): StoredItem[] =>
  Array.from({ length: rows.length / DIM }, (_, i) => ({
    ...{ id: String(i), vector: rows.slice(i * DIM, (i + 1) * DIM) },
    ...{ modality: 'image', source: 'bench', title: `row ${i}`, label: '', hash: String(i) },
  }));

const TITLES = ['ten nearest', 'vectors', 'effort', 'p50, ms', 'p99, ms', 'recall@10'];

const cells = ({ name, n, effort, p50, p99, recall }: Result) => [
  name,
  n.toLocaleString('en'),
  effort === undefined ? 'its own' : effort || 'exact',
  p50.toFixed(2),
  p99.toFixed(2),
  recall.toFixed(4),
];
