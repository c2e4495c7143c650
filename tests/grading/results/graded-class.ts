import type { HandedIn } from '../../../tools/grade/entries/submissions';
import type { CaseGrade, ExerciseGrade } from '../../../tools/grade/grades';
import type { Graded, Rules } from '../../../tools/grade/results/resubmissions';

/** Grades as the grader makes them, of little text. */

export const ORDER = ['sum', 'mean', 'mode'];
export const RULES: Rules = { late: 'counts', resubmissions: 'best' };

export const exercise = (id: string, credit: number, more: Partial<ExerciseGrade> = {}): ExerciseGrade => ({
  id,
  title: `The ${id}`,
  credit,
  notes: [],
  ...more,
});

export const missing = (id: string): ExerciseGrade => exercise(id, 0, { missing: true, why: 'no cell hands it in' });

export const failed = (tried: string, got: string, more: Partial<CaseGrade> = {}): CaseGrade => ({
  tried,
  got,
  held: false,
  ...more,
});

/** A notebook of a student whose exercises came out so. */
export const graded = (handedIn: HandedIn, exercises: ExerciseGrade[], problem?: string): Graded => ({
  handedIn,
  grade: {
    name: handedIn.name,
    student: handedIn.student,
    exercises,
    notes: [],
    ...(problem !== undefined && { problem }),
  },
});

/** A CSV file's cells, read by the rules of RFC 4180 and no others. */
export function parseCsv(text: string, separator: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (quoted && character === '"' && text[i + 1] === '"') cell += text[i++];
    else if (character === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (quoted || (character !== separator && character !== '\r' && character !== '\n')) cell += character;
    else if (character !== '\r') {
      rows.at(-1)!.push(cell);
      cell = '';
      if (character === '\n') rows.push([]);
    }
  }
  return rows.slice(0, -1);
}
