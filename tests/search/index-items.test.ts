import { beforeEach, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { indexItems } from '../../lib/search/index-items';
import { openStore, type StoredItem, type VectorStore } from '../../lib/search/open-store';
import { DIM, direction, randomItems } from './stores/items';

let store: VectorStore;
let asked: string[];
beforeEach(async () => {
  store = await openStore('memory:', { dim: DIM, fingerprint: 'encoder' });
  asked = [];
});

/** Gives the vectors that the items have, and notes for which it was asked. */
const embed = (items: readonly StoredItem[]) => {
  asked.push(...items.map(({ id }) => id));
  const rows = new Float32Array(items.length * DIM);
  items.forEach(({ vector }, i) => {
    rows.set(vector, i * DIM);
  });
  return { rows, dim: DIM };
};

describe('indexItems', () => {
  test('stores every item with its vector, batch after batch, and tells how far it is', async () => {
    const items = randomItems(25);
    const done: number[] = [];
    const result = await indexItems(store, items, {
      embed,
      batch: 10,
      onProgress: progress => done.push(progress.done),
    });
    expect(result).toEqual({ embedded: 25, unchanged: 0, removed: 0, finished: true, seconds: expect.any(Number) });
    expect(done).toEqual([0, 10, 20, 25]);
    expect(await store.get(items.map(({ id }) => id))).toEqual(items);
  });

  test('embeds nothing a second time', async () => {
    const items = randomItems(25);
    await indexItems(store, items, { embed });
    asked = [];
    const done: number[] = [];
    const again = await indexItems(store, items, {
      embed,
      wholeOf: {},
      onProgress: progress => done.push(progress.done),
    });
    expect(again).toMatchObject({ embedded: 0, unchanged: 25, removed: 0, finished: true });
    expect(asked).toEqual([]);
    expect(done).toEqual([25]);
  });

  test.each<Partial<StoredItem>>([{ hash: 'another content' }, { title: 'another title' }, { source: 'elsewhere' }])(
    'embeds an item again that has changed in %j',
    async more => {
      const items = randomItems(25);
      await indexItems(store, items, { embed });
      asked = [];
      const later = [...items];
      later[7] = { ...items[7], ...more, vector: direction(0) };
      expect(await indexItems(store, later, { embed })).toMatchObject({ embedded: 1, unchanged: 24 });
      expect(asked).toEqual(['item-7']);
      expect(await store.get(['item-7'])).toEqual([later[7]]);
      expect(await store.count()).toBe(25);
    },
  );

  test('takes out what is gone, only from the part that the items are the whole of', async () => {
    const items = randomItems(24);
    await indexItems(store, items, { embed });
    expect(await indexItems(store, [], { embed })).toMatchObject({ removed: 0 });
    const images = items.filter(({ modality }) => modality === 'image');
    const result = await indexItems(store, images.slice(1), { embed, wholeOf: { modality: 'image' } });
    expect(result).toMatchObject({ embedded: 0, removed: 1 });
    expect(await store.get([images[0].id])).toEqual([]);
    expect(await store.count()).toBe(23);
    expect(await indexItems(store, items.slice(0, 2), { embed, wholeOf: {} })).toMatchObject({
      embedded: 1,
      removed: 22,
    });
    expect(await store.count()).toBe(2);
  });

  test('stops at a signal, removes nothing then, and goes on where it was', async () => {
    const items = randomItems(25);
    await store.upsert([{ ...randomItems(1, { prefix: 'old' })[0] }]);
    const stop = new AbortController();
    const onProgress = ({ done }: { done: number }) => done === 20 && stop.abort();
    const first = await indexItems(store, items, { embed, batch: 10, wholeOf: {}, onProgress, signal: stop.signal });
    expect(first).toMatchObject({ embedded: 20, removed: 0, finished: false });
    expect(await store.count()).toBe(21);
    const second = await indexItems(store, items, { embed, batch: 10, wholeOf: {} });
    expect(second).toMatchObject({ embedded: 5, unchanged: 20, removed: 1, finished: true });
    expect(asked).toEqual(items.map(({ id }) => id));
  });

  test('keeps what was stored when embedding fails, and goes on from there', async () => {
    const items = randomItems(25);
    const failing = (part: readonly StoredItem[]) => {
      if (part[0].id === 'item-20') throw new Error('out of memory');
      return embed(part);
    };
    await expect(indexItems(store, items, { embed: failing, batch: 10 })).rejects.toThrow('out of memory');
    expect(await store.count()).toBe(20);
    expect(await indexItems(store, items, { embed })).toMatchObject({ embedded: 5, unchanged: 20 });
  });

  test('takes a tensor and disposes it', async () => {
    await startEngine({ engine: 'cpu' });
    const items = randomItems(6);
    const before = tf.memory().numTensors;
    await indexItems(store, items, { embed: part => tf.tensor2d(embed(part).rows, [part.length, DIM]), batch: 4 });
    expect(tf.memory().numTensors).toBe(before);
    expect(await store.get(['item-5'])).toEqual([items[5]]);
  });

  test.each<[string, (items: readonly StoredItem[]) => { rows: Float32Array; dim: number }, string]>([
    ['too few rows', () => ({ rows: direction(0), dim: DIM }), 'rows of shape [1, 16] for 3 items, expected [3, 16]'],
    [
      'rows of another width',
      items => ({ rows: new Float32Array(items.length * 4).fill(0.5), dim: 4 }),
      'shape [3, 4]',
    ],
    [
      'rows of another length',
      items => ({ rows: embed(items).rows.map(value => 2 * value), dim: DIM }),
      'has length 2',
    ],
    ['NaN', items => ({ rows: embed(items).rows.fill(Number.NaN, 5, 6), dim: DIM }), 'holds NaN at row 0, column 5'],
  ])('says so when embed gives %s, and stores nothing', async (_, wrong, message) => {
    await expect(indexItems(store, randomItems(3), { embed: wrong })).rejects.toThrow(message);
    expect(await store.count()).toBe(0);
  });

  test('refuses a list with an id twice before anything is embedded', async () => {
    const items = randomItems(3);
    await expect(indexItems(store, [...items, items[1]], { embed })).rejects.toThrow(
      "indexItems: the id 'item-1' comes twice",
    );
    expect(asked).toEqual([]);
  });

  test.each([0, 1.5, Number.NaN])('refuses a batch of %d', async batch => {
    await expect(indexItems(store, [], { embed, batch })).rejects.toThrow(
      /indexItems: batch is .*expected a whole number/,
    );
  });
});
