import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { writeAtomicallySync } from '../../lib/data/atomic-file';
import type { NotebookGrade } from './grades';

/*
 * What has been graded, a file a notebook, so that a run that was stopped goes on. A grade is taken over only if the
 * notebook, the exercises and the grader are the same to the byte.
 */

/** @throws the file system's errors */
export function digestOfFile(file: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.alloc(1 << 20);
  const descriptor = openSync(file, 'r');
  try {
    for (;;) {
      const length = readSync(descriptor, piece);
      if (length === 0) return hash.digest('hex');
      hash.update(piece.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
}

export interface Store {
  /** The grade of this very notebook, if it is kept. */
  find(name: string, digest: string): NotebookGrade | undefined;
  /** @throws the file system's errors, of a full disk for instance */
  keep(name: string, digest: string, grade: NotebookGrade): void;
}

/**
 * @param folder where grades are kept
 * @param grader what else decides on a grade: a digest of exercises and grader, and the walls
 */
export function openStore(folder: string, grader: string): Store {
  mkdirSync(folder, { recursive: true });
  // a name may hold what a file's name may not
  const place = (name: string) =>
    path.join(folder, `${createHash('sha256').update(name).digest('hex').slice(0, 32)}.json`);
  return {
    find(name, digest) {
      try {
        const kept = JSON.parse(readFileSync(place(name), 'utf8'));
        return kept.name === name && kept.digest === digest && kept.grader === grader ? kept.grade : undefined;
      } catch {
        return undefined;
      }
    },
    keep(name, digest, grade) {
      writeAtomicallySync(place(name), `${JSON.stringify({ name, digest, grader, grade })}\n`);
    },
  };
}
