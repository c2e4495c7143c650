import path from 'node:path';
import { writeAtomicallySync } from '../../lib/data/atomic-file';
import type { Found, NotGraded, SubmittedFile } from './entries/submissions';
import type { NotebookGrade } from './grades';
import { inOrder } from './pool';
import { pageNames } from './results/page-names';
import type { Graded } from './results/resubmissions';
import { digestOfFile, type Store } from './store';

/** A grade, and how it came about. */
export interface Told {
  grade: NotebookGrade;
  extra: string;
}

export interface GradingOptions {
  atOnce: number;
  store: Store;
  /** Grades one notebook. */
  grade(file: string, submitted: SubmittedFile): Promise<NotebookGrade>;
  /** Grade anew what is kept. */
  again: boolean;
  /** Where the page of each student goes. */
  pages: string;
  /** The page of a student, of whom so much is graded. */
  pageOf(own: readonly Graded[]): string;
  /** Is told of each in the order of their names. */
  onGrade(told: Told, index: number, of: number): void;
  signal: AbortSignal;
}

/** What ends the run, since nothing more can be written. */
const isFull = (error: unknown) => ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');

/**
 * Grades all that was found; what is wrong with one is said of that one.
 * @returns the grades in the order of the names; once the signal says so, those that were told of until then
 * @throws Error if the disk is full
 */
export async function gradeAll({ files, problems }: Found, options: GradingOptions): Promise<Graded[]> {
  const rows = [...files, ...problems].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  const names = pageNames(rows.map(({ student }) => student));
  const { signal, pages } = options;
  const all: Graded[] = [];
  const tell = ({ grade, extra }: Told, index: number) => {
    if (signal.aborted) return;
    const handedIn = rows[index];
    all.push({ handedIn, grade });
    const own = all.filter(one => one.handedIn.student === handedIn.student);
    try {
      writeAtomicallySync(path.join(pages, names.get(handedIn.student)!), options.pageOf(own));
    } catch (error) {
      if (isFull(error)) throw error;
      grade.notes.push((error as Error).message);
    }
    options.onGrade({ grade, extra }, index, rows.length);
  };
  const stopped = new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
  const work = inOrder(rows, options.atOnce, row => gradeRow(row, options), {
    onResult: tell,
    stopped: () => signal.aborted,
  });
  await Promise.race([work, stopped]);
  return all;
}

async function gradeRow(row: SubmittedFile | NotGraded, options: GradingOptions): Promise<Told> {
  const nothing = { name: row.name, student: row.student, exercises: [], notes: [] };
  if (!('bring' in row)) return { grade: { ...nothing, problem: row.problem }, extra: '' };
  try {
    const { grade, extra } = await gradeFile(row, options);
    return { grade: { ...grade, student: row.student, notes: [...row.notes, ...grade.notes] }, extra };
  } catch (error) {
    if (isFull(error)) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    return {
      grade: { ...nothing, notes: row.notes, problem: `${row.name} cannot be read (${code ?? message}).` },
      extra: '',
    };
  }
}

async function gradeFile(row: SubmittedFile, { store, again, grade, signal }: GradingOptions): Promise<Told> {
  const began = performance.now();
  const { file, release } = await row.bring(signal);
  try {
    const digest = await digestOfFile(file, signal);
    const kept = again ? undefined : store.find(row.name, digest);
    if (kept) return { grade: kept, extra: 'graded before' };
    const made = await grade(file, row);
    if (!signal.aborted) store.keep(row.name, digest, made);
    return { grade: made, extra: `${((performance.now() - began) / 1000).toFixed(1)} s` };
  } finally {
    release();
  }
}
