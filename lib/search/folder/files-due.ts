import { type FileKey, shownName } from './file-key';
import { judgeName } from './kinds';
import type { Ledger } from './ledger';
import type { Tally } from './tally';
import { type WalkedFile, walkFolder } from './walk';

/** A folder that is walked, and what is known of it. */
export interface Walked {
  root: string;
  /** Folders and files in it that belong to the index. */
  skip: readonly FileKey[];
  ledger: Ledger;
  signal?: AbortSignal;
}

/** Files that are due for reading, and how many may be read at all. */
export async function countFiles({ root, skip, ledger, signal }: Walked): Promise<{ total: number; due: number }> {
  let total = 0;
  let due = 0;
  for await (const file of walkFolder(root, { skip })) {
    if (signal?.aborted) break;
    if (isLeftOut(file)) continue;
    total++;
    if (file.size > 0 && !isKnown(file, ledger)) due++;
  }
  return { total, due };
}

/**
 * The files that have to be read: those that are new, or another size or time tells that they have changed. Of the others is said what
 * becomes of them.
 * @param done called for each of the others that could have been read
 */
export async function* filesDue(
  { root, skip, ledger, signal }: Walked,
  tally: Tally,
  done: () => void,
): AsyncGenerator<WalkedFile> {
  for await (const file of walkFolder(root, { skip, leaveOut: tally.leaveOut, unread: tally.unread })) {
    if (signal?.aborted) return;
    const { key, size } = file;
    const reason = isLeftOut(file);
    if (reason) {
      tally.leaveOut(key, reason);
      continue;
    }
    if (size > 0 && !isKnown(file, ledger)) {
      yield file;
      continue;
    }
    if (size === 0) tally.leaveOut(key, 'is empty');
    else sayKnown(key, ledger, tally);
    done();
  }
}

const isLeftOut = ({ key }: WalkedFile): string | undefined => {
  const judged = judgeName(shownName(key));
  return judged && 'leftOut' in judged ? judged.leftOut : undefined;
};

const isKnown = ({ key, size, changed }: WalkedFile, ledger: Ledger): boolean => {
  const known = ledger.get(key);
  return known !== undefined && known.size === size && known.changed === changed;
};

function sayKnown(key: FileKey, ledger: Ledger, tally: Tally): void {
  const { problem } = ledger.get(key)!;
  tally.see(key);
  if (problem === undefined) tally.counts.unchanged++;
  else tally.leaveOut(key, problem);
}
