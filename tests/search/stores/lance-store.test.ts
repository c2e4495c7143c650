import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../../lib/search/open-store';
import { testContract } from './contract';
import { DIM, direction, item, randomItems } from './items';

let root: string;
let opened = 0;
const freshFolder = () => join(root, `an index ${opened++}`);
const encoder = { dim: DIM, fingerprint: 'encoder-a' };
const open = (folder: string) => openStore(`lance:${folder}`, encoder);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lance-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

testContract({ name: 'LanceDB', freshAddress: () => `lance:${freshFolder()}`, lasting: true });

describe('a folder', () => {
  test('that holds something else is left alone', async () => {
    const folder = freshFolder();
    await mkdir(folder);
    await writeFile(join(folder, 'letter.txt'), 'dear');
    await expect(open(folder)).rejects.toThrow(
      /holds letter.txt and no index, expected a folder of its own; name another/,
    );
    expect(await readdir(folder)).toEqual(['letter.txt']);
  });

  test('that is a file is said to be none', async () => {
    const file = join(root, 'file');
    await writeFile(file, '');
    await expect(open(file)).rejects.toThrow('is no folder, expected a folder for the index; name another');
  });

  test('that is not named is asked for', async () => {
    await expect(open('')).rejects.toThrow('names no folder, expected lance:FOLDER');
  });

  test('that LanceDB made for somebody else is not taken for an index', async () => {
    const { connect } = await import('@lancedb/lancedb');
    const folder = freshFolder();
    const connection = await connect(folder);
    await connection.createTable('items', [{ id: 'a', other: 1 }]);
    await expect(open(folder)).rejects.toThrow('was not written by this course');
  });

  test('in which a process was killed while it made the index is no obstacle', async () => {
    const folder = freshFolder();
    await mkdir(join(folder, '.making-abc', 'items.lance'), { recursive: true });
    const store = await open(folder);
    await store.upsert([item('a', 0)]);
    expect(await store.count()).toBe(1);
  });

  test('in which many make the index at once has one, and nothing else', async () => {
    for (let round = 0; round < 10; round++) {
      const folder = freshFolder();
      const stores = await Promise.all([1, 2, 3, 4, 5].map(() => open(folder)));
      await Promise.all(stores.map((store, i) => store.upsert([item(`from ${i}`, i)])));
      expect(await stores[0].count()).toBe(5);
      expect((await readdir(folder)).filter(name => name.startsWith('.making-'))).toEqual([]);
    }
  });

  test.each<[string, (table: string) => Promise<void>]>([
    ['its versions', async table => rm(join(table, '_versions'), { recursive: true })],
    ['a version cut short', async table => overwriteAll(join(table, '_versions'), 'short')],
  ])('that has lost %s is said to be damaged, and not made anew', async (_, damage) => {
    const folder = freshFolder();
    const store = await open(folder);
    await store.upsert(randomItems(10));
    await store.close();
    await damage(join(folder, 'items.lance'));
    await expect(open(folder)).rejects.toThrow(/damaged.*remove the folder .* and index again/);
  });

  test.each<[string, (table: string) => Promise<void>]>([
    ['lost its vectors', async table => rm(join(table, 'data'), { recursive: true })],
    ['been overwritten', async table => overwriteAll(join(table, 'data'), 'something else')],
  ])('that has %s says so when it is searched', async (_, damage) => {
    const folder = freshFolder();
    const store = await open(folder);
    await store.upsert(randomItems(10));
    await store.close();
    await damage(join(folder, 'items.lance'));
    const again = await open(folder);
    await expect(again.search(direction(0), 3)).rejects.toThrow(/may be damaged; remove the folder .* and index again/);
  });

  test('is tidied up with the index: many small writes become one', async () => {
    const folder = freshFolder();
    const store = await open(folder);
    for (let i = 0; i < 20; i++) await store.upsert([item(`item ${i}`, i)]);
    await store.buildIndex();
    expect(await store.count()).toBe(20);
    expect((await store.search(direction(7), 1))[0].id).toBe('item 7');
  });
});

async function overwriteAll(folder: string, text: string): Promise<void> {
  for (const name of await readdir(folder)) await writeFile(join(folder, name), text);
}
