import { breathe } from '../engine/breathe';
import { tf } from '../engine/index';
import { describe, type Rows, readRows } from '../engine/rows';
import { checkDetails, DETAILS, detailsOf } from './stores/check-items';
import type { Filter, ItemDetails, StoredItem, VectorStore } from './stores/vector-store';

export interface IndexOptions<Item extends ItemDetails> {
  /**
   * The vectors of some items, a row each, of unit length: { rows, dim } or a tensor [n, dim], which is disposed afterwards.
   */
  embed(items: readonly Item[]): Rows | Promise<Rows>;
  /** How many items are embedded and stored at once, 500 by default. What is stored stays, so that a kill costs one batch at most. */
  batch?: number;
  /**
   * The part of the store that the items are the whole of: what else is stored there is removed in the end. {} is all of it; left out,
   * nothing is removed.
   */
  wholeOf?: Filter;
  /** Called when the store has been looked through, and after every batch, when it is stored. */
  onProgress?: (progress: IndexProgress) => void;
  /** Stops after the batch that is being stored; the same call goes on from there later. */
  signal?: AbortSignal;
}

export interface IndexProgress {
  /** Items that are in the store, of `total`. */
  done: number;
  total: number;
}

export interface Indexed {
  /** Items that were new or had changed. */
  embedded: number;
  /** Items that were there already. */
  unchanged: number;
  /** Items that were taken out. */
  removed: number;
  /** Whether all was done: not where the signal stopped it. */
  finished: boolean;
  seconds: number;
}

/**
 * Brings a store up to date with a list of items. One that is stored with the same details, its content's hash among them, is left alone;
 * one that is new or has changed is embedded. Doing it again changes nothing, and after a kill or a stop it goes on where it was.
 * @throws RangeError when an item or a vector is none that the store takes, or `embed` gives another number of rows; what was stored
 *   before stays
 */
export async function indexItems<Item extends ItemDetails>(
  store: VectorStore,
  items: readonly Item[],
  { embed, batch = 500, wholeOf, onProgress, signal }: IndexOptions<Item>,
): Promise<Indexed> {
  const began = performance.now();
  if (!Number.isInteger(batch) || batch < 1) {
    throw new RangeError(`indexItems: batch is ${describe(batch)}, expected a whole number from 1 on`);
  }
  checkDetails('indexItems', items);
  const stored = new Map((await store.list()).map(details => [details.id, details]));
  const due = items.filter(item => !isSame(item, stored.get(item.id)));
  const unchanged = items.length - due.length;
  const progress = (embedded: number) => onProgress?.({ done: unchanged + embedded, total: items.length });
  const stopped = () => signal?.aborted ?? false;

  progress(0);
  let embedded = 0;
  while (embedded < due.length && !stopped()) {
    const part = due.slice(embedded, embedded + batch);
    await store.upsert(await withVectors(store.dim, part, embed));
    embedded += part.length;
    progress(embedded);
    await breathe();
  }
  const finished = embedded === due.length;
  const removed = wholeOf && finished ? await removeOthers(store, items, wholeOf) : 0;
  return { embedded, unchanged, removed, finished, seconds: (performance.now() - began) / 1000 };
}

/** Ids that are named in one call. */
const REMOVED_AT_ONCE = 1_000;

/** Takes out of a part of the store what is not among the items. @returns how many that were */
async function removeOthers(store: VectorStore, items: readonly ItemDetails[], part: Filter): Promise<number> {
  const kept = new Set(items.map(({ id }) => id));
  const gone = (await store.list(part)).map(({ id }) => id).filter(id => !kept.has(id));
  for (let i = 0; i < gone.length; i += REMOVED_AT_ONCE) await store.remove(gone.slice(i, i + REMOVED_AT_ONCE));
  return gone.length;
}

const isSame = (item: ItemDetails, stored: ItemDetails | undefined) =>
  stored !== undefined && DETAILS.every(field => item[field] === stored[field]);

async function withVectors<Item extends ItemDetails>(
  dim: number,
  items: readonly Item[],
  embed: IndexOptions<Item>['embed'],
): Promise<StoredItem[]> {
  const embedded = await embed(items);
  try {
    const { rows, dim: width, n } = await readRows('indexItems', 'what embed gave', embedded);
    if (n !== items.length || width !== dim) {
      throw new RangeError(
        `indexItems: embed gave rows of shape [${n}, ${width}] for ${items.length} items, expected [${items.length}, ${dim}]: ` +
          'a row an item, as wide as the store was opened for',
      );
    }
    return items.map((item, i) => ({ ...detailsOf(item), vector: rows.slice(i * dim, (i + 1) * dim) }));
  } finally {
    if (embedded instanceof tf.Tensor) embedded.dispose();
  }
}
