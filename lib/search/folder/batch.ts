import type { StoredItem, VectorStore } from '../stores/vector-store';
import type { FileKey } from './file-key';
import type { Ledger } from './ledger';
import type { Content, Entry } from './ledger-index';

/** Files, vectors or seconds after which what has been read is stored: a kill costs no more. */
const FILES = 256;
const ITEMS = 64;
const SECONDS = 5;
/** A store gets slower by every call that put something in; so many calls later it is tidied up. */
const CALLS = 250;

/**
 * What has been read and is not stored yet. First the store has it, then the ledger: what is killed in between is stored and not written
 * down, and found again by its id.
 * @param stored called with the files of each batch when both have it
 */
export function batchOf(store: VectorStore, ledger: Ledger, stored: (files: number) => void) {
  let entries: Entry[] = [];
  let items: StoredItem[] = [];
  let contents = new Map<string, Content>();
  let since = performance.now();
  let calls = 0;

  async function flush(): Promise<void> {
    since = performance.now();
    if (entries.length === 0) return;
    if (items.length > 0) {
      await store.upsert(items);
      if (++calls % CALLS === 0) await store.buildIndex();
    }
    await ledger.put(entries);
    const files = entries.length;
    entries = [];
    items = [];
    contents = new Map();
    stored(files);
  }

  return {
    /** A content that this batch will store. */
    content: (hash: string): Content | undefined => contents.get(hash),
    /** @param made what is to be stored of a file, where it is not stored already */
    async add(entry: Entry, made: readonly StoredItem[] = []): Promise<void> {
      entries.push(entry);
      if (entry.content) contents.set(entry.content.hash, entry.content);
      for (const item of made) items.push(item);
      if (entries.length >= FILES || items.length >= ITEMS || performance.now() - since > SECONDS * 1000) await flush();
    },
    flush,
  };
}

export type Batch = ReturnType<typeof batchOf>;

/** Where a file is, and what it was like when the ledger was written. */
export const entryOf = (
  key: FileKey,
  { size, changed }: Pick<Entry, 'size' | 'changed'>,
  rest: Pick<Entry, 'content' | 'problem'>,
): Entry => ({
  key,
  size,
  changed: changed < Date.now() - SETTLED ? changed : -1,
  ...rest,
});

/** Some file systems count whole seconds, and some of those only every other one: a change within these milliseconds may leave no trace. */
const SETTLED = 4_000;
