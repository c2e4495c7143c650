import { appendFile, mkdir, mkdtemp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLedger } from '../../../lib/search/folder/ledger';
import type { Entry } from '../../../lib/search/folder/ledger-index';

let root: string;
let made = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ledger-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const entry = (key: string, hash: string, size = 7): Entry => ({
  ...{ key, size, changed: 1 },
  content: { hash, modality: 'image', source: 'photograph', look: '00' },
});
const freshFile = () => join(root, `ledger-${made++}.jsonl`);
const keysOf = (ledger: { entries(): Iterable<Entry> }) => [...ledger.entries()].map(({ key }) => key).sort();

describe('a ledger', () => {
  test('keeps what was put in, and forgets what was taken out', async () => {
    const file = freshFile();
    const before = await openLedger(file, '/photos');
    await before.put([entry('caf\xe9.jpg', 'one'), entry('b', 'two'), entry('c', 'two')]);
    await before.put([{ key: 'd', size: 3, changed: 2, problem: 'is no picture' }]);
    await before.remove(['b']);
    await before.close();
    const after = await openLedger(file, '/photos');
    expect([...after.entries()]).toEqual([...before.entries()]);
    expect(keysOf(after)).toEqual(['c', 'caf\xe9.jpg', 'd']);
    expect([...after.withHash('two')!.files]).toEqual(['c']);
    expect([after.hasSize(7), after.hasSize(8), after.get('d')?.problem]).toEqual([true, false, 'is no picture']);
    await after.close();
  });

  test('a file with another content leaves the old one to the others that have it', async () => {
    const ledger = await openLedger(undefined, '/photos');
    await ledger.put([entry('a', 'one'), entry('b', 'one'), entry('c', 'two')]);
    await ledger.put([entry('a', 'two')]);
    expect([...ledger.contents()].map(({ content, files }) => [content.hash, [...files].sort()])).toEqual([
      ['one', ['b']],
      ['two', ['a', 'c']],
    ]);
    await ledger.put([entry('b', 'three')]);
    expect(ledger.withHash('one')).toBeUndefined();
    await ledger.put([{ key: 'b', size: 1, changed: 1, problem: 'is empty' }]);
    expect(ledger.withHash('three')).toBeUndefined();
  });

  test('a line that was cut short is no line, and does not spoil the next', async () => {
    const file = freshFile();
    const ledger = await openLedger(file, '/photos');
    await ledger.put([entry('a', 'one'), entry('b', 'two')]);
    await ledger.close();
    await truncate(file, (await readFile(file)).length - 12);
    const torn = await openLedger(file, '/photos');
    expect(keysOf(torn)).toEqual(['a']);
    await torn.put([entry('c', 'three')]);
    await torn.close();
    const mended = await openLedger(file, '/photos');
    expect(keysOf(mended)).toEqual(['a', 'c']);
    await mended.close();
  });

  test('lines that came to nothing do not grow for ever', async () => {
    const file = freshFile();
    const ledger = await openLedger(file, '/photos');
    for (let i = 0; i < 20; i++) await ledger.put(Array.from({ length: 100 }, (_, j) => entry(`file ${j}`, `${i}`)));
    await ledger.close();
    const again = await openLedger(file, '/photos');
    await again.close();
    expect((await readFile(file, 'utf8')).trim().split('\n').length).toBe(101);
    expect(keysOf(again).length).toBe(100);
  });

  test('belongs to one folder, wherever that was moved', async () => {
    const [here, there, other] = ['here', 'there', 'other'].map(name => join(root, name));
    await mkdir(here);
    await mkdir(other);
    const file = freshFile();
    const ledger = await openLedger(file, here);
    await ledger.put([entry('a', 'one')]);
    await ledger.close();
    await expect(openLedger(file, other)).rejects.toThrow(
      `indexFolder: the index belongs to the folder ${here}, expected ${other}; give each folder a store of its own`,
    );
    await rename(here, there);
    const moved = await openLedger(file, there);
    expect(keysOf(moved)).toEqual(['a']);
    await moved.close();
  });

  test('of another version is begun anew', async () => {
    const file = freshFile();
    await writeFile(file, '{"format":0,"folder":"/photos"}\n');
    await appendFile(file, `${JSON.stringify(entry('a', 'one'))}\n`);
    const ledger = await openLedger(file, '/photos');
    expect(keysOf(ledger)).toEqual([]);
    await ledger.put([entry('b', 'one')]);
    await ledger.close();
    const again = await openLedger(file, '/photos');
    expect(keysOf(again)).toEqual(['b']);
    await again.close();
  });

  test('that cannot be written is said', async () => {
    await expect(openLedger(root, '/photos')).rejects.toThrow(/^indexFolder: the list of files .* cannot be used: /);
  });
});
