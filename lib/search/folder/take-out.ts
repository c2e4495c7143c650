import type { ItemDetails, VectorStore } from '../stores/vector-store';
import { hashOf, idsOf } from './content-items';
import type { Ledger } from './ledger';
import type { Tally } from './tally';

/** Ids that are named in one call. */
const AT_ONCE = 1_000;

export interface TakeOutOptions {
  store: VectorStore;
  ledger: Ledger;
  tally: Tally;
  /** What the store had and the ledger did not know when the update began. */
  strays: ReadonlyMap<string, ItemDetails>;
}

/**
 * Takes out what no file has any more, when the whole folder has been walked. First the ledger forgets it: what is killed in between is stored
 * and not written down, and is taken out the next time.
 */
export async function takeOut({ store, ledger, tally, strays }: TakeOutOptions): Promise<void> {
  const gone = [...ledger.entries()].filter(({ key }) => !tally.isThere(key));
  for (const { content } of gone) if (content) tally.goAway(content);
  await ledger.remove(gone.map(({ key }) => key));
  const isKept = (id: string) => {
    const known = ledger.withHash(hashOf(id));
    return known !== undefined && idsOf(known.content).includes(id);
  };
  const ids = new Set([...tally.lost().flatMap(idsOf), ...strays.keys()]);
  const unused = [...ids].filter(id => !isKept(id));
  for (let i = 0; i < unused.length; i += AT_ONCE) await store.remove(unused.slice(i, i + AT_ONCE));
}
