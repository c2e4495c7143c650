import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeAtomicallySync } from '../../lib/data/atomic-file';
import { readPlain } from './entries/plain-file';
import type { NotebookGrade } from './grades';

/*
 * What has been graded, a file a notebook, so that a run that was stopped goes on. A grade is taken over only if the
 * notebook, the exercises and the grader are the same to the byte, and only if this grader has written it: a folder for results
 * may hold what somebody has handed in.
 */

/** @throws the file system's errors; an AbortError once the signal says so */
export async function digestOfFile(file: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of readPlain(file, { signal })) hash.update(piece);
  return hash.digest('hex');
}

export interface Store {
  /** The grade of this very notebook, if it is kept. */
  find(name: string, digest: string): NotebookGrade | undefined;
  /** @throws the file system's errors, of a full disk for instance */
  keep(name: string, digest: string, grade: NotebookGrade): void;
}

/** What only this copy of the project knows; made where it is not there. */
export function keyIn(folder: string): Buffer {
  const file = path.join(folder, 'key');
  try {
    const key = readFileSync(file);
    if (key.length === 32) return key;
  } catch {
    // the first time
  }
  const key = randomBytes(32);
  writeAtomicallySync(file, key);
  return key;
}

/**
 * @param folder where grades are kept
 * @param grader what else decides on a grade: a digest of exercises and grader, and the walls
 * @param key with which what is kept is signed
 */
export function openStore(folder: string, grader: string, key: Buffer): Store {
  mkdirSync(folder, { recursive: true });
  // a name may hold what a file's name may not
  const place = (name: string) =>
    path.join(folder, `${createHash('sha256').update(name).digest('hex').slice(0, 32)}.json`);
  const signed = (grade: string, name: string, digest: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([name, digest, grader, grade]))
      .digest('hex');
  return {
    find(name, digest) {
      try {
        const kept = JSON.parse(readFileSync(place(name), 'utf8'));
        const isOwn = kept.signature === signed(JSON.stringify(kept.grade), name, digest);
        return isOwn ? kept.grade : undefined;
      } catch {
        return undefined;
      }
    },
    keep(name, digest, grade) {
      const signature = signed(JSON.stringify(grade), name, digest);
      writeAtomicallySync(place(name), `${JSON.stringify({ name, signature, grade })}\n`);
    },
  };
}
