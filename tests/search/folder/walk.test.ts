import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyOf, placeOf, shownName, shownPath } from '../../../lib/search/folder/file-key';
import { walkFolder } from '../../../lib/search/folder/walk';

let root: string;
let outside: string;
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'walk-')));
  outside = await realpath(await mkdtemp(join(tmpdir(), 'walk-outside-')));
});
afterAll(() => Promise.all([root, outside].map(folder => rm(folder, { recursive: true, force: true }))));

/** A folder with some files: a path that ends with / is a folder. */
async function folderOf(name: string, paths: readonly string[]): Promise<string> {
  const folder = join(root, name);
  await mkdir(folder);
  for (const path of paths) {
    await mkdir(join(folder, path, path.endsWith('/') ? '.' : '..'), { recursive: true });
    if (!path.endsWith('/')) await writeFile(join(folder, path), path);
  }
  return folder;
}

async function walked(folder: string, skip: string[] = []) {
  const files: string[] = [];
  const leftOut: Record<string, string> = {};
  const unread: string[] = [];
  const leaveOut = (key: string, reason: string) => {
    leftOut[shownPath(key)] = reason;
  };
  for await (const { key } of walkFolder(folder, { skip, leaveOut, unread: key => unread.push(key) })) files.push(key);
  return { files: files.sort(), leftOut, unread };
}

test('every file is come by once, with its size and its time, and hidden ones are left out', async () => {
  const folder = await folderOf('plain', ['a', 'b/c', 'b/d/e', 'empty/', '.hidden', 'b/.git/config', 'skipped/f']);
  expect(await walked(folder, ['skipped'])).toEqual({
    files: ['a', 'b/c', 'b/d/e'],
    leftOut: { '.hidden': 'hidden', 'b/.git': 'hidden' },
    unread: [],
  });
  for await (const { key, size, changed } of walkFolder(folder, { skip: ['b', 'skipped'] })) {
    expect([key, size, Date.now() - changed < 60_000]).toEqual(['a', 1, true]);
  }
});

test('links do not lead out, nor round in circles', async () => {
  const folder = await folderOf('links', ['a', 'b/c']);
  await writeFile(join(outside, 'secret'), 'secret');
  const links = {
    out: outside,
    'file-out': join(outside, 'secret'),
    up: '..',
    self: '.',
    loop: 'loop',
    gone: 'no',
    in: 'b',
    'b/root': '..',
  };
  for (const [name, target] of Object.entries(links)) await symlink(target, join(folder, name));
  expect(await walked(folder)).toEqual({
    files: ['a', 'b/c'],
    leftOut: {
      out: 'a symbolic link that leads out of the folder',
      'file-out': 'a symbolic link that leads out of the folder',
      up: 'a symbolic link that leads out of the folder',
      loop: 'a symbolic link that leads to itself',
      gone: 'a symbolic link that leads nowhere',
    },
    unread: [],
  });
});

test.skipIf(process.platform !== 'linux')('names need not be UTF-8, and stay what they are', async () => {
  const folder = await folderOf('bytes', ['é']);
  const name = Buffer.from([0x63, 0x61, 0x66, 0xe9]);
  await writeFile(Buffer.concat([Buffer.from(`${folder}/`), name]), 'x');
  const { files } = await walked(folder);
  expect(files).toEqual([keyOf(name), keyOf('é')]);
  expect(placeOf(folder, files[0]).subarray(-4)).toEqual(name);
  expect(shownName(files[0])).toBe('caf\ufffd');
});

test.skipIf(process.platform === 'win32')('what is no ordinary file is said, and keeps nobody waiting', async () => {
  const folder = await folderOf('pipes', ['a']);
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  expect(await walked(folder)).toMatchObject({
    files: ['a'],
    leftOut: { pipe: 'no ordinary file: a device, a pipe or a socket' },
  });
});

test('a folder that vanishes meanwhile is no longer there', async () => {
  expect(await walked(join(root, 'never-there'))).toEqual({ files: [], leftOut: {}, unread: [] });
});

test.skipIf(process.getuid?.() === 0)(
  'a folder that may not be read is said, and what it held is not known',
  async () => {
    const folder = await folderOf('denied', ['a', 'closed/b']);
    execFileSync('chmod', ['000', join(folder, 'closed')]);
    expect(await walked(folder)).toEqual({
      files: ['a'],
      leftOut: { closed: 'a folder that may not be read by you' },
      unread: ['closed'],
    });
    execFileSync('chmod', ['700', join(folder, 'closed')]);
  },
);
