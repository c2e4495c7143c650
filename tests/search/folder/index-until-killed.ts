import { indexFolder } from '../../../lib/search/index-folder';
import { toyEmbedder } from './toy-embedder';

/** A process for killed.slow.test.ts: indexes a folder, and prints how many of its files are done as soon as it has been told so. */
async function main(folder: string, address: string): Promise<void> {
  console.log('indexing');
  try {
    const search = await indexFolder(folder, {
      address,
      embedder: toyEmbedder(),
      onProgress: ({ done }) => console.log(done),
    });
    console.log(JSON.stringify(search.report));
    await search.close();
    console.log('finished');
  } catch (error) {
    console.log((error as Error).message);
  }
}

main(process.argv[2], process.argv[3]);
