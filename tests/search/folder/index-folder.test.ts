import { copyFile, mkdir, mkdtemp, readdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeWav } from '../../../lib/data/wav';
import { type FolderProgress, indexFolder } from '../../../lib/search/index-folder';
import { toyEmbedder } from './toy-embedder';

/** Pictures by name, of different looks: stripes of a colour, so wide. */
const PICTURES: Record<string, [colour: string, width: number]> = {
  red: ['#e01010', 3],
  green: ['#10e010', 5],
  blue: ['#1010e0', 9],
};
const pictures = new Map<string, Buffer>();
beforeAll(async () => {
  for (const [name, [colour, width]] of Object.entries(PICTURES)) {
    const stripe = { create: { width: width * 4, height: 60, channels: 3 as const, background: '#202020' } };
    const stripes = Array.from({ length: 12 }, (_, i) => ({ input: stripe, left: i * width * 9, top: 0 })).filter(
      ({ left }) => left + width * 4 <= 90,
    );
    const plain = sharp({ create: { width: 90, height: 60, channels: 3, background: colour } });
    pictures.set(name, await plain.composite(stripes).png().toBuffer());
  }
});

let root: string;
let folder: string;
let address: string;
const embedder = toyEmbedder();
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'index-folder-'));
  folder = join(root, 'photos');
  address = `lance:${join(root, 'index')}`;
  await mkdir(folder);
  embedder.embedded = 0;
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Puts a file into the folder, and makes it an hour old, so that its time counts. */
async function put(path: string, bytes: string | Uint8Array, age = 3600): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
  const time = Date.now() / 1000 - age;
  await utimes(file, time, time);
}
const picture = (name: string) => pictures.get(name)!;

/** Indexes, and tells what came of it; the index is closed again. */
async function indexed(options: Parameters<typeof indexFolder>[1] = {}) {
  embedder.embedded = 0;
  const search = await indexFolder(folder, { address, embedder, ...options });
  const { seconds, leftOut, ...report } = search.report;
  const items = [...search.items.values()].map(({ path, others }) => [path, ...others]).sort();
  const count = await search.store.count();
  await search.close();
  expect(seconds).toBeGreaterThan(0);
  const reasons = Object.fromEntries(leftOut.flatMap(({ reason, paths }) => paths.map(path => [path, reason])));
  return { report, items, reasons, count, embedded: embedder.embedded };
}
const NOTHING = { indexed: 0, unchanged: 0, moved: 0, duplicates: 0, removed: 0, near: 0, finished: true };

describe('an index follows its folder', () => {
  test('changed, moved, copied and removed files: only what is new is embedded', async () => {
    await put('red.png', picture('red'));
    await put('sub/green.png', picture('green'));
    await put('notes.md', '# Sea\n\nA boat.\n\nA whale.');
    const first = await indexed();
    expect(first).toMatchObject({ report: { ...NOTHING, indexed: 3 }, count: 4, embedded: 4 });
    expect(await indexed()).toMatchObject({ report: { ...NOTHING, unchanged: 3 }, count: 4, embedded: 0 });

    await rename(join(folder, 'sub/green.png'), join(folder, 'meadow.png'));
    await copyFile(join(folder, 'red.png'), join(folder, 'sub/again.png'));
    expect(await indexed()).toEqual({
      report: { ...NOTHING, unchanged: 2, moved: 1, duplicates: 1 },
      items: [['meadow.png'], ['notes.md'], ['notes.md'], ['red.png', 'sub/again.png']],
      ...{ reasons: {}, count: 4, embedded: 0 },
    });

    await put('notes.md', 'A boat alone.', 1800);
    await rm(join(folder, 'red.png'));
    await rm(join(folder, 'meadow.png'));
    expect(await indexed()).toEqual({
      report: { ...NOTHING, indexed: 1, unchanged: 1, removed: 2 },
      items: [['notes.md'], ['sub/again.png']],
      ...{ reasons: {}, count: 2, embedded: 1 },
    });
  });

  test('two files that swap their names are moved, and one that takes the place of another is not lost', async () => {
    await put('a.png', picture('red'));
    await put('b.png', picture('green'), 5000);
    await indexed();
    await rename(join(folder, 'a.png'), join(folder, 'c.png'));
    await rename(join(folder, 'b.png'), join(folder, 'a.png'));
    await rename(join(folder, 'c.png'), join(folder, 'b.png'));
    expect(await indexed()).toMatchObject({
      report: { ...NOTHING, moved: 2 },
      items: [['a.png'], ['b.png']],
      count: 2,
      embedded: 0,
    });
    await rename(join(folder, 'a.png'), join(folder, 'b.png'));
    expect(await indexed()).toMatchObject({ items: [['b.png']], count: 1, embedded: 0 });
  });

  test('a file that is touched is not embedded again; one that changes and keeps its size is', async () => {
    await put('a.txt', 'one word');
    await indexed();
    await put('a.txt', 'one word', 100);
    expect(await indexed()).toMatchObject({ report: { unchanged: 1 }, embedded: 0 });
    await put('a.txt', 'two word', 0);
    expect(await indexed()).toMatchObject({ report: { indexed: 1 }, embedded: 1 });
    await put('a.txt', 'six word', 0); // perhaps within the same tick of a coarse clock
    expect(await indexed()).toMatchObject({ report: { indexed: 1 }, count: 1, embedded: 1 });
  });

  test('a folder that was moved as a whole keeps its index', async () => {
    await put('a.png', picture('red'));
    await indexed();
    await rename(folder, join(root, 'pictures'));
    folder = join(root, 'pictures');
    expect(await indexed()).toMatchObject({ report: { ...NOTHING, unchanged: 1 }, embedded: 0 });
  });

  test('what was stored and not written down is found again; what is written down and not stored is made again', async () => {
    await put('a.png', picture('red'));
    await put('b.md', 'One.\n\nTwo.');
    await indexed();
    await rm(join(root, 'index/.files.jsonl'));
    expect(await indexed()).toMatchObject({ report: { indexed: 2 }, count: 3, embedded: 0 });
    await rm(join(root, 'index/items.lance'), { recursive: true });
    expect(await indexed()).toMatchObject({ report: { indexed: 2 }, count: 3, embedded: 3 });
    await rm(join(root, 'index/.files.jsonl'));
    await rm(join(folder, 'b.md'));
    expect(await indexed()).toMatchObject({ report: { indexed: 1 }, count: 1, embedded: 0 });
  });

  test('stopped, it keeps what is stored, and goes on from there', async () => {
    for (let i = 0; i < 80; i++) await put(`${i}.txt`, `word ${i}`);
    const stop = new AbortController();
    const told: FolderProgress[] = [];
    const onProgress = (progress: FolderProgress) => {
      told.push(progress);
      if (progress.done > 0) stop.abort();
    };
    const stopped = await indexed({ signal: stop.signal, onProgress });
    expect(stopped.report.finished).toBe(false);
    expect(stopped.count).toBeLessThan(80);
    expect(told[0]).toEqual({ done: 0, total: 80 });
    expect(told.at(-1)).toMatchObject({ done: stopped.count, total: 80, secondsLeft: expect.any(Number) });
    expect(await indexed()).toMatchObject({
      report: { unchanged: stopped.count, indexed: 80 - stopped.count },
      ...{ count: 80, embedded: 80 - stopped.count },
    });
  });
});

describe('a folder as it comes', () => {
  test('what is bad is said, and the rest is indexed; nothing in the folder is changed', async () => {
    await put('good.png', picture('red'));
    await put('like.jpg', await sharp(picture('red')).resize(300).jpeg({ quality: 80 }).toBuffer());
    await put('really a png.jpg', picture('green'));
    await put(
      'beep.wav',
      encodeWav(
        Float32Array.from({ length: 8_000 }, (_, i) => Math.sin(i / 5)),
        8_000,
      ),
    );
    await put('silent.wav', encodeWav(new Float32Array(8_000), 8_000));
    await put('empty.jpg', '');
    await put('cut.png', picture('blue').subarray(0, 200));
    await put(
      'tiny.png',
      await sharp({ create: { width: 3, height: 3, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    );
    await put('noise.jpg', 'no picture at all');
    await put('words.txt', 'some words');
    await put('latin1.txt', Buffer.from('caf\xe9 au lait', 'latin1'));
    await put('russian.txt', 'Привет');
    await put('binary.txt', Buffer.from([1, 0, 2]));
    await put('film.MP4', 'x');
    await put('raw.NEF', 'x');
    await put('sheet.xlsx', 'x');
    await put('broken.pdf', '%PDF-1.7\nnothing');
    await put('.secret/key.txt', 'secret');
    await mkdir(join(root, 'elsewhere'));
    await writeFile(join(root, 'elsewhere', 'red.png'), picture('red'));
    await symlink(join(root, 'elsewhere'), join(folder, 'leads out'));
    const before = await readdir(folder, { recursive: true });
    const { report, items, reasons } = await indexed();
    expect(report).toEqual({ ...NOTHING, indexed: 6, near: 1 });
    expect(items.map(([path]) => path)).toEqual([
      'beep.wav',
      'good.png',
      'latin1.txt',
      'like.jpg',
      'really a png.jpg',
      'words.txt',
    ]);
    expect(reasons).toEqual({
      'silent.wav': 'it is silent; expected something to hear',
      'empty.jpg': 'is empty',
      'cut.png': expect.stringContaining('is cut short or damaged'),
      'tiny.png': expect.stringContaining('is 3 x 3 pixels, expected at least 8 each way'),
      'noise.jpg': expect.stringContaining('is no picture that can be read here'),
      'russian.txt': expect.stringContaining('has no word in it that is read here'),
      'binary.txt': 'is no text, by its content',
      'film.MP4': 'a video',
      'raw.NEF': 'a RAW photograph; export it as JPEG',
      'sheet.xlsx': 'no picture, sound or text, by its name',
      'broken.pdf': expect.stringContaining('is a PDF that is cut short or damaged'),
      '.secret': 'hidden',
      'leads out': 'a symbolic link that leads out of the folder',
    });
    expect(await readdir(folder, { recursive: true })).toEqual(before);
    // what could not be read is not tried again, and is named again
    const second = await indexed();
    expect([second.report.unchanged, second.reasons, second.embedded]).toEqual([6, reasons, 0]);
  });

  test('names that are no UTF-8 are indexed and known again', async () => {
    await writeFile(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.txt')]), 'coffee');
    await writeFile(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe8]), Buffer.from('.txt')]), 'tea');
    expect(await indexed()).toMatchObject({ report: { indexed: 2 }, items: [['caf\ufffd.txt'], ['caf\ufffd.txt']] });
    expect(await indexed()).toMatchObject({ report: { ...NOTHING, unchanged: 2 }, embedded: 0 });
  });

  test('an index that lies in the folder is not indexed; one in its place is refused', async () => {
    await put('a.txt', 'word');
    address = `lance:${join(folder, 'index')}`;
    await indexed();
    await put('index/b.txt', 'not of the folder');
    expect(await indexed()).toMatchObject({ report: { ...NOTHING, unchanged: 1 }, reasons: {} });
    for (const place of [folder, root]) {
      await expect(indexFolder(folder, { address: `lance:${place}`, embedder })).rejects.toThrow(
        /the index would lie in .*; name another store/,
      );
    }
  });

  test('a folder that is none is said', async () => {
    await expect(indexFolder(join(root, 'no'), { address, embedder })).rejects.toThrow(
      `indexFolder: the folder ${join(root, 'no')} does not exist; is the path right?`,
    );
    await put('a.txt', 'word');
    await expect(indexFolder(join(folder, 'a.txt'), { address, embedder })).rejects.toThrow(
      'is a file, expected a folder',
    );
  });

  test('an empty folder has nothing to be found', async () => {
    const search = await indexFolder(folder, { address: 'memory:', embedder });
    expect([search.items.size, await search.find({ text: 'red' })]).toEqual([0, []]);
    await search.close();
  });
});

test('words find pictures by what they show and by their names, texts by their words; a picture finds its like', async () => {
  await put('red.png', picture('red'));
  await put('blue.png', picture('blue'));
  await put('holiday_2023/greenMeadow.png', picture('green'));
  await put('notes.md', '# Sea\n\nzzz yyy.\n\nThe whale sings.');
  await put(
    'beep.wav',
    encodeWav(
      Float32Array.from({ length: 8_000 }, (_, i) => Math.sin(i / 5)),
      8_000,
    ),
  );
  const search = await indexFolder(folder, { address: 'memory:', embedder });
  const paths = async (...[query, options]: Parameters<typeof search.find>) =>
    (await search.find(query, options)).map(({ id }) => search.items.get(id)!.path);
  const images = { filter: { modality: 'image' } as const };
  expect((await paths({ text: 'abba' }, images))[0]).toBe('red.png');
  expect((await paths({ text: 'stuv' }, images))[0]).toBe('blue.png');
  expect((await paths({ text: 'meadows in 2023' }, images))[0]).toBe('holiday_2023/greenMeadow.png');
  const [whale] = await search.find({ text: 'whales' });
  expect([whale.title, search.items.get(whale.id)!.at]).toEqual(['The whale sings.', 'Sea']);
  const [red] = (await search.find({ text: 'abba' }, { k: 1, ...images })).map(({ id }) => id);
  expect(await paths({ id: red }, { k: 1, ...images })).not.toContain('red.png');
  const like = await search.find(
    { picture: { pixels: Uint8Array.from({ length: 12 }, (_, i) => (i % 3 ? 1 : 250)), side: 2 } },
    { k: 9, ...images },
  );
  expect([like.length, search.items.get(like[0].id)!.path, like[0].similarity]).toEqual([
    3,
    'red.png',
    expect.closeTo(1, 1),
  ]);
  expect(await paths({ text: 'abba' }, { filter: { source: 'sound' } })).toEqual(['beep.wav']);
  await expect(search.find({ id: 'file/none' })).rejects.toThrow(RangeError);
  await search.close();
});
