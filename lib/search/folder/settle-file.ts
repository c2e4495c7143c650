import type { ItemDetails, StoredItem } from '../stores/vector-store';
import { type Batch, entryOf } from './batch';
import { contentItems, type ReadContent, storedContent } from './content-items';
import type { FolderEmbedder } from './embedder';
import type { Ledger } from './ledger';
import type { Content, Entry } from './ledger-index';
import type { ReadFile } from './read-file';
import { LeftOut } from './read-whole';
import type { Tally } from './tally';
import type { WalkedFile } from './walk';

export interface SettlerOptions {
  ledger: Ledger;
  embedder: FolderEmbedder;
  tally: Tally;
  batch: Batch;
  /** What the store has and the ledger does not know. */
  strays: ReadonlyMap<string, ItemDetails>;
}

/**
 * Decides what becomes of files that were read.
 * @returns a function that puts one in the batch; it gives false where the file is left out for this time, and nothing is written down
 */
export function settler({ ledger, embedder, tally, batch, strays }: SettlerOptions) {
  async function put(entry: Entry, items: readonly StoredItem[] = []): Promise<true> {
    const before = ledger.get(entry.key)?.content;
    if (before && before.hash !== entry.content?.hash) tally.replace(before);
    tally.see(entry.key);
    await batch.add(entry, items);
    return true;
  }

  async function leaveOut(file: WalkedFile, { message, fleeting }: LeftOut): Promise<boolean> {
    tally.leaveOut(file.key, message);
    if (!fleeting) return put(entryOf(file.key, file, { problem: message }));
    tally.see(file.key); // what is known of it stays
    return false;
  }

  /** A content that is stored, or will be by this batch, or was of a file that changed meanwhile. */
  const known = (hash: string): Content | undefined =>
    ledger.withHash(hash)?.content ?? batch.content(hash) ?? tally.lostContent(hash);

  async function putNew(file: WalkedFile, read: ReadFile & ReadContent): Promise<boolean> {
    const stored = storedContent(read, strays);
    const made = stored ? { content: stored, items: [] } : await contentItems(read, embedder).catch(askers);
    if (made instanceof LeftOut) return leaveOut(file, made);
    tally.counts.indexed++;
    return put(entryOf(file.key, read, { content: made.content }), made.items);
  }

  return async (file: WalkedFile, read: ReadFile | LeftOut): Promise<boolean> => {
    if (read instanceof LeftOut) return leaveOut(file, read);
    const content = known(read.hash);
    if (!content) return putNew(file, read as ReadFile & ReadContent);
    if (ledger.get(file.key)?.content?.hash === read.hash) tally.counts.unchanged++;
    else tally.arrive(content);
    return put(entryOf(file.key, read, { content }));
  };
}

/** An encoder's word on what it is given; any other error is the encoder's own. */
function askers(error: Error): LeftOut {
  if (error instanceof RangeError || error instanceof TypeError)
    return new LeftOut(error.message.replace(/^[\w.]+: /, ''));
  throw error;
}
