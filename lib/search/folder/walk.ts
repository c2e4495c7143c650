import type { Dir, Dirent, Stats } from 'node:fs';
import { lstat, opendir, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { type FileKey, keyOf, placeOf, within } from './file-key';

/** A file that a walk came by. */
export interface WalkedFile {
  key: FileKey;
  /** In bytes. */
  size: number;
  /** When it was last changed, in milliseconds since 1970. */
  changed: number;
}

export interface WalkOptions {
  /** Folders that are passed over without a word, such as that of the index itself. */
  skip?: readonly FileKey[];
  /** Called with what is left out, and why. */
  leaveOut?(key: FileKey, reason: string): void;
  /** Called with each folder that could not be read to its end: what is in it is not known. */
  unread?(key: FileKey): void;
}

/** Entries that are read at once. */
const AT_ONCE = 256;

/**
 * Walks a folder and those in it, one file at a time: only the folders that are still to be read are kept in memory. Hidden files and
 * folders are left out. A symbolic link is never followed: what it leads to within the folder is come by anyway, and what lies elsewhere
 * was not asked for.
 * @param root the path of the folder, without links in it
 */
export async function* walkFolder(root: string, options: WalkOptions = {}): AsyncGenerator<WalkedFile> {
  const { skip = [], leaveOut } = options;
  const pending: FileKey[] = [''];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for await (const name of namesIn(root, folder, options)) {
      const key = within(folder, name);
      if (name.startsWith('.')) {
        leaveOut?.(key, 'hidden');
        continue;
      }
      const about = await lookAt(root, key, options);
      if (!about) continue;
      if (about.isDirectory()) {
        if (!skip.includes(key)) pending.push(key);
      } else if (about.isFile()) {
        yield { key, size: about.size, changed: about.mtimeMs };
      } else if (about.isSymbolicLink()) {
        const reason = await whereLinkLeads(root, key);
        if (reason) leaveOut?.(key, reason);
      } else {
        leaveOut?.(key, 'no ordinary file: a device, a pipe or a socket');
      }
    }
  }
}

/** The names in a folder, in any order. */
async function* namesIn(root: string, folder: FileKey, options: WalkOptions): AsyncGenerator<FileKey> {
  let entries: Dir;
  try {
    entries = await opendir(placeOf(root, folder), { encoding: 'buffer' as BufferEncoding, bufferSize: AT_ONCE });
  } catch (error) {
    explainFolder(folder, error as NodeJS.ErrnoException, options);
    return;
  }
  try {
    // with this encoding names are buffers, which the types do not say
    for await (const { name } of entries as AsyncIterable<Dirent>) yield keyOf(name);
  } catch (error) {
    explainFolder(folder, error as NodeJS.ErrnoException, options);
  }
}

function explainFolder(folder: FileKey, { code, message }: NodeJS.ErrnoException, options: WalkOptions): void {
  if (code === 'ENOENT' || code === 'ENOTDIR') return; // removed meanwhile
  options.unread?.(folder);
  const denied = code === 'EACCES' || code === 'EPERM';
  options.leaveOut?.(
    folder,
    denied ? 'a folder that may not be read by you' : `a folder that cannot be read (${code ?? message})`,
  );
}

async function lookAt(root: string, key: FileKey, options: WalkOptions): Promise<Stats | undefined> {
  try {
    return await lstat(placeOf(root, key));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined; // removed meanwhile
    options.unread?.(key);
    options.leaveOut?.(key, `cannot be looked at (${code ?? message})`);
    return undefined;
  }
}

/** Why a link is left out; undefined where it leads to what is in the folder. */
async function whereLinkLeads(root: string, key: FileKey): Promise<string | undefined> {
  try {
    const target = await realpath(placeOf(root, key), 'latin1');
    return `${target}/`.startsWith(keyOf(root.endsWith(sep) ? root : `${root}/`))
      ? undefined
      : 'a symbolic link that leads out of the folder';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ELOOP' ? 'a symbolic link that leads to itself' : 'a symbolic link that leads nowhere';
  }
}
