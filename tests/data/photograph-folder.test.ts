import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePhotographFolder } from '../../lib/data/photograph-folder';
import { loadPhotographFiles } from '../../lib/data/photographs';

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'photographs-'));
});
afterAll(() => rm(scratch, { recursive: true }));

test('a folder has photographs of different things, whose names say nothing, and the same ones each time', async () => {
  const folder = join(scratch, 'own');
  const { shows } = await makePhotographFolder({ folder, count: 5 });
  const files = (await readdir(folder)).sort();
  expect(files).toEqual(['IMG_0001.webp', 'IMG_0002.webp', 'IMG_0003.webp', 'IMG_0004.webp', 'IMG_0005.webp']);
  expect([...shows.keys()]).toEqual(files);
  expect(new Set(shows.values()).size).toBe(5);
  const known = await loadPhotographFiles('gcompris');
  for (const [file, name] of shows) {
    const bytes = await readFile(join(folder, file));
    expect(known.filter(one => Buffer.from(one.file).equals(bytes)).map(one => one.name)).toContain(name);
  }
  const { mtimeMs } = await stat(join(folder, files[0]));
  await writeFile(join(folder, files[1]), 'cut');
  const again = await makePhotographFolder({ folder, count: 5 });
  expect([...again.shows]).toEqual([...shows]);
  expect((await stat(join(folder, files[0]))).mtimeMs).toBe(mtimeMs);
  expect((await stat(join(folder, files[1]))).size).toBeGreaterThan(1000);
});
