import { appendFile, mkdtemp, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LeftOut, readWhole } from '../../../lib/search/folder/read-whole';

let root: string;
let file: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'read-whole-'));
  file = join(root, 'file');
});
afterAll(() => rm(root, { recursive: true, force: true }));

const read = (path: string, judge: (head: Buffer) => Promise<void> = async () => {}) =>
  readWhole(Buffer.from(path), judge);

test('every byte is read, after its first ones were looked at', async () => {
  const bytes = Buffer.from(Array.from({ length: 10_000 }, (_, i) => i % 251));
  await writeFile(file, bytes);
  let head = Buffer.alloc(0);
  const whole = await read(file, async first => {
    head = first;
  });
  expect(whole).toMatchObject({ bytes, size: 10_000 });
  expect(head).toEqual(bytes.subarray(0, 4_100));
});

test.each([
  ['grows', () => appendFile(file, 'more')],
  ['shrinks', () => truncate(file, 5)],
  ['is written over', () => utimes(file, 1, 1)],
])('a file that %s while it is read is left out for this time', async (_, change) => {
  await writeFile(file, 'x'.repeat(9_000));
  const problem = await read(file, change).catch(error => error);
  expect(problem).toBeInstanceOf(LeftOut);
  expect([problem.message, problem.fleeting]).toEqual([
    'changed while it was read; index again when it is at rest',
    true,
  ]);
});

test('what cannot be read is said', async () => {
  await writeFile(file, '');
  await expect(read(file)).rejects.toMatchObject({ message: 'is empty', fleeting: false });
  await expect(read(join(root, 'no'))).rejects.toMatchObject({ message: 'vanished meanwhile', fleeting: true });
  await expect(read(root)).rejects.toMatchObject({ message: 'is no ordinary file any more', fleeting: true });
  await symlink(file, join(root, 'link'));
  await expect(read(join(root, 'link'))).rejects.toMatchObject({ message: 'became a symbolic link meanwhile' });
  await writeFile(file, '');
  await truncate(file, 201e6);
  await expect(read(file)).rejects.toMatchObject({ message: 'is larger than 200 MB', fleeting: false });
});
