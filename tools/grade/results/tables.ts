import { type NotebookGrade, pointsOf } from '../grades';
import { csvOf, type Separator } from './csv';
import { printable } from './printable';
import type { Graded } from './resubmissions';

/** Names of what was passed over, by rule. */
export type Ignored = ReadonlyMap<string, readonly string[]>;

const MARKS: Readonly<Record<string, string>> = { 1: '✓', 0.5: '½', 0: '·' };

const points = (grade: NotebookGrade) => `${pointsOf(grade)} of ${grade.exercises.length}`;

/** A line of the table on the terminal: the points, a mark for each exercise, the name, and what to look at. */
export function tableLine(grade: NotebookGrade, extra = ''): string {
  const name = printable(grade.name);
  if (grade.problem !== undefined) {
    const problem = printable(grade.problem);
    return `${'not graded'.padEnd(11)}${''.padEnd(8)}${problem.startsWith(name) ? '' : `${name}: `}${problem}`;
  }
  const marks = grade.exercises.map(({ credit }) => MARKS[credit]).join('');
  const notes = [...grade.notes, ...grade.exercises.flatMap(({ id, notes }) => notes.map(note => `${id}: ${note}`))];
  const tail = [extra, ...notes.map(printable)].filter(Boolean).join('; ');
  return `${points(grade).padEnd(11)}${marks.padEnd(7)} ${name}${tail && `  (${tail})`}`;
}

/**
 * What a run has found, for other programs: the same bytes for the same notebooks.
 * @param ignored what was passed over, by rule
 */
export function gradesJson(graded: readonly Graded[], ignored: Ignored): string {
  const rows = graded.map(({ handedIn: { student, id }, grade }) => ({
    name: grade.name,
    student,
    ...(id !== undefined && { id }),
    graded: grade.problem === undefined,
    points: pointsOf(grade),
    of: grade.exercises.length,
    ...(grade.problem === undefined ? {} : { problem: grade.problem }),
    notes: grade.notes,
    exercises: grade.exercises,
  }));
  return `${JSON.stringify({ notebooks: rows, ignored: Object.fromEntries(ignored) }, null, 2)}\n`;
}

/** A row a notebook, a column an exercise; empty where an exercise belongs to another lesson. */
export function gradesCsv(graded: readonly Graded[], ids: readonly string[], separator?: Separator): string {
  const used = ids.filter(id => graded.some(({ grade }) => grade.exercises.some(one => one.id === id)));
  const header = ['notebook', 'student', 'graded', 'points', 'of', ...used, 'problem', 'notes'];
  const rows = graded.map(({ handedIn: { student }, grade }) => [
    grade.name,
    student,
    grade.problem === undefined ? 'yes' : 'no',
    pointsOf(grade),
    grade.exercises.length,
    ...used.map(id => grade.exercises.find(one => one.id === id)?.credit ?? ''),
    grade.problem ?? '',
    grade.notes.join('; '),
  ]);
  return csvOf([header, ...rows], separator);
}
