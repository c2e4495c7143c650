import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPictures } from '../../lib/data/pictures';
import { sha256 } from '../../lib/data/sha256';
import { takePictures } from '../../lib/data/take-pictures';
import { openPretrained, type Pretrained } from '../../lib/encoders/pretrained';
import { startPretrained } from '../../lib/encoders/pretrained-process';
import { startEngine, type tf } from '../../lib/engine/index';
import { embedContents } from '../../lib/search/embed-content';
import { indexItems } from '../../lib/search/index-items';
import { type ItemDetails, openStore } from '../../lib/search/open-store';
import { openSearch } from '../../lib/search/search';
import { here } from '../setup/project';
import { blockPicture, installLibrary, TINY_CLIP, TINY_DIM, tinyExpected } from './tiny-clip';

const problem = await installLibrary();

/** The rows of a tensor, which is disposed. */
async function rowsOf(tensor: tf.Tensor2D): Promise<Float32Array[]> {
  const values = (await tensor.data()) as Float32Array;
  const [n, dim] = tensor.shape;
  tensor.dispose();
  return Array.from({ length: n }, (_, i) => values.slice(i * dim, (i + 1) * dim));
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a, (value, i) => value * b[i]).reduce((x, y) => x + y);

describe.skipIf(problem)('a pretrained CLIP, through the real library', () => {
  let folder: string;
  let clip: Pretrained;
  beforeAll(async () => {
    await startEngine();
    folder = mkdtempSync(path.join(tmpdir(), 'clip Übung '));
    clip = await openPretrained(TINY_CLIP);
  });
  afterAll(() => {
    clip.dispose();
    rmSync(folder, { recursive: true });
  });

  /** A copy of the tiny CLIP in which something is wrong. */
  function spoilt(name: string, spoil: (copy: string) => void): string {
    const copy = path.join(folder, name);
    cpSync(TINY_CLIP, copy, { recursive: true });
    spoil(copy);
    return copy;
  }

  test('gives the rows that PyTorch gives, for texts short and cut off, alone and together', async () => {
    const { texts } = tinyExpected();
    const together = await rowsOf(await clip.text.embed(texts.map(({ text }) => text)));
    for (const [i, { text, row }] of texts.entries()) {
      const [alone] = await rowsOf(await clip.text.embed([text]));
      expect(dot(together[i], row)).toBeGreaterThan(1 - 1e-6);
      expect(dot(alone, row)).toBeGreaterThan(1 - 1e-6);
    }
    expect(dot(together[0], texts[2].row)).toBeLessThan(0.9);
  });

  test('gives the rows that PyTorch gives, for pictures of its own side and of others', async () => {
    for (const { row, ...drawn } of tinyExpected().pictures) {
      const [seen] = await rowsOf(await clip.image.embed(blockPicture(drawn)));
      // Made larger, a picture's margin differs a little from Pillow's.
      expect(dot(seen, row)).toBeGreaterThan(drawn.side < 32 ? 1 - 3e-4 : 1 - 1e-6);
    }
  });

  test('keeps the contract of an encoder: dim, order, unit length, over more than a batch', async () => {
    expect([clip.image.modality, clip.text.modality, clip.dim]).toEqual(['image', 'text', TINY_DIM]);
    const pictures = Array.from({ length: 40 }, (_, i) => blockPicture({ side: 32, blocks: 4, seed: i }));
    const pixels = Uint8Array.from(pictures.flatMap(picture => [...picture.pixels]));
    const rows = await rowsOf(await clip.image.embed({ pixels, side: 32 }));
    expect(rows).toHaveLength(40);
    for (const row of rows) expect(dot(row, row)).toBeCloseTo(1, 5);
    const [last] = await rowsOf(await clip.image.embed(pictures[39]));
    expect(dot(last, rows[39])).toBeGreaterThan(1 - 1e-6);
    expect(dot(last, rows[38])).toBeLessThan(1 - 1e-4);
    const words = Array.from({ length: 130 }, (_, i) => `lion ${i}`);
    const [ofWords, [again]] = [
      await rowsOf(await clip.text.embed(words)),
      await rowsOf(await clip.text.embed(['lion 129'])),
    ];
    expect(dot(ofWords[129], again)).toBeGreaterThan(1 - 1e-6);
  });

  test.each([
    ['no texts', () => clip.text.embed([]), /text\.embed: texts is an empty array/],
    ['an empty text', () => clip.text.embed(['lion', ' \n']), /text 1 is empty/],
    ['no text', () => clip.text.embed(['lion', 7 as never]), /text 1 is 7, expected a string/],
    ['a book', () => clip.text.embed(['lion '.repeat(500)]), /text 0 has 2,500 characters, expected at most 2,000/],
    [
      'no pictures',
      () => clip.image.embed({ pixels: new Uint8Array(), side: 32 }),
      /pixels has 0 values, expected n x 3072/,
    ],
    ['half a picture', () => clip.image.embed({ pixels: new Uint8Array(3000), side: 32 }), /pixels has 3000 values/],
    ['pictures without a side', () => clip.image.embed({ pixels: new Uint8Array(3072) } as never), /side is undefined/],
    ['a tensor', () => clip.image.embed(undefined as never), /the pictures are undefined, expected \{ pixels/],
  ])('refuses %s, and goes on', async (_, ask, message) => {
    await expect(ask()).rejects.toThrow(message);
    expect(await rowsOf(await clip.text.embed(['lion']))).toHaveLength(1);
  });

  test.each(['onnx/text_model.onnx', 'onnx/vision_model.onnx', 'tokenizer.json'])(
    'refuses a model whose %s was cut short',
    async file => {
      const copy = spoilt(`cut ${path.basename(file)}`, where => truncateSync(path.join(where, file), 4000));
      await expect(openPretrained(copy)).rejects.toThrow(
        /cannot be used: .*if its files are damaged, fetch the model anew/s,
      );
    },
  );

  test.each([
    ['of another kind', '{"model_type":"bert"}', "it is a model of type 'bert', expected 'clip'"],
    ['with half a configuration', '{"model_', 'if its files are damaged, fetch the model anew'],
  ])('refuses a model %s', async (name, config, message) => {
    const copy = spoilt(name, where => writeFileSync(path.join(where, 'config.json'), config));
    await expect(openPretrained(copy)).rejects.toThrow(message);
  });

  test('has the fingerprint of its files: the same in another place, another with other weights', async () => {
    const moved = await openPretrained(spoilt('moved', () => {}));
    moved.dispose();
    expect(moved.fingerprint).toBe(clip.fingerprint);
    const other = await openPretrained(
      spoilt('other', copy => {
        const file = path.join(copy, 'tokenizer_config.json');
        writeFileSync(file, readFileSync(file, 'utf8').replace('32', '16'));
      }),
    );
    other.dispose();
    expect(other.fingerprint).not.toBe(clip.fingerprint);
  });

  test('whose process is killed, or that was disposed, says so to who waits and to who asks', async () => {
    const process_ = startPretrained(path.join(here, 'pretrained'));
    const files = ['config.json'];
    const open = { folder: TINY_CLIP, models: folder, host: 'http://127.0.0.1:9/', dtype: 'fp32', files };
    await process_.ask('open', open);
    process.kill(process_.pid!, 'SIGINT'); // Jupyter's square goes to the children too
    expect((await process_.ask('embedTexts', { texts: ['lion'] })).rows).toHaveLength(TINY_DIM);
    process.kill(process_.pid!, 'SIGSTOP'); // or it might answer before it is killed
    const waits = process_.ask('embedTexts', { texts: ['lion'] });
    process.kill(process_.pid!, 'SIGKILL');
    const asks = process_.ask('embedTexts', { texts: ['lion'] });
    const reason = 'its process ended with SIGKILL: most often because memory ran out';
    await Promise.all([waits, asks].map(answer => expect(answer).rejects.toThrow(reason)));
    await expect(process_.ask('embedTexts', { texts: ['lion'] })).rejects.toThrow('ended with SIGKILL');

    const brief = await openPretrained(TINY_CLIP);
    const [last] = [brief.text.embed(['lion']), brief.dispose()];
    await expect(last).rejects.toThrow('openPretrained: text.embed: it was disposed; open the model again');
    await expect(brief.image.embed(blockPicture({ side: 32, blocks: 4, seed: 1 }))).rejects.toThrow('it was disposed');
  });

  describe('from a hub', () => {
    let server: Server;
    let hub: string;
    let served: string[];
    beforeAll(async () => {
      server = createServer((request, response) => {
        const [, file] = /^\/tiny\/clip\/resolve\/main\/([\w./]+)$/.exec(request.url ?? '') ?? [];
        served.push(request.url ?? '');
        try {
          response.end(readFileSync(path.join(TINY_CLIP, file)));
        } catch {
          response.writeHead(404).end();
        }
      });
      await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
      hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      // The library as it is installed, and no models.
      process.env.COURSE_PRETRAINED = path.join(folder, 'pretrained');
      mkdirSync(process.env.COURSE_PRETRAINED);
      symlinkSync(path.join(here, 'pretrained', 'node_modules'), path.join(folder, 'pretrained', 'node_modules'));
    });
    afterAll(async () => {
      delete process.env.COURSE_PRETRAINED;
      await new Promise(done => server.close(done));
    });

    test('is fetched when it is asked for, once; then it needs no network', async () => {
      served = [];
      await expect(openPretrained('tiny/clip', { hub })).rejects.toThrow('is not on this machine');
      expect(served).toEqual([]);
      const files = new Set<string>();
      const fetched = await openPretrained('tiny/clip', {
        hub,
        download: true,
        onProgress: ({ file }) => files.add(file),
      });
      fetched.dispose();
      expect(fetched.fingerprint).toBe(clip.fingerprint);
      expect([...files]).toEqual(expect.arrayContaining(['onnx/text_model.onnx', 'onnx/vision_model.onnx']));
      served = [];
      for (const options of [{ hub }, { hub, download: true }]) (await openPretrained('tiny/clip', options)).dispose();
      expect(served).toEqual([]);
    });

    test('that has no such model, or that cannot be reached: says so', async () => {
      const options = { download: true, hub };
      await expect(openPretrained('tiny/none', options)).rejects.toThrow(
        /the hub has no tiny\/none, or not in the format/,
      );
      const nowhere = { download: true, hub: 'http://127.0.0.1:9' };
      await expect(openPretrained('tiny/none', nowhere)).rejects.toThrow(
        /the hub http:\/\/127\.0\.0\.1:9\/ cannot be reached .*connect, or name a folder/,
      );
    });
  });

  test('takes the place of the towers in the search, and its index is refused to other encoders', async () => {
    const drawings = await loadPictures('noto', { side: 48 });
    const items = Array.from({ length: 50 }, (_, i) => {
      const picture = takePictures(drawings, [i * 20]);
      const details: ItemDetails = {
        ...{ id: `noto/${i}`, modality: 'image', source: 'noto', title: drawings.captions[i * 20] },
        ...{ label: '', hash: sha256(picture.pixels) },
      };
      return { ...details, content: { picture } };
    });
    const address = `lance:${path.join(folder, 'index')}`;
    const embed = (part: typeof items) =>
      embedContents(
        clip,
        part.map(({ content }) => content),
      );
    const store = await openStore(address, clip);
    expect(await indexItems(store, items, { embed })).toMatchObject({ embedded: 50, finished: true });
    expect(await indexItems(store, items, { embed })).toMatchObject({ embedded: 0, unchanged: 50 });
    const search = openSearch(store, clip);
    const [same] = await search.find(items[7].content, { k: 1 });
    expect([same.id, same.similarity > 0.999]).toEqual(['noto/7', true]);
    // The words' order is the model's own: the cosines of its rows.
    const [words] = await rowsOf(await clip.text.embed(['a photo of a lion']));
    const rows = await rowsOf(await embed(items));
    const cosines = rows.map(row => dot(row, words));
    const best = [...cosines.keys()].sort((a, b) => cosines[b] - cosines[a])[0];
    const [hit] = await search.find({ text: 'a photo of a lion' }, { k: 1 });
    expect(hit.id).toBe(`noto/${best}`);
    expect(hit.similarity).toBeCloseTo(cosines[best], 4);
    const sound = { samples: new Float32Array(8000), rate: 8000 };
    await expect(search.find({ sound })).rejects.toThrow('these encoders know none');
    await store.close();
    await expect(openStore(address, { dim: TINY_DIM, fingerprint: 'another' })).rejects.toThrow(
      'written by another encoder',
    );
  });
});
