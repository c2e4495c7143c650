import type { VectorStore } from '../stores/vector-store';
import { batchOf } from './batch';
import type { FolderEmbedder } from './embedder';
import { countFiles, filesDue, type Walked } from './files-due';
import { type FolderProgress, progressOf } from './progress';
import { readAhead } from './read-ahead';
import { startReader } from './reader';
import type { FolderReport } from './report';
import { settler } from './settle-file';
import { strayItems } from './stray-items';
import { takeOut } from './take-out';
import { tallyOf } from './tally';

export interface UpdateOptions extends Walked {
  store: VectorStore;
  embedder: FolderEmbedder;
  onProgress?(progress: FolderProgress): void;
}

/**
 * Brings an index up to date with its folder: new and changed files are embedded, those that were moved are known by their content, what is
 * no more is taken out. Doing it again changes nothing, and after a kill or a stop it goes on where it was.
 * @throws Error where the store or the ledger cannot be written; what was stored before stays
 */
export async function updateIndex(options: UpdateOptions): Promise<Omit<FolderReport, 'near'>> {
  const { store, ledger, embedder, signal, onProgress = () => {} } = options;
  const began = performance.now();
  const strays = await strayItems(store, ledger);
  const progress = progressOf(await countFiles(options), onProgress);
  progress.tell();

  const tally = tallyOf();
  const batch = batchOf(store, ledger, files => {
    progress.add(files);
    progress.tell();
  });
  const reader = startReader(embedder.side);
  const settle = settler({ ledger, embedder, strays, tally, batch });
  try {
    const due = filesDue(options, tally, () => progress.add(1, { wereRead: false }));
    for await (const { file, read } of readAhead(due, options, reader)) {
      if (!(await settle(file, read))) progress.add(1);
    }
    await batch.flush();
  } finally {
    reader.close();
  }
  const finished = !signal?.aborted;
  if (finished) await takeOut({ store, ledger, tally, strays });
  const report = tally.report();
  if (finished && report.indexed + report.removed > 0) await store.buildIndex();
  progress.tell();
  return { ...report, finished, seconds: (performance.now() - began) / 1000 };
}
