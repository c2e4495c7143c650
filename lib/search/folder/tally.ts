import type { FileKey } from './file-key';
import type { Content } from './ledger-index';
import { type FolderReport, leftOutFiles } from './report';

/** What an update has come by so far. */
export function tallyOf() {
  const counts = { indexed: 0, unchanged: 0 };
  const leftOut = leftOutFiles();
  /** Files that are there, or may be. */
  const seen = new Set<FileKey>();
  const unread: FileKey[] = [];
  /** Contents that were there already, and in how many further files they are now; and how many files have them no more. */
  const arrived = new Map<string, number>();
  const lost = new Map<string, { content: Content; replaced: number; gone: number }>();
  const lostOf = (content: Content) => {
    const known = lost.get(content.hash) ?? { content, replaced: 0, gone: 0 };
    lost.set(content.hash, known);
    return known;
  };
  return {
    counts,
    leaveOut: leftOut.add,
    see: (key: FileKey) => void seen.add(key),
    /** A folder or file that cannot be read now: what was known of it stays. */
    unread: (key: FileKey) => void unread.push(key),
    isThere: (key: FileKey) => seen.has(key) || unread.some(place => key === place || key.startsWith(`${place}/`)),
    arrive: ({ hash }: Content) => void arrived.set(hash, (arrived.get(hash) ?? 0) + 1),
    replace: (content: Content) => void lostOf(content).replaced++,
    goAway: (content: Content) => void lostOf(content).gone++,
    /** A content that some file had and has no more; it is stored as long as the update goes on. */
    lostContent: (hash: string): Content | undefined => lost.get(hash)?.content,
    lost: () => [...lost.values()].map(({ content }) => content),
    report(): Omit<FolderReport, 'near' | 'finished' | 'seconds'> {
      let [moved, removed, duplicates] = [0, 0, 0];
      for (const [hash, files] of arrived) {
        const { replaced = 0, gone = 0 } = lost.get(hash) ?? {};
        moved += Math.min(files, replaced + gone);
        duplicates += Math.max(0, files - replaced - gone);
      }
      for (const [hash, { gone }] of lost) removed += Math.max(0, gone - (arrived.get(hash) ?? 0));
      return { ...counts, moved, duplicates, removed, leftOut: leftOut.list() };
    },
  };
}

export type Tally = ReturnType<typeof tallyOf>;
