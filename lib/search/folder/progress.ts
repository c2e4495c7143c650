/** How far the indexing of a folder is, in files. */
export interface FolderProgress {
  /** Those that are stored or left out; what has been counted here is kept whatever happens. */
  done: number;
  total: number;
  /** How long it will take at this pace; undefined as long as nobody knows. */
  secondsLeft?: number;
}

/** The first files say little: encoders are still being warmed up. */
const TELLING = 5;

/**
 * Counts, and tells at what pace.
 * @param files how many there are in the folder, and how many of them have to be read
 */
export function progressOf({ total, due }: { total: number; due: number }, tell: (progress: FolderProgress) => void) {
  const began = performance.now();
  let done = 0;
  let read = 0;
  return {
    /** @param files that were read; others are done without */
    add(files: number, { wereRead = true } = {}): void {
      done += files;
      if (wereRead) read += files;
    },
    tell(): void {
      const pace = (performance.now() - began) / 1000 / read;
      tell({
        done,
        total: Math.max(done, total), // more may have come since they were counted
        ...(read >= TELLING && { secondsLeft: Math.max(0, due - read) * pace }),
      });
    },
  };
}
