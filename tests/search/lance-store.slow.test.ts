import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../lib/search/open-store';
import { testKills } from './killed';
import { ENCODER, ITEMS } from './killed-items';
import { testNeighbours } from './neighbours';

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
