import { interruptSignal } from './interrupt';
import { type Progress, progress } from './progress';

/** What filling an index takes, so that it can be seen and stopped; see `indexItems`. */
export interface IndexingWatch {
  onProgress: (progress: { done: number; total: number }) => void;
  signal: AbortSignal;
}

/**
 * Shows an index as it fills: a bar with the time left. An interrupt of the kernel stops it, and the same call goes on from there.
 * @param open opens the index and fills it; it must pass both options on
 * @returns what it opened
 */
export async function watchIndexing<Opened>(open: (watch: IndexingWatch) => Promise<Opened>): Promise<Opened> {
  let bar: Progress | undefined;
  try {
    return await open({
      onProgress: ({ done, total }) => {
        bar ??= progress(total, { label: 'indexing', unit: 'items' });
        bar.update(done);
      },
      signal: interruptSignal(),
    });
  } finally {
    bar?.finish();
  }
}
