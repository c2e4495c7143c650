import { openStore } from '../../../lib/search/open-store';
import { DIM, randomItems } from './items';

/** A process for lance-store.slow.test.ts: stores into a folder until that fails, then opens it again. Prints what it was told. */
async function main(folder: string): Promise<void> {
  const encoder = { dim: DIM, fingerprint: 'encoder' };
  const store = await openStore(`lance:${folder}`, encoder);
  let acknowledged = 0;
  let message = '';
  while (!message) {
    const items = randomItems(500, { prefix: `after ${acknowledged}` });
    await store.upsert(items).then(
      () => {
        acknowledged += items.length;
      },
      (error: Error) => {
        message = error.message;
      },
    );
  }
  await store.close();
  const again = await openStore(`lance:${folder}`, encoder);
  console.log(JSON.stringify({ acknowledged, message, count: await again.count() }));
}

main(process.argv[2]);
