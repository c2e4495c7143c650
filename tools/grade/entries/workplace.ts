import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder for what is unpacked, which only this account may enter; it goes with the process. */
export interface Workplace {
  /** A name that nothing has yet. */
  next(): string;
  remove(): void;
}

/** Made when the first name is asked for: most folders hold no ZIP. */
export function workplace(): Workplace {
  let folder: string | undefined;
  let count = 0;
  const remove = () => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    folder = undefined;
  };
  return {
    next() {
      if (folder === undefined) {
        folder = mkdtempSync(path.join(tmpdir(), 'course-grade-'));
        process.once('exit', remove);
      }
      return path.join(folder, String(count++));
    },
    remove,
  };
}
