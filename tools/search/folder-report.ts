import type { FolderProgress, FolderReport } from '../../lib/search/index-folder';

/** Paths that are named of each reason. */
const NAMED = 3;

const count = (n: number) => n.toLocaleString('en');
const files = (n: number) => `${count(n)} ${n === 1 ? 'file' : 'files'}`;

/** How far the indexing of a folder is: '1,200 of 10,000 files, 25 minutes left'. */
export function progressWords({ done, total, secondsLeft }: FolderProgress): string {
  const left = secondsLeft === undefined || done === total ? '' : `, ${timeWords(secondsLeft)} left`;
  return `${count(done)} of ${files(total)}${left}`;
}

/** A time as people say it: '40 seconds', '25 minutes', '3.5 hours'. */
function timeWords(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} seconds`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} minutes`;
  return `${(seconds / 3600).toFixed(1)} hours`;
}

/** What indexing a folder did, a line each. */
export function reportLines(report: FolderReport): string[] {
  const { indexed, unchanged, moved, duplicates, removed, near, leftOut } = report;
  const done = [
    `${files(indexed)} indexed`,
    `${count(unchanged)} unchanged`,
    ...(moved > 0 ? [`${count(moved)} moved`] : []),
    ...(removed > 0 ? [`${count(removed)} removed`] : []),
    ...(duplicates > 0 ? [`${count(duplicates)} with the same bytes as another`] : []),
    ...(near > 0 ? [`${count(near)} that look like another`] : []),
  ];
  return [
    done.join(', '),
    ...leftOut.map(({ reason, count: n, paths }) => {
      const more = n > NAMED ? ', …' : '';
      return `left out, ${reason}: ${files(n)} (${paths.slice(0, NAMED).join(', ')}${more})`;
    }),
  ];
}
