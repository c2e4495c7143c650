import { ConsistencyLevelEnum } from '@zilliz/milvus2-sdk-node';
import {
  checkIds,
  checkItems,
  checkK,
  checkVector,
  DETAILS,
  detailsOf,
  effortOf,
  MOST_EFFORT,
  tooFew,
} from './check-items';
import { readMilvusAddress } from './milvus-address';
import { milvusExpression, oneOf, quoted } from './milvus-expression';
import { finishIndex, openCollection } from './milvus-server';
import type { StoreMark } from './store-mark';
import type { ItemDetails, StoredItem, VectorStore } from './vector-store';

/** Items of one call: a message to the server has at most 64 MB. */
const AT_ONCE = 1_000;
/** Items of one page of a list, and the most neighbours that Milvus gives. */
const PAGE = 4_000;
const MOST_NEIGHBOURS = 16_384;

/**
 * A store on a Milvus server (https://milvus.io), from one process to a cluster, for those who outgrow one machine.
 *
 * What this process has written, it sees at once; what others write, some seconds later at most (Milvus calls it bounded consistency). Its
 * index is a graph (HNSW) that the server keeps up by itself; an exact search looks at the most candidates that it can, 32,768, and what
 * is not in the graph yet is found nearly always (see buildIndex).
 * @param token 'USER:PASSWORD' or a key, where the server wants one
 * @throws Error when the server cannot be reached or the collection is another encoder's
 */
export async function milvusStore(address: string, mark: StoreMark, token?: string): Promise<VectorStore> {
  const { dim } = mark;
  const collection = await openCollection(readMilvusAddress(address), mark, token);
  const named = { collection_name: collection.name };
  let open = true;

  const ask: typeof collection.ask = (caller, work) => {
    if (!open)
      return Promise.reject(new Error(`${caller}: the store ${address} is closed; open it again with openStore`));
    return collection.ask(caller, work);
  };

  // A strong read waits for the server's next tick, a fifth of a second, and sees everything; those after it need not wait again until
  // something has been written.
  let writes = 1; // by others, before the store was opened
  let seen = 0;
  async function read<T>(work: (consistency: { consistency_level: ConsistencyLevelEnum }) => Promise<T>): Promise<T> {
    const now = writes;
    const { Strong, Bounded } = ConsistencyLevelEnum;
    const answer = await work({ consistency_level: seen < now ? Strong : Bounded });
    seen = Math.max(seen, now);
    return answer;
  }

  /** Items by an expression, up to `limit`, those with the smallest ids. */
  const query = async (caller: string, filter: string, fields: readonly string[], limit?: number) => {
    const wanted = { ...named, filter, output_fields: [...fields], ...(limit === undefined ? {} : { limit }) };
    return (await read(consistency => ask(caller, client => client.query({ ...wanted, ...consistency })))).data;
  };
  const count = async (caller: string, filter: string) =>
    Number((await query(caller, filter, ['count(*)']))[0]['count(*)']);

  return {
    address,
    dim,
    async upsert(items) {
      checkItems('upsert', items, dim);
      for (let i = 0; i < items.length; i += AT_ONCE) {
        const data = items.slice(i, i + AT_ONCE).map(item => ({ ...detailsOf(item), vector: Array.from(item.vector) }));
        await ask('upsert', client => client.upsert({ ...named, data }));
        writes++;
      }
    },
    async search(vector, k, filter = {}, options = {}) {
      checkVector('search', 'the query', vector, dim);
      checkK('search', k);
      const effort = effortOf('search', k, options);
      const wanted = {
        ...named,
        data: Array.from(vector),
        limit: Math.min(k, MOST_NEIGHBOURS),
        filter: milvusExpression('search', filter),
        output_fields: [...DETAILS],
        params: { ef: options.exact ? MOST_EFFORT : effort },
      };
      const { results } = await read(consistency =>
        ask('search', client => client.search({ ...wanted, ...consistency })),
      );
      if (results.length < k) {
        const stored = await count('search', '');
        if (k > stored) throw tooFew('search', k, stored);
      }
      return results.map(row => ({ ...detailsOf(row as unknown as ItemDetails), similarity: row.score }));
    },
    async get(ids) {
      checkIds('get', ids);
      const found: StoredItem[] = [];
      for (let i = 0; i < ids.length; i += AT_ONCE) {
        const rows = await query('get', oneOf('id', ids.slice(i, i + AT_ONCE)), [...DETAILS, 'vector']);
        found.push(...rows.map(row => ({ ...detailsOf(row as ItemDetails), vector: Float32Array.from(row.vector) })));
      }
      return found;
    },
    async list(filter = {}) {
      const expression = milvusExpression('list', filter);
      const found: ItemDetails[] = [];
      for (let last = ''; ; last = found[found.length - 1].id) {
        const after = `id > ${quoted(last)}`;
        const page = await query('list', expression ? `${after} and ${expression}` : after, DETAILS, PAGE);
        found.push(...page.map(row => detailsOf(row as ItemDetails)));
        if (page.length < PAGE) return found;
      }
    },
    async remove(ids) {
      checkIds('remove', ids);
      for (let i = 0; i < ids.length; i += AT_ONCE) {
        const filter = oneOf('id', ids.slice(i, i + AT_ONCE));
        await ask('remove', client => client.deleteEntities({ ...named, filter }));
        writes++;
      }
    },
    async count(filter = {}) {
      return count('count', milvusExpression('count', filter));
    },
    async buildIndex() {
      if (!open) await ask('buildIndex', async () => {});
      await finishIndex(collection);
    },
    async close() {
      if (open) await collection.client.closeConnection();
      open = false;
    },
  };
}
