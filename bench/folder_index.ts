/**
 * Indexes a folder in a process of its own: folder_index.ts FOLDER STORE. Answers each line with how many files were indexed, the seconds
 * that it took with the encoders loaded, and the peak memory so far in MB, its own and that of the processes that read pictures.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { startEngine } from '../lib/engine/index';
import { loadFolderEmbedder } from '../lib/search/folder/load-embedder';
import { indexFolder } from '../lib/search/index-folder';

async function main([folder, store]: string[]): Promise<void> {
  await startEngine();
  const embedder = await loadFolderEmbedder();
  for await (const _ of createInterface({ input: process.stdin })) {
    const begin = performance.now();
    let children = 0;
    const onProgress = () => {
      children = Math.max(children, childrenPeak());
    };
    const search = await indexFolder(folder, { address: `lance:${store}`, embedder, onProgress });
    const seconds = (performance.now() - begin) / 1000;
    const memory = process.resourceUsage().maxRSS * 1024 + children;
    const { indexed } = search.report;
    await search.close();
    console.log(JSON.stringify({ indexed, seconds, memory: memory / 1e6 }));
  }
  embedder.dispose();
}

/** The peaks of the processes that this one has started, summed, in bytes: Linux alone tells. */
function childrenPeak(): number {
  const threads = '/proc/self/task';
  if (!existsSync(threads)) return 0;
  const children = readdirSync(threads).flatMap(thread =>
    readFileSync(`${threads}/${thread}/children`, 'utf8').trim().split(' ').filter(Boolean),
  );
  // one that is ending has no memory any more
  const peaks = children.map(pid =>
    Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0),
  );
  return 1024 * peaks.reduce((sum, peak) => sum + peak, 0);
}

main(process.argv.slice(2));
