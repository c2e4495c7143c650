import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { writeAtomically } from '../../data/atomic-file';
import type { FileKey } from './file-key';
import { type Entry, type LedgerIndex, ledgerIndex } from './ledger-index';

/** Which files of a folder are stored, on disk. */
export interface Ledger extends Omit<LedgerIndex, 'put' | 'remove'> {
  /** Writes down entries, each in place of an earlier one of its file; they are on the disk when the promise resolves. */
  put(entries: readonly Entry[]): Promise<void>;
  /** Writes down that there are files no more. */
  remove(keys: readonly FileKey[]): Promise<void>;
  close(): Promise<void>;
}

/** The first line: of which folder the ledger is, and how it was written. */
interface Head {
  format: number;
  folder: string;
}

/** Goes up where files are read in another way: what could not be read is then tried again, and what was is read anew. */
const FORMAT = 1;
/** So many more lines than files: the file is written anew. */
const SURPLUS = 1_000;

/**
 * Opens the ledger of a folder: a line of JSON a file, of which the last one counts. A line is written after what it speaks of was stored, so
 * that a killed process leaves a line too few, never one too many; a line that was cut short is no line.
 * @param file where it is; undefined for one that is gone with the process
 * @param folder which it is of; one that was moved since is the same
 * @throws Error where it is another folder's, or cannot be read or written
 */
export async function openLedger(file: string | undefined, folder: string): Promise<Ledger> {
  const index = ledgerIndex();
  if (file === undefined) return ledgerOf(index, async () => {});
  const { head, lines } = await readLines(file, index);
  if (head && head.folder !== folder && (await isFolder(head.folder))) {
    throw new Error(
      `indexFolder: the index belongs to the folder ${head.folder}, expected ${folder}; give each folder a store of its own`,
    );
  }
  const files = [...index.entries()];
  if (head?.folder !== folder || lines > 2 * files.length + SURPLUS) await writeAnew(file, folder, files);
  const handle = await open(file, 'a').catch(error => explain(file, error));
  return ledgerOf(
    index,
    lines => appendLines(file, handle, lines),
    () => handle.close(),
  );
}

function ledgerOf(
  index: LedgerIndex,
  append: (lines: readonly object[]) => Promise<void>,
  close: () => Promise<void> = async () => {},
): Ledger {
  return {
    ...index,
    put: async entries => {
      await append(entries);
      entries.forEach(index.put);
    },
    remove: async keys => {
      await append(keys.map(key => ({ key, gone: true })));
      keys.forEach(index.remove);
    },
    close,
  };
}

async function readLines(file: string, index: LedgerIndex): Promise<{ head?: Head; lines: number }> {
  let head: Head | undefined;
  let lines = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file) })) {
      const line = parsed(text);
      if (!line) continue;
      lines++;
      if ('format' in line) {
        if (line.format !== FORMAT) return { lines: 0 }; // the files are read again; what is stored is found again
        head = line;
      } else if ('gone' in line) index.remove(line.key);
      else index.put(line);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') explain(file, error as NodeJS.ErrnoException);
  }
  return { head, lines };
}

function parsed(text: string): Head | Entry | { key: FileKey; gone: true } | undefined {
  try {
    const line = JSON.parse(text);
    return typeof line === 'object' && line !== null ? line : undefined;
  } catch {
    return undefined;
  }
}

const linesOf = (records: readonly object[]) => records.map(record => `${JSON.stringify(record)}\n`).join('');

const writeAnew = (file: string, folder: string, entries: readonly Entry[]): Promise<void> =>
  writeAtomically(file, linesOf([{ format: FORMAT, folder } satisfies Head, ...entries]));

/** The first line break ends a line that an earlier call could not write to its end. */
async function appendLines(file: string, handle: FileHandle, records: readonly object[]): Promise<void> {
  if (records.length === 0) return;
  try {
    await handle.appendFile(`\n${linesOf(records)}`);
    await handle.datasync();
  } catch (error) {
    explain(file, error as NodeJS.ErrnoException);
  }
}

const isFolder = (path: string) =>
  stat(path).then(
    about => about.isDirectory(),
    () => false,
  );

function explain(file: string, { code, message }: NodeJS.ErrnoException): never {
  const reasons: Record<string, string> = {
    ENOSPC: 'the disk is full; free some space and index again, which goes on from there',
    EDQUOT: 'your disk quota is used up; free some space and index again, which goes on from there',
    EACCES: 'it may not be read and written by you; name another store',
    EPERM: 'it may not be read and written by you; name another store',
    EROFS: 'its disk is read-only; name another store',
  };
  throw new Error(`indexFolder: the list of files ${file} cannot be used: ${reasons[code ?? ''] ?? message}`);
}
