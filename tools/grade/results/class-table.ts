import type { ClassSummary, ExerciseSummary } from './class-summary';
import { notesOn, type StudentGrade } from './resubmissions';

/** As much of a text as a line has room for. */
const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

function mostFrequent({ failed }: ExerciseSummary): string[] {
  if (failed.length === 0) return [];
  const [{ tried, students, answers }] = failed;
  const [{ got, students: those }] = answers;
  return [`    most often: ${cut(tried, 60)} (${students}×); came out: ${cut(got, 40)} (${those.length}×)`];
}

/** A summary of the class for the terminal: a line an exercise, and below it what failed most often. */
export function classLines({ students, exercises, points }: ClassSummary): string[] {
  if (exercises.length === 0) return [];
  const width = Math.max(...exercises.map(({ id }) => id.length)) + 2;
  const graded = points.flatMap(one => one.points ?? []);
  const mean = graded.reduce((sum, one) => sum + one, 0) / graded.length;
  const columns = (...cells: (string | number)[]) =>
    cells.map((one, i) => String(one).padStart(i < 3 ? 6 : 15)).join('');
  return [
    `The class: ${students} ${students === 1 ? 'student' : 'students'}, ${mean.toFixed(1)} points on average.`,
    `  ${''.padEnd(width)}${columns('full', 'half', 'none', 'not handed in')}`,
    ...exercises.flatMap(one => [
      `  ${one.id.padEnd(width)}${columns(one.full, one.half, one.none, one.notHandedIn)}`,
      ...mostFrequent(one),
    ]),
  ];
}

/** What counts and what does not, a line a notebook with its student. */
export const countLines = (students: readonly StudentGrade[]): string[] =>
  students.flatMap(one => notesOn(one).map(note => `${one.student}: ${note}`));
