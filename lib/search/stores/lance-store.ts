import { Index } from '@lancedb/lancedb';
import {
  checkIds,
  checkItems,
  checkK,
  checkVector,
  DEFAULT_EFFORT,
  DETAILS,
  detailsOf,
  effortOf,
  tooFew,
} from './check-items';
import { explainLance, untilUndisturbed } from './lance-folder';
import { lancePredicate, oneOf } from './lance-predicate';
import { batchOf } from './lance-rows';
import { openTable } from './lance-table';
import type { StoreMark } from './store-mark';
import type { ItemDetails, StoredItem, VectorStore } from './vector-store';

/** Items below which a scan is as quick as any index. */
const WORTH_AN_INDEX = 2_000;
/** The candidates that one cell of the index stands for; see SearchOptions.effort. */
const EFFORT_A_CELL = 2;
/** The share of all cells that is looked into where nobody says how many: fewer find too little in a large store. */
const CELLS_LOOKED_INTO = 1 / 3;
/** Old versions stay for so many milliseconds: another process may still be reading them. */
const KEPT = 600_000;

/**
 * A store in a folder of this machine, by LanceDB (https://lancedb.com), embedded: no server. A write is a new version of the table,
 * which is there when its promise resolves, whole or not at all; several processes may write at once.
 *
 * Its approximate index is a list of cells (IVF): the items of the cells nearest to a query are compared with it, as they are.
 * @throws Error when the folder holds something else, is damaged, or was written by another encoder
 */
export async function lanceStore(address: string, folder: string, mark: StoreMark): Promise<VectorStore> {
  const { dim } = mark;
  const table = await openTable(folder, mark);
  let open = true;
  /** Items at the last count. Only the default effort hangs on it, so that it may be some writes of others old. */
  let counted: number | undefined;

  /** One call of LanceDB. What it finds wrong is said in our words. */
  async function ask<T>(caller: string, work: () => Promise<T>): Promise<T> {
    if (!open) throw new Error(`${caller}: the store ${address} is closed; open it again with openStore`);
    return untilUndisturbed(work).catch(error => {
      throw explainLance(caller, folder, error);
    });
  }

  return {
    address,
    dim,
    async upsert(items) {
      checkItems('upsert', items, dim);
      if (items.length === 0) return;
      const merge = table.mergeInsert('id').whenMatchedUpdateAll().whenNotMatchedInsertAll();
      await ask('upsert', () => merge.execute(batchOf(items, dim)));
      counted = undefined;
    },
    async search(vector, k, filter = {}, options = {}) {
      checkVector('search', 'the query', vector, dim);
      checkK('search', k);
      const given = options.exact || options.effort !== undefined;
      if (!given) counted ??= await ask('search', () => table.countRows());
      const cells = Math.ceil(effortOf('search', k, options, defaultEffort(counted ?? 0)) / EFFORT_A_CELL);
      const predicate = lancePredicate('search', filter);
      const nearest = (exact: boolean): Promise<(ItemDetails & { _distance: number })[]> =>
        ask('search', () => {
          const query = table.vectorSearch(vector).distanceType('l2').limit(k);
          query.select([...DETAILS, '_distance']);
          if (exact) query.bypassVectorIndex();
          else query.nprobes(cells);
          if (predicate) query.where(predicate);
          return query.toArray();
        });
      let rows = await nearest(options.exact ?? false);
      if (rows.length < k) {
        const count = await ask('search', () => table.countRows());
        if (k > count) throw tooFew('search', k, count);
        if (!options.exact) rows = await nearest(true); // the cells that were looked into have too few
      }
      // |a - b|² = 2 - 2 cos for unit vectors
      return rows.map(row => ({ ...detailsOf(row), similarity: 1 - row._distance / 2 }));
    },
    async get(ids) {
      checkIds('get', ids);
      if (ids.length === 0) return [];
      const query = () => table.query().where(oneOf('id', ids));
      const rows: (ItemDetails & { vector: Iterable<number> })[] = await ask('get', () =>
        query()
          .select([...DETAILS, 'vector'])
          .toArray(),
      );
      return rows.map((row): StoredItem => ({ ...detailsOf(row), vector: Float32Array.from(row.vector) }));
    },
    async list(filter = {}) {
      const predicate = lancePredicate('list', filter);
      const rows = await ask('list', () => {
        const query = table.query().select([...DETAILS]);
        return (predicate ? query.where(predicate) : query).toArray();
      });
      return rows.map(detailsOf);
    },
    async remove(ids) {
      checkIds('remove', ids);
      if (ids.length === 0) return;
      await ask('remove', () => table.delete(oneOf('id', ids)));
      counted = undefined;
    },
    async count(filter = {}) {
      const predicate = lancePredicate('count', filter);
      return ask('count', () => table.countRows(predicate));
    },
    async buildIndex() {
      const count = await ask('buildIndex', () => table.countRows());
      if (count >= WORTH_AN_INDEX) {
        const cells = Index.ivfFlat({ distanceType: 'l2', numPartitions: cellsOf(count) });
        await ask('buildIndex', () => table.createIndex('vector', { config: cells, replace: true }));
        await ask('buildIndex', () => table.createIndex('id', { config: Index.btree(), replace: true }));
      }
      await ask('buildIndex', () => table.optimize({ cleanupOlderThan: new Date(Date.now() - KEPT) }));
    },
    async close() {
      if (open) table.close();
      open = false;
    },
  };
}

/** Of an index: as many as there are items in one. */
const cellsOf = (items: number) => Math.round(Math.sqrt(items));

const defaultEffort = (items: number) =>
  Math.max(DEFAULT_EFFORT, Math.ceil(EFFORT_A_CELL * CELLS_LOOKED_INTO * cellsOf(items)));
