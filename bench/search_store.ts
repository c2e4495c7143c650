/**
 * One of the course's stores, in a process of its own: search_store.ts ADDRESS DIM, with an address as `openStore` takes it
 *
 * Answers each line {"method": "build", "data": file, "dim": d} with the seconds of storing and of indexing; {"method": "search",
 * "queries": file, "first": i, "count": c, "effort": e} with the milliseconds and the ten rows of each query (effort 0: exactly; none: as
 * the store takes it); {"method": "memory"} with the peak so far in MiB. Files hold float32. A row's id is its number.
 */
import { openSync, readFileSync, readSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { openStore, type StoredItem, type VectorStore } from '../lib/search/open-store';

const K = 10;
const AT_ONCE = 50_000;

interface Question {
  method: 'build' | 'search' | 'memory';
  data: string;
  queries: string;
  dim: number;
  first: number;
  count: number;
  effort?: number;
}

async function build(store: VectorStore, { data, dim }: Question) {
  const n = statSync(data).size / 4 / dim;
  const file = openSync(data, 'r');
  const begin = performance.now();
  for (let first = 0; first < n; first += AT_ONCE) {
    const rows = new Float32Array(Math.min(AT_ONCE, n - first) * dim);
    readSync(file, rows, { position: 4 * first * dim });
    await store.upsert(
      Array.from({ length: rows.length / dim }, (_, i) => item(first + i, rows.subarray(i * dim, (i + 1) * dim))),
    );
  }
  const stored = performance.now();
  await store.buildIndex();
  return { store: (stored - begin) / 1000, index: (performance.now() - stored) / 1000 };
}

const item = (row: number, vector: Float32Array): StoredItem => ({
  id: String(row),
  vector,
  modality: 'image',
  source: 'bench',
  title: `row ${row}`,
  label: '',
  hash: String(row),
});

async function search(store: VectorStore, { queries, dim, first, count, effort }: Question) {
  const bytes = readFileSync(queries);
  const rows = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const times: number[] = [];
  const found: number[][] = [];
  for (let i = first; i < first + count; i++) {
    const query = rows.slice(i * dim, (i + 1) * dim);
    const begin = performance.now();
    const hits = await store.search(query, K, {}, effort === 0 ? { exact: true } : { effort });
    times.push(performance.now() - begin);
    found.push(hits.map(({ id }) => Number(id)));
  }
  return { times, found };
}

async function main([address, dim]: string[]): Promise<void> {
  const store = await openStore(address, { dim: Number(dim), fingerprint: 'bench' });
  for await (const line of createInterface({ input: process.stdin })) {
    const question = JSON.parse(line) as Question;
    const answers = {
      build: () => build(store, question),
      search: () => search(store, question),
      memory: async () => ({ memory: process.resourceUsage().maxRSS / 1024 }),
    };
    console.log(JSON.stringify(await answers[question.method]()));
  }
  await store.close();
}

main(process.argv.slice(2));
