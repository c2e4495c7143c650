import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { seededRandom } from '../../../lib/engine/seeds';
import { openStore, type StoredItem, type VectorStore } from '../../../lib/search/open-store';
import { DIM, direction, item, randomItems, unitVector } from './items';

/** A kind of store, for the tests that every kind must pass. */
export interface StoreKind {
  name: string;
  /** An address where nothing has been stored. */
  freshAddress(): string;
  /** Whether it is still there when it is opened again. */
  lasting: boolean;
}

const FINGERPRINT = 'encoder-a';
const ids = (hits: { id: string }[]) => hits.map(({ id }) => id);

/** What a store promises, whichever it is. */
export function testContract({ name, freshAddress, lasting }: StoreKind): void {
  const opened: VectorStore[] = [];
  const open = async (address = freshAddress(), options = {}) => {
    const store = await openStore(address, { dim: DIM, fingerprint: FINGERPRINT, ...options });
    opened.push(store);
    return store;
  };
  afterAll(() => Promise.all(opened.map(store => store.close())));

  describe(`${name}: what is stored`, () => {
    test('is found by its direction, the nearest first, with the cosine and all details', async () => {
      const store = await open();
      const lion = item('lion', 10, {
        modality: 'audio',
        source: 'tuxpaint',
        title: 'a lion',
        label: '1F981',
        hash: 'x',
      });
      await store.upsert([item('far', 90), lion, item('opposite', 180)]);
      const hits = await store.search(direction(0), 3);
      expect(ids(hits)).toEqual(['lion', 'far', 'opposite']);
      expect(hits[0]).toEqual({
        ...{ id: 'lion', modality: 'audio', source: 'tuxpaint', title: 'a lion', label: '1F981', hash: 'x' },
        similarity: expect.closeTo(Math.cos(Math.PI / 18), 5),
      });
      expect(hits[1].similarity).toBeCloseTo(0, 5);
      expect(hits[2].similarity).toBeCloseTo(-1, 5);
    });

    test('comes back from get as it went in, and nothing for an id that is not there', async () => {
      const store = await open();
      const items = randomItems(30);
      await store.upsert(items);
      const found = await store.get(['item-7', 'nobody', 'item-23', 'item-7']);
      expect(found.sort((a, b) => a.id.localeCompare(b.id))).toEqual([items[23], items[7]]);
      expect(await store.get([])).toEqual([]);
    });

    test('is listed and counted, whole and by filter', async () => {
      const store = await open();
      const items = randomItems(40);
      expect(await store.count()).toBe(0);
      expect(await store.list()).toEqual([]);
      await store.upsert(items);
      expect(await store.count()).toBe(40);
      expect(await store.count({ modality: 'text' })).toBe(10);
      expect(ids(await store.list()).sort()).toEqual(ids(items).sort());
      const { vector: _, ...details } = items[9];
      expect(await store.list({ modality: 'text', source: 'twemoji', label: 'label 9' })).toEqual([details]);
    });

    test('is there once however often it is put in, and a later one takes its place', async () => {
      const store = await open();
      const items = randomItems(50);
      await store.upsert(items);
      await store.upsert(items);
      await store.upsert([{ ...items[3], vector: direction(0), title: 'moved', modality: 'video' }]);
      expect(await store.count()).toBe(50);
      const [nearest] = await store.search(direction(0), 1);
      expect(nearest).toMatchObject({ id: 'item-3', title: 'moved', modality: 'video' });
      expect(nearest.similarity).toBeCloseTo(1, 5);
      expect(ids(await store.list()).sort()).toEqual(ids(items).sort());
    });

    test('leaves when it is removed, and what was never there does no harm', async () => {
      const store = await open();
      const items = randomItems(20);
      await store.upsert(items);
      await store.remove(['item-0', 'item-19', 'nobody']);
      await store.remove([]);
      expect(ids(await store.list()).sort()).toEqual(ids(items.slice(1, 19)).sort());
      expect(ids(await store.search(items[0].vector, 18))).not.toContain('item-0');
      for (const { id, vector } of items.slice(1, 19)) expect((await store.search(vector, 1))[0].id).toBe(id);
      await store.upsert([items[0]]);
      expect((await store.search(items[0].vector, 1))[0].id).toBe('item-0');
    });

    test('is complete when several writes run at once', async () => {
      const store = await open();
      const items = randomItems(60);
      const parts = [items.slice(0, 30), items.slice(20, 50), items.slice(30, 60)];
      await Promise.all(parts.map(part => store.upsert(part)));
      expect(ids(await store.list()).sort()).toEqual(ids(items).sort());
    });

    test('may be nothing: an empty upsert changes nothing', async () => {
      const store = await open();
      await store.upsert([]);
      expect(await store.count()).toBe(0);
    });
  });

  describe(`${name}: a search`, () => {
    let store: VectorStore;
    let items: StoredItem[];
    beforeEach(async () => {
      if (store) return;
      items = randomItems(400);
      store = await open();
      await store.upsert(items);
    });

    test('gives the neighbours of a plain sort by cosine', async () => {
      const random = seededRandom('queries');
      for (let i = 0; i < 10; i++) {
        const query = unitVector(random);
        const expected = sortedByCosine(items, query).slice(0, 10);
        const hits = await store.search(query, 10, {}, { exact: true });
        expect(ids(hits)).toEqual(expected.map(({ id }) => id));
        for (const [i, { similarity }] of hits.entries()) expect(similarity).toBeCloseTo(expected[i].similarity, 5);
      }
    });

    test('looks only at what its filter names, by one value or several', async () => {
      const query = unitVector();
      const wanted = items.filter(
        ({ modality, source }) => (modality === 'image' || modality === 'audio') && source === 'twemoji',
      );
      const hits = await store.search(query, 25, { modality: ['image', 'audio'], source: 'twemoji' });
      expect(ids(hits)).toEqual(ids(sortedByCosine(wanted, query)).slice(0, 25));
    });

    test('gives fewer than k only where the filter leaves fewer', async () => {
      expect(await store.search(unitVector(), 10, { source: 'nowhere' })).toEqual([]);
      const hits = await store.search(unitVector(), 400, { modality: 'video', label: 'label 3' });
      expect(hits).toHaveLength(
        items.filter(({ modality, label }) => modality === 'video' && label === 'label 3').length,
      );
    });

    test.each([
      ["it's", '"'],
      ['" or modality != "x', "' OR '1'='1"],
      ["'; DROP TABLE items; --", '\\" or id like "%'],
      ['\\', '%'],
      ["') OR (1=1", '{}'],
      ['Löwe 🦁', '\\u0041'],
      ['tab\tand\nline', "''"],
    ])('takes %j and %j for what they are, in filters and in ids', async (source, id) => {
      const hostile = [item(`id ${id}`, 20, { source, label: id }), item(id, 30, { source: 'plain', label: source })];
      const other = await open();
      await other.upsert([...hostile, item('bystander', 0)]);
      expect(ids(await other.search(direction(0), 3, { source }))).toEqual([`id ${id}`]);
      expect(ids(await other.search(direction(0), 3, { label: [source, id] }))).toEqual([`id ${id}`, id]);
      expect(await other.count({ source: `${source} ` })).toBe(0);
      expect(await other.get([id])).toEqual([hostile[1]]);
      await other.remove([id]);
      expect(ids(await other.list()).sort()).toEqual(['bystander', `id ${id}`].sort());
    });

    test('finds nearly all neighbours through an approximate index, more with more effort, and what came after it', async () => {
      const many = randomItems(2500, { seed: 'many', prefix: 'many' });
      const large = await open();
      await large.upsert(many.slice(0, 2400));
      await large.buildIndex();
      await large.upsert(many.slice(2400));
      expect((await large.search(many[2450].vector, 1))[0].id).toBe('many-2450');
      const rare = { label: 'label 3', modality: 'video', source: 'twemoji' } as const;
      const few = await large.search(unitVector(), 10, rare, { effort: 10 });
      expect(few.map(({ label, modality, source }) => ({ label, modality, source }))).toEqual(Array(10).fill(rare));
      const random = seededRandom('effort');
      const found = { least: 0, standard: 0, exact: 0 };
      for (let i = 0; i < 40; i++) {
        const query = unitVector(random);
        const truth = new Set(ids(sortedByCosine(many, query)).slice(0, 10));
        const share = async (options: object) =>
          (await large.search(query, 10, {}, options)).filter(({ id }) => truth.has(id)).length / 400;
        found.least += await share({ effort: 10 });
        found.standard += await share({});
        found.exact += await share({ exact: true });
      }
      expect(found.exact).toBeCloseTo(1, 9);
      expect(found.standard).toBeGreaterThan(0.95);
      expect(found.standard).toBeGreaterThanOrEqual(found.least);
    });
  });

  describe(`${name}: what is wrong is said, and nothing is stored`, () => {
    let store: VectorStore;
    beforeEach(async () => {
      if (store) return;
      store = await open();
      await store.upsert([item('a', 0), item('b', 90)]);
    });
    const long = 'ü'.repeat(200);

    test.each<[string, Partial<StoredItem>, string]>([
      ['another length', { vector: new Float32Array(DIM + 1) }, `has ${DIM + 1} numbers, expected ${DIM}`],
      ['NaN', { vector: direction(0).fill(Number.NaN, 3, 4) }, 'holds NaN at position 3, expected finite numbers'],
      ['an infinite number', { vector: direction(0).fill(Infinity, 2, 3) }, 'holds Infinity at position 2'],
      ['not unit length', { vector: direction(0).map(value => value * 1.01) }, 'has length 1.010, expected 1'],
      ['zeros', { vector: new Float32Array(DIM) }, 'has length 0.000, expected 1'],
      ['an array of another kind', { vector: [1, 0] as never }, 'expected a Float32Array of 16 numbers'],
      ['an empty id', { id: '' }, 'the id of items[1] is empty'],
      ['an id that is too long', { id: long }, 'id of items[1] has 400 bytes, expected at most 256'],
      ['a number for a title', { title: 7 as never }, 'title of items[1] is 7, expected a text'],
      ['half of a character', { title: '\ud83e' }, 'holds a control character or half of a character'],
      ['a zero byte', { source: 'a\0b' }, 'holds a control character'],
      ['an unknown modality', { modality: 'smell' as never }, "has modality 'smell', expected one of image, text"],
      ['an id that comes twice', { id: 'new' }, "the id 'new' comes twice, expected each once"],
    ])('an item with %s', async (_, wrong, message) => {
      const items = [item('new', 45), { ...item('wrong', 45), ...wrong }];
      await expect(store.upsert(items)).rejects.toThrow(message);
      expect(ids(await store.list()).sort()).toEqual(['a', 'b']);
    });

    test.each<[string, () => Promise<unknown>, string]>([
      ['of another length', () => store.search(new Float32Array(3), 1), 'the query has 3 numbers, expected 16'],
      ['with NaN', () => store.search(direction(Number.NaN), 1), 'holds NaN at position 0'],
      ['of another length than 1', () => store.search(direction(0).fill(1), 1), 'has length 4.000, expected 1'],
      ['for no neighbours', () => store.search(direction(0), 0), 'k is 0, expected a whole number from 1'],
      ['for half a neighbour', () => store.search(direction(0), 1.5), 'k is 1.5, expected a whole number'],
      ['for more than there are', () => store.search(direction(0), 3), 'k is 3, expected at most 2, as many items as'],
      [
        'by a field that is none',
        () => store.search(direction(0), 1, { colour: 'red' } as never),
        "the filter names 'colour', expected one or more of modality, source, label",
      ],
      ['by text', () => store.search(direction(0), 1, "modality = 'x'" as never), 'expected an object such as'],
      [
        'by no value',
        () => store.search(direction(0), 1, { source: [] }),
        'has no value for source, expected at least',
      ],
      [
        'by a value that is no text',
        () => store.search(direction(0), 1, { source: { $ne: '' } as never }),
        "the filter's source is an object, expected a text",
      ],
      [
        'with too little effort',
        () => store.search(direction(0), 2, {}, { effort: 1 }),
        'effort is 1, expected a whole',
      ],
    ])('a query %s', async (_, query, message) => {
      await expect(query()).rejects.toThrow(message);
    });

    test('a search in an empty store', async () => {
      const empty = await open();
      await expect(empty.search(direction(0), 5)).rejects.toThrow(
        'search: the store is empty, expected at least k = 5 items; index some first',
      );
    });

    test('a call after close', async () => {
      const closed = await open();
      await closed.close();
      await closed.close();
      await expect(closed.count()).rejects.toThrow(/is closed; open it again with openStore/);
      await expect(closed.upsert([item('a', 0)])).rejects.toThrow(/is closed/);
    });
  });

  describe.runIf(lasting)(`${name}: opened again`, () => {
    test('has what was stored, and what is written through one is seen through the other', async () => {
      const address = freshAddress();
      const first = await open(address);
      await first.upsert(randomItems(100));
      const second = await open(address);
      expect(await second.count()).toBe(100);
      await second.remove(['item-5']);
      await second.upsert([item('late', 0)]);
      const third = await open(address);
      expect(await third.count()).toBe(100);
      expect((await third.search(direction(0), 1))[0].id).toBe('late');
    });

    test('refuses another encoder and another dimension, and keeps what is there', async () => {
      const address = freshAddress();
      await (await open(address)).upsert([item('a', 0)]);
      await expect(open(address, { fingerprint: 'encoder-b' })).rejects.toThrow(
        /was written by another encoder: its fingerprint is 'encoder-a', expected 'encoder-b'.*index again/,
      );
      await expect(open(address, { dim: DIM + 1 })).rejects.toThrow(
        `holds vectors of ${DIM} numbers, expected ${DIM + 1}`,
      );
      expect(await (await open(address)).count()).toBe(1);
    });

    test('is one store when several open a new one at once', async () => {
      const address = freshAddress();
      const stores = await Promise.all([open(address), open(address), open(address)]);
      await Promise.all(stores.map((store, i) => store.upsert([item(`from ${i}`, i)])));
      expect(await (await open(address)).count()).toBe(3);
    });
  });
}

function sortedByCosine(items: StoredItem[], query: Float32Array): (StoredItem & { similarity: number })[] {
  return items
    .map(stored => ({ ...stored, similarity: stored.vector.reduce((sum, value, i) => sum + value * query[i], 0) }))
    .sort((a, b) => b.similarity - a.similarity);
}
