import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

/**
 * Writes a file so that at every moment either the old or the whole new one is there, whatever is killed or pulled out:
 * a temporary name in the same folder, flushed to the disk, then renamed.
 * @throws Error that names the file and what to do, with the file system's `code`; the old file is still there then
 */
export async function writeAtomically(path: string, data: string | Uint8Array): Promise<void> {
  const temporary = temporaryName(path);
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await flushFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {}); // what is reported is the first error
    throw explain(path, error as NodeJS.ErrnoException);
  }
}

/** The same without waiting, for small files that nothing else in the process may come between. */
export function writeAtomicallySync(path: string, data: string | Uint8Array): void {
  const temporary = temporaryName(path);
  try {
    mkdirSync(dirname(path), { recursive: true });
    withFileSync(temporary, 'w', file => {
      writeFileSync(file, data);
      fsyncSync(file);
    });
    renameSync(temporary, path);
    if (FOLDERS_FLUSH) withFileSync(dirname(path), 'r', fsyncSync);
  } catch (error) {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // what is reported is the first error
    }
    throw explain(path, error as NodeJS.ErrnoException);
  }
}

/** Its own for every process, so that two that write one file do not write into each other's. */
const temporaryName = (path: string) => `${path}.${process.pid}.tmp`;

/** Whether a folder can be flushed, which makes the renaming itself last; Windows has no such call. */
const FOLDERS_FLUSH = process.platform !== 'win32';

async function flushFolder(folder: string): Promise<void> {
  if (!FOLDERS_FLUSH) return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function withFileSync(path: string, flags: string, use: (file: number) => void): void {
  const file = openSync(path, flags);
  try {
    use(file);
  } finally {
    closeSync(file);
  }
}

function explain(path: string, error: NodeJS.ErrnoException): Error {
  const reasons: Record<string, string> = {
    ENOSPC: 'the disk is full; free some space',
    EDQUOT: 'your disk quota is used up; free some space',
    EACCES: `you may not write to ${dirname(path)}; choose another folder`,
    EROFS: `${dirname(path)} is read-only; choose another folder`,
    EPERM: `you may not write to ${dirname(path)}; choose another folder`,
    ENOTDIR: `${dirname(path)} is not a folder; choose another`,
    EEXIST: `${dirname(path)} is not a folder; choose another`,
  };
  const reason = reasons[error.code ?? ''] ?? error.message;
  const problem = new Error(`cannot write ${basename(path)}: ${reason}. What was there before is unchanged.`, {
    cause: error,
  });
  return Object.assign(problem, { code: error.code });
}
