import { checkIds, checkItems, checkK, checkVector, detailsOf, effortOf, readFilter, tooFew } from './check-items';
import { scan } from './scan';
import type { Filter, Hit, ItemDetails, SearchOptions, StoredItem, VectorStore } from './vector-store';

/**
 * A store in this process's memory that compares a query with every vector: the yardstick for the others, and quick enough for some
 * 100,000 items. Nothing of it is left when the process ends.
 */
export function memoryStore(address: string, dim: number): VectorStore {
  // Items have slots 0 to n - 1; the last one moves into a slot that becomes free.
  const details: ItemDetails[] = [];
  const slots = new Map<string, number>();
  let rows = new Float32Array(64 * dim);
  let open = true;

  const demandOpen = (caller: string) => {
    if (!open) throw new Error(`${caller}: the store ${address} is closed; open it again with openStore`);
  };
  const vectorAt = (slot: number) => rows.slice(slot * dim, (slot + 1) * dim);
  const put = (item: StoredItem) => {
    const slot = slots.get(item.id) ?? details.length;
    if ((slot + 1) * dim > rows.length) rows = grown(rows);
    rows.set(item.vector, slot * dim);
    details[slot] = detailsOf(item);
    slots.set(item.id, slot);
  };
  const takeOut = (id: string) => {
    const slot = slots.get(id);
    if (slot === undefined) return;
    const last = details.length - 1;
    rows.copyWithin(slot * dim, last * dim, (last + 1) * dim);
    details[slot] = details[last];
    slots.set(details[slot].id, slot);
    slots.delete(id);
    details.pop();
  };

  return {
    address,
    dim,
    async upsert(items) {
      demandOpen('upsert');
      checkItems('upsert', items, dim);
      items.forEach(put);
    },
    async search(vector, k, filter: Filter = {}, options: SearchOptions = {}): Promise<Hit[]> {
      demandOpen('search');
      checkVector('search', 'the query', vector, dim);
      checkK('search', k);
      effortOf('search', k, options); // of no use here, but wrong everywhere if it is wrong
      const fits = fitting('search', filter);
      if (k > details.length) throw tooFew('search', k, details.length);
      const best = scan(rows, details.length, vector, k, fits && (slot => fits(details[slot])));
      return Array.from({ length: best.count }, (_, i) => ({
        ...details[best.slots[i]],
        similarity: best.similarities[i],
      }));
    },
    async get(ids) {
      demandOpen('get');
      checkIds('get', ids);
      const found = [...new Set(ids)].map(id => slots.get(id)).filter(slot => slot !== undefined);
      return (found as number[]).map(slot => ({ ...details[slot], vector: vectorAt(slot) }));
    },
    async list(filter = {}) {
      demandOpen('list');
      const fits = fitting('list', filter);
      return details.filter(item => !fits || fits(item)).map(item => ({ ...item }));
    },
    async remove(ids) {
      demandOpen('remove');
      checkIds('remove', ids);
      ids.forEach(takeOut);
    },
    async count(filter = {}) {
      demandOpen('count');
      const fits = fitting('count', filter);
      return fits ? details.filter(fits).length : details.length;
    },
    async buildIndex() {
      demandOpen('buildIndex');
    },
    async close() {
      open = false;
    },
  };
}

function grown(rows: Float32Array): Float32Array {
  const larger = new Float32Array(2 * rows.length);
  larger.set(rows);
  return larger;
}

/** @returns undefined when every item fits */
function fitting(caller: string, filter: Filter): ((item: ItemDetails) => boolean) | undefined {
  const wanted = readFilter(caller, filter);
  if (wanted.length === 0) return undefined;
  return item => wanted.every(([field, values]) => values.includes(item[field]));
}
