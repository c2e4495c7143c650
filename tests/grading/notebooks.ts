import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isRecord, readNotebook } from '../../tools/course/notebook';
import { solvedSource } from '../../tools/notebooks/exercise';

/** Notebooks as learners might save them, made of little text. */

export const ROOT = path.resolve(__dirname, '..', '..');

export const codeCell = (source: string, more: object = {}) => ({
  cell_type: 'code',
  execution_count: 1,
  metadata: {},
  outputs: [] as unknown[],
  source: source.split(/(?<=\n)/),
  ...more,
});

export const notebookOf = (cells: object[], metadata: object = {}) => ({
  cells,
  metadata: {
    kernelspec: { display_name: 'TypeScript', language: 'typescript', name: 'tslab' },
    language_info: { name: 'typescript' },
    ...metadata,
  },
  nbformat: 4,
  nbformat_minor: 5,
});

export function write(file: string, notebook: object | string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, typeof notebook === 'string' || Buffer.isBuffer(notebook) ? notebook : JSON.stringify(notebook));
}

/** The cell of the solved lesson, as a learner might have written it, with its call of check. */
export function solvedCell(lesson: string, id: string): string {
  const { cells } = readNotebook(path.join(ROOT, 'solutions', `${lesson}.ipynb`));
  const cell = cells.find(({ metadata: { course } }) => isRecord(course) && course.exercise === id);
  if (!cell) throw new Error(`${lesson} has no exercise ${id}`);
  return solvedSource(cell.source);
}

/** What a run has written. */
export const gradesIn = (out: string) =>
  (JSON.parse(readFileSync(path.join(out, 'grades.json'), 'utf8')) as { notebooks: GradedNotebook[] }).notebooks;

export interface GradedNotebook {
  student: string;
  name: string;
  graded: boolean;
  points: number;
  problem?: string;
  notes: string[];
  exercises: {
    id: string;
    credit: number;
    why?: string;
    notes: string[];
    cases?: { held: boolean; drawn?: boolean; got?: string; hint?: string }[];
  }[];
}
