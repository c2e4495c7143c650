import { type FileKey, shownPath } from './file-key';

/** What indexing a folder did, in files. */
export interface FolderReport {
  /** New ones and such as had changed, which were embedded. */
  indexed: number;
  /** Those that were as they are. */
  unchanged: number;
  /** Those that have another path now. */
  moved: number;
  /** Further ones with the content of another, which is stored once. */
  duplicates: number;
  /** Those that are no more. */
  removed: number;
  /** Pictures that look like an earlier one. */
  near: number;
  /** What is not indexed, by the reason. */
  leftOut: LeftOutFiles[];
  /** Whether all was done: not where the signal stopped it. */
  finished: boolean;
  seconds: number;
}

export interface LeftOutFiles {
  reason: string;
  count: number;
  /** The first of them, within the folder. */
  paths: string[];
}

/** Paths that are named of each reason. */
const NAMED = 100;
/** Reasons that are told apart. */
const MOST_REASONS = 200;
const OTHER = 'other reasons';

/** Collects what is left out; it holds some paths of each reason, however many there are. */
export function leftOutFiles() {
  const reasons = new Map<string, LeftOutFiles>();
  return {
    add(key: FileKey, reason: string): void {
      const known = reasons.has(reason) || reasons.size < MOST_REASONS ? reason : OTHER;
      const files = reasons.get(known) ?? { reason: known, count: 0, paths: [] };
      files.count++;
      if (files.paths.length < NAMED) files.paths.push(shownPath(key) || '.');
      reasons.set(known, files);
    },
    /** Those with the most files first. */
    list: (): LeftOutFiles[] => [...reasons.values()].sort((a, b) => b.count - a.count),
  };
}
