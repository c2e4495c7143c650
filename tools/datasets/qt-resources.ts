/** Reads Qt's binary resource files (rcc), formats 1 to 3. */
import { inflateSync } from 'node:zlib';

const MAGIC = 'qres';
const FOLDER = 2;
/** What is compressed begins with its length. */
const LENGTH_BYTES = 4;
const ENTRY_BYTES = { 1: 14, 2: 22, 3: 22 } as Record<number, number>;

/** A file in it. */
export interface QtResource {
  compressed: boolean;
  /** As they are stored; see `contentOf`. */
  bytes: Buffer;
}

/**
 * What a file holds.
 * @throws Error for one that is compressed, and not by zlib
 */
export const contentOf = ({ compressed, bytes }: QtResource): Buffer =>
  compressed ? inflateSync(bytes.subarray(LENGTH_BYTES)) : bytes;

/**
 * @returns every file in it by its path
 * @throws Error when it is no such file, or of a later format
 */
export function readQtResources(rcc: Buffer): Map<string, QtResource> {
  const format = rcc.readUInt32BE(4);
  const entryBytes = ENTRY_BYTES[format];
  if (rcc.toString('latin1', 0, 4) !== MAGIC || !entryBytes) {
    throw new Error(
      `this is no Qt resource file of format 1 to 3 (it begins with ${rcc.subarray(0, 8).toString('hex')})`,
    );
  }
  const [tree, data, names] = [8, 12, 16].map(at => rcc.readUInt32BE(at));
  const nameAt = (offset: number) => {
    const start = names + offset + 6; // after the length and a hash
    const end = start + 2 * rcc.readUInt16BE(names + offset);
    return Buffer.from(rcc.subarray(start, end)).swap16().toString('utf16le');
  };
  const files = new Map<string, QtResource>();
  const visit = (node: number, folder: string) => {
    const at = tree + node * entryBytes;
    const flags = rcc.readUInt16BE(at + 4);
    const path = node === 0 ? '' : `${folder}${nameAt(rcc.readUInt32BE(at))}`;
    if (flags & FOLDER) {
      const [count, first] = [rcc.readUInt32BE(at + 6), rcc.readUInt32BE(at + 10)];
      for (let child = first; child < first + count; child++) visit(child, path === '' ? '' : `${path}/`);
    } else {
      const start = data + rcc.readUInt32BE(at + 10);
      const bytes = rcc.subarray(start + 4, start + 4 + rcc.readUInt32BE(start));
      files.set(path, { compressed: flags !== 0, bytes });
    }
  };
  visit(0, '');
  return files;
}
