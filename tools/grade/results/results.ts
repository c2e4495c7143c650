import path from 'node:path';
import { writeAtomicallySync } from '../../../lib/data/atomic-file';
import { classPage } from './class-page';
import { classSummary } from './class-summary';
import { classLines, countLines } from './class-table';
import { studentPage } from './page';
import { printable } from './printable';
import { byStudent, type Graded, type StudentGrade } from './resubmissions';
import { gradesCsv, gradesJson, type Ignored } from './tables';
import type { TeacherOptions } from './teacher-options';
import { uploadForm, uploadNotes } from './upload-forms';

/*
 * The files that a run leaves. What is decided here (late, counted) comes from what is graded, at every run anew: a kept grade
 * knows nothing of it.
 */

export interface ResultOptions extends TeacherOptions {
  /** The ids of the course's exercises, in its order. */
  order: readonly string[];
}

/** The page of a student, of whom so much is graded. */
export const pageOf = (own: readonly Graded[], options: ResultOptions): string =>
  studentPage(byStudent(own, options, options.order)[0]);

const ALL_LATE =
  'Every notebook is of a later time than --due: were they copied or unpacked without their times? Those of today say nothing.';

const allLateByTime = (students: readonly StudentGrade[]): boolean =>
  students.length > 1 &&
  students.every(({ notebooks }) => notebooks.every(one => one.late && one.handedIn.late === undefined));

/** Writes everything but the pages of students, and returns what the terminal says of it. */
export function writeResults(
  out: string,
  graded: readonly Graded[],
  ignored: Ignored,
  options: ResultOptions,
): string[] {
  const write = (name: string, text: string) => writeAtomicallySync(path.join(out, name), text);
  const students = byStudent(graded, options, options.order);
  const summary = classSummary(students, options.order);
  write('grades.json', gradesJson(graded, ignored));
  write('grades.csv', gradesCsv(graded, options.order, options.separator));
  write('gradebook.csv', uploadForm(options.format, students, options));
  write('class.json', `${JSON.stringify(summary, null, 2)}\n`);
  write('class.html', classPage(summary));
  return [
    ...classLines(summary),
    ...countLines(students),
    ...(allLateByTime(students) ? [ALL_LATE] : []),
    ...uploadNotes(options.format, students, options),
  ].map(printable);
}
