import type { Modality } from '../stores/vector-store';
import type { FileKey } from './file-key';

/** What is stored of a file's content. */
export interface Content {
  /** SHA-256 of the file's bytes. */
  hash: string;
  modality: Modality;
  source: string;
  /** Of a text, where each of its passages stands: the page, or the heading. */
  at?: (number | string)[];
  /** Of a picture, how it looks; see lookOf. */
  look?: string;
}

/** What is known of a file: what of it is stored, or why nothing is. */
export interface Entry {
  key: FileKey;
  size: number;
  /** When it was last changed, in milliseconds since 1970; -1 where it may change without a trace. */
  changed: number;
  content?: Content;
  problem?: string;
}

/** Which content of a folder is stored, and which files have it. */
export interface LedgerIndex {
  get(key: FileKey): Entry | undefined;
  entries(): Iterable<Entry>;
  /** Every content that some file has, with its files, in the order in which they came. */
  contents(): Iterable<{ content: Content; files: ReadonlySet<FileKey> }>;
  withHash(hash: string): { content: Content; files: ReadonlySet<FileKey> } | undefined;
  /** Whether some file has been of this size. */
  hasSize(size: number): boolean;
  put(entry: Entry): void;
  remove(key: FileKey): void;
}

/** An empty one, in memory. */
export function ledgerIndex(): LedgerIndex {
  const byKey = new Map<FileKey, Entry>();
  const byHash = new Map<string, { content: Content; files: Set<FileKey> }>();
  const sizes = new Set<number>();
  const remove = (key: FileKey) => {
    const { content } = byKey.get(key) ?? {};
    byKey.delete(key);
    if (!content) return;
    const { files } = byHash.get(content.hash)!;
    files.delete(key);
    if (files.size === 0) byHash.delete(content.hash);
  };
  return {
    get: key => byKey.get(key),
    entries: () => byKey.values(),
    contents: () => byHash.values(),
    withHash: hash => byHash.get(hash),
    hasSize: size => sizes.has(size),
    put: entry => {
      const { key, content, size } = entry;
      const known = content && byHash.get(content.hash);
      // first what is new: a content that the file keeps stays where it is in the order
      if (known) known.files.add(key);
      else if (content) byHash.set(content.hash, { content, files: new Set([key]) });
      if (byKey.get(key)?.content?.hash !== content?.hash) remove(key);
      byKey.set(key, known ? { ...entry, content: known.content } : entry);
      sizes.add(size);
    },
    remove,
  };
}
