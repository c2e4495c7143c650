import { MilvusClient } from '@zilliz/milvus2-sdk-node';
import { afterAll, describe, expect, test } from 'vitest';
import { loadConcepts } from '../../../lib/data/concepts';
import { openStore } from '../../../lib/search/open-store';
import { openSentenceSearch } from '../../../lib/search/sentence-search';
import { testNeighbours } from '../neighbours';
import { testContract } from './contract';
import { DIM, direction, item, randomItems } from './items';
import { testKills } from './killed';
import { startMilvus } from './milvus-server';

const server = await startMilvus();

if (typeof server === 'string') {
  test.skip(`Milvus: ${server}`, () => {});
} else {
  let opened = 0;
  const freshAddress = () => `${server.address}/items_${opened++}`;
  const encoder = { dim: DIM, fingerprint: 'encoder-a' };
  afterAll(() => server.stop());

  testContract({ name: 'Milvus', freshAddress, lasting: true });
  testNeighbours('Milvus', freshAddress);
  testKills('Milvus', freshAddress);

  describe('Milvus', () => {
    test('shows what was written to every read after it, not to the first alone', async () => {
      const store = await openStore(freshAddress(), encoder);
      for (let i = 0; i < 20; i++) {
        await store.upsert([item(`item ${i}`, i)]);
        for (let read = 0; read < 3; read++) expect((await store.search(direction(i), 1))[0].id).toBe(`item ${i}`);
        expect(await store.count()).toBe(i + 1);
      }
      await store.close();
    });

    test('lists more than fit on a page', async () => {
      const store = await openStore(freshAddress(), encoder);
      const items = randomItems(4_500);
      await store.upsert(items);
      const listed = await store.list({ source: ['noto', 'twemoji'] });
      expect(listed.map(({ id }) => id).sort()).toEqual(items.map(({ id }) => id).sort());
      await store.remove(items.slice(0, 1_500).map(({ id }) => id));
      expect(await store.count()).toBe(3_000);
      await store.close();
    });

    test("leaves somebody else's collection alone", async () => {
      const client = new MilvusClient({ address: server.address.slice('milvus://'.length) });
      await client.createCollection({ collection_name: 'theirs', dimension: DIM });
      await expect(openStore(`${server.address}/theirs`, encoder)).rejects.toThrow('was not written by this course');
      await client.closeConnection();
    });

    test('that is killed and started again has what it acknowledged, and the store goes on', async () => {
      const address = freshAddress();
      const store = await openStore(address, encoder);
      await store.upsert(randomItems(500));
      await server.kill();
      await expect(store.upsert([item('meanwhile', 0)])).rejects.toThrow(
        /upsert: no Milvus server answers at 127.0.0.1:\d+; start it, or correct the address/,
      );
      // The store has found nobody for so long that it would not look again for as long: the server's start takes a second or a minute.
      await new Promise(resolve => setTimeout(resolve, 20_000));
      await server.restart();
      const again = await openStore(address, encoder);
      expect(await again.count()).toBe(500);
      await store.upsert([item('afterwards', 0)]);
      expect((await store.search(direction(0), 1))[0].id).toBe('afterwards');
      await Promise.all([store.close(), again.close()]);
    });

    test('that wants a password says so, and takes the right one', async () => {
      const locked = await startMilvus({ password: true });
      if (typeof locked === 'string') throw new Error(locked);
      try {
        const address = `${locked.address}/items`;
        const refusal =
          /openStore: the Milvus server at 127.0.0.1:\d+ wants another user and password; pass them as token/;
        await expect(openStore(address, encoder)).rejects.toThrow(refusal);
        const wrong = await openStore(address, { ...encoder, token: 'root:guess' }).catch(error => error);
        expect(wrong.message).toMatch(refusal);
        expect(wrong.message).not.toContain('guess');
        const store = await openStore(address, { ...encoder, token: 'root:Milvus' });
        await store.upsert([item('a', 0)]);
        expect(await store.count()).toBe(1);
        await store.close();
        const concepts = (await loadConcepts()).slice(0, 20);
        const sentences = await openSentenceSearch(concepts, {
          ...{ address: `${locked.address}/captions`, token: 'root:Milvus' },
        });
        const [meant] = await sentences.meanings(concepts[7].name);
        expect(meant.concept).toBe(concepts[7].id);
        await sentences.close();
      } finally {
        await locked.stop();
      }
    });
  });
}
