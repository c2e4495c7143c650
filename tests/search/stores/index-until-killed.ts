import { indexItems } from '../../../lib/search/index-items';
import { openStore } from '../../../lib/search/open-store';
import { BATCH, ENCODER, ITEMS, vectorsOf } from './killed-items';

/** A process for killed.ts: indexes into the store at an address, and prints how many items are in as soon as it has been told so. */
async function main(address: string): Promise<void> {
  const store = await openStore(address, ENCODER);
  console.log('indexing');
  await indexItems(store, ITEMS, { embed: vectorsOf, batch: BATCH, onProgress: ({ done }) => console.log(done) });
  await store.buildIndex();
  await store.close();
  console.log('finished');
}

main(process.argv[2]);
