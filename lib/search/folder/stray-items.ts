import type { ItemDetails, VectorStore } from '../stores/vector-store';
import { idsOf } from './content-items';
import type { Ledger } from './ledger';

/**
 * Compares the ledger with the store, which differ after a kill between the two, or where one of them was changed by other hands. Files whose
 * content is not in the store are struck from the ledger, and are read again then.
 * @returns what is stored and no file of the ledger has: it may belong to a file that is still to come
 */
export async function strayItems(store: VectorStore, ledger: Ledger): Promise<Map<string, ItemDetails>> {
  let expected = 0;
  for (const { content } of ledger.contents()) expected += content.at?.length ?? 1;
  if ((await store.count()) === expected) return new Map();
  const strays = new Map((await store.list()).map(details => [details.id, details]));
  const lost: string[] = [];
  for (const { content, files } of ledger.contents()) {
    if (idsOf(content).every(id => strays.has(id))) for (const id of idsOf(content)) strays.delete(id);
    else lost.push(...files);
  }
  await ledger.remove(lost);
  return strays;
}
