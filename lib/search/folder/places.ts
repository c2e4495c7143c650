import { access, constants, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../../data/sha256';
import { type FileKey, keyOf } from './file-key';

/** Where a folder is, and where what belongs to its index. */
export interface FolderPlaces {
  /** The folder, without symbolic links in its path. */
  root: string;
  /** Of the store. */
  address: string;
  /** The ledger's file; undefined where nothing is kept. */
  ledger?: string;
  /** What lies in the folder and belongs to the index. */
  skip: FileKey[];
}

/** Indexes of folders, a folder each. */
const INDEXES = 'runs/folders';
/** The ledger in the folder of a LanceDB index. */
const LEDGER = '.files.jsonl';

/**
 * @param address as in openStore; by default LanceDB in a folder of its own
 * @throws Error when the folder does not exist, is none or may not be read, or when the index would lie in its place
 */
export async function folderPlaces(folder: string, address?: string): Promise<FolderPlaces> {
  const root = await rootOf(folder);
  const own = path.resolve(INDEXES, nameOf(root));
  const chosen = address ?? `lance:${own}`;
  if (!chosen.startsWith('lance:')) {
    // a server keeps the vectors, and this machine which files they are of
    const ledger = chosen === 'memory:' ? undefined : `${own}-${sha256(chosen).slice(0, 8)}.jsonl`;
    return { root, address: chosen, ledger, skip: [] };
  }
  const place = await realPlace(path.resolve(chosen.slice('lance:'.length)));
  if (`${root}${path.sep}`.startsWith(`${place}${path.sep}`)) {
    throw new Error(
      `indexFolder: the index would lie in ${place}, where the folder ${root} is, expected a place of its own; name another store`,
    );
  }
  const inside = path.relative(root, place);
  const skip = inside.startsWith('..') || path.isAbsolute(inside) ? [] : [keyOf(inside.split(path.sep).join('/'))];
  return { root, address: chosen, ledger: path.join(place, LEDGER), skip };
}

async function rootOf(folder: string): Promise<string> {
  const explain = ({ code, message }: NodeJS.ErrnoException): never => {
    const reasons: Record<string, string> = {
      ENOENT: 'does not exist; is the path right?',
      ENOTDIR: 'does not exist; is the path right?',
      EACCES: 'may not be read by you; change its permissions',
      EPERM: 'may not be read by you; change its permissions',
      ELOOP: 'is a symbolic link that leads to itself',
    };
    throw new Error(`indexFolder: the folder ${folder} ${reasons[code ?? ''] ?? `cannot be read (${message})`}`);
  };
  const root = await realpath(folder).catch(explain);
  if (!(await stat(root)).isDirectory()) {
    throw new Error(`indexFolder: ${folder} is a file, expected a folder; name the folder that it is in`);
  }
  await access(root, constants.R_OK | constants.X_OK).catch(explain);
  return root;
}

/** A name that a reader knows the folder by, and that no other folder has. */
const nameOf = (root: string): string =>
  `${
    path
      .basename(root)
      .replace(/[^\w-]+/g, '-')
      .slice(0, 40) || 'folder'
  }-${sha256(root).slice(0, 8)}`;

/** Where a place will be that may not be there yet, without symbolic links in its path. */
async function realPlace(place: string): Promise<string> {
  try {
    return await realpath(place);
  } catch {
    const above = path.dirname(place);
    return above === place ? place : path.join(await realPlace(above), path.basename(place));
  }
}
