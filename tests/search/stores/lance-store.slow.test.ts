import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../../lib/engine/seeds';
import { openStore } from '../../../lib/search/open-store';
import type { SearchOptions } from '../../../lib/search/stores/vector-store';
import { testNeighbours } from '../neighbours';
import { testKills } from './killed';
import { ENCODER, ITEMS } from './killed-items';

let root: string;
let opened = 0;
const freshAddress = () => `lance:${join(root, `index-${opened++}`)}`;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lance-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

testKills('LanceDB', freshAddress);
testNeighbours('LanceDB', freshAddress);

test('three processes that index the same items at once leave each once', async () => {
  const address = freshAddress();
  const script = join(__dirname, 'index-until-killed.ts');
  const run = () =>
    new Promise(resolve => {
      const child = spawn(process.execPath, ['--import', 'tsx', script, address], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      child.once('close', resolve);
    });
  expect(await Promise.all([run(), run(), run()])).toEqual([0, 0, 0]);
  const store = await openStore(address, ENCODER);
  expect((await store.list()).map(({ id }) => id).sort()).toEqual(ITEMS.map(({ id }) => id).sort());
  await store.close();
});

test('by default, more is looked at where more is stored', async () => {
  const [n, dim, asked] = [100_000, 32, 100];
  const random = seededRandom('many');
  const unitVector = () => {
    const vector = Float32Array.from({ length: dim }, () => random.normal());
    const length = Math.hypot(...vector);
    return vector.map(value => value / length);
  };
  const store = await openStore(freshAddress(), { dim, fingerprint: 'many' });
  const details = { modality: 'image', source: 'many', title: 'one of many', label: '', hash: '' } as const;
  await store.upsert(Array.from({ length: n }, (_, i) => ({ ...details, id: `${i}`, vector: unitVector() })));
  await store.buildIndex();
  const found = { fixed: 0, standard: 0 };
  for (let i = 0; i < asked; i++) {
    const query = unitVector();
    const truth = new Set((await store.search(query, 10, {}, { exact: true })).map(({ id }) => id));
    const count = async (options: SearchOptions) =>
      (await store.search(query, 10, {}, options)).filter(({ id }) => truth.has(id)).length / (10 * asked);
    found.fixed += await count({ effort: 128 });
    found.standard += await count({});
  }
  await store.close();
  expect(found.standard).toBeGreaterThan(found.fixed + 0.03);
  expect(found.standard).toBeGreaterThan(0.95);
});

// A small file system of its own in a namespace of its own: needs root, or a system that lets everybody have one.
const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0;

test.skipIf(!canMount)('a full disk is said to be full, and what was acknowledged is there', () => {
  const mounted = 'mount -t tmpfs -o size=3m none "$1" && "$2" --import tsx "$3" "$1/index"';
  const args = ['-rm', 'sh', '-c', mounted, 'sh', root, process.execPath, join(__dirname, 'fill-disk.ts')];
  const { stdout, stderr } = spawnSync('unshare', args, { encoding: 'utf8' });
  expect(stderr).toBe('');
  const { acknowledged, message, count } = JSON.parse(stdout);
  expect(acknowledged).toBeGreaterThan(0);
  expect(count).toBe(acknowledged);
  expect(message).toMatch(/^upsert: the disk is full; free some space. What was stored before is unchanged/);
});
