import { escapeMarkup } from '../../../lib/data/markup';
import { owedIds } from './class-summary';
import { csvOf, type Separator } from './csv';
import { type Counted, isGraded, notesOn, problemsOf, type StudentGrade } from './resubmissions';

/*
 * A gradebook to open, or to upload: a row a student. Points that are uploaded are texts, which have a decimal point whatever
 * the separator: Moodle in English makes 1 of 1,5, and in no language it minds the point.
 */

export const FORMATS = ['plain', 'moodle', 'canvas'] as const;
export type Format = (typeof FORMATS)[number];

export interface UploadOptions {
  /** The ids of the course's exercises, in its order. */
  order: readonly string[];
  separator: Separator;
  /** What Canvas calls the assignment; with its number in brackets, as in an export of the gradebook. */
  assignment: string;
}

type Row = (string | number)[];

/** Points by exercise, empty where an exercise belongs to a lesson of which a student handed in nothing. */
function plain(students: readonly StudentGrade[], ids: readonly string[]): Row[] {
  const header = ['student', 'id', 'graded', 'points', 'of', ...ids, 'late', 'notes'];
  const rows = students.map((one): Row => {
    const graded = isGraded(one);
    return [
      one.student,
      one.id ?? '',
      graded ? 'yes' : 'no',
      graded ? one.points : '',
      ids.length,
      ...ids.map(id => one.exercises.find(exercise => exercise.id === id)?.credit ?? ''),
      one.notebooks.some(({ late }) => late) ? 'yes' : '',
      [...problemsOf(one), ...notesOn(one)].join(' '),
    ];
  });
  return [header, ...rows];
}

function feedbackOn({ title, credit, handedIn, from }: Counted): string {
  if (!handedIn) return `${title}: not handed in.`;
  if (!from) return `${title}: handed in late.`;
  const { cases = [], why } = from.grade;
  const hint = cases.find(one => !one.held && one.hint !== undefined)?.hint ?? why;
  return `${title}: ${credit} of 1.${hint === undefined ? '' : ` ${hint}`}`;
}

/**
 * The offline grading worksheet of Moodle's assignment: what its import looks for, and who reads it. The feedback becomes HTML
 * there. (mod/assign/feedback/offline/importgradeslib.php)
 */
function moodle(students: readonly StudentGrade[], ids: readonly string[]): Row[] {
  const header = ['Identifier', 'Full name', 'Email address', 'Grade', 'Maximum Grade', 'Last modified (grade)'];
  const rows = students.map((one): Row => {
    const feedback = [...one.exercises.map(feedbackOn), ...notesOn(one)].join(' ');
    return [
      one.id === undefined ? '' : `Participant ${one.id}`,
      one.student,
      '', // the names of the files do not say it
      String(one.points),
      ids.length,
      '',
      escapeMarkup(feedback),
    ];
  });
  return [[...header, 'Feedback comments'], ...rows];
}

/** An export of Canvas's gradebook, cut down to one assignment. (lib/gradebook_importer.rb) */
function canvas(students: readonly StudentGrade[], ids: readonly string[], assignment: string): Row[] {
  const header = ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', assignment];
  const possible = ['    Points Possible', '', '', '', '', ids.length];
  return [header, possible, ...students.map((one): Row => [one.student, one.id ?? '', '', '', '', String(one.points)])];
}

/** The gradebook as a CSV file. Whose work could not be graded gets no grade: a platform would take an empty one for theirs. */
export function uploadForm(
  format: Format,
  students: readonly StudentGrade[],
  { order, separator, assignment }: UploadOptions,
): string {
  const ids = owedIds(students, order);
  if (format === 'plain') return csvOf(plain(students, ids), separator);
  const graded = students.filter(isGraded);
  return csvOf(format === 'moodle' ? moodle(graded, ids) : canvas(graded, ids, assignment), separator);
}

const named = (students: readonly StudentGrade[]): string => {
  const names = students.slice(0, 5).map(({ student }) => student);
  return names.join(', ') + (students.length > 5 ? ` and ${students.length - 5} more` : '');
};

const WANTED = {
  moodle:
    'Moodle finds students by the number in "Surname Firstname_12345_assignsubmission_file_"; write it into Identifier.',
  canvas: 'Canvas finds students by the number in "surnamefirstname_12345_67890_lesson.ipynb", else by the name alone.',
};

/** What who uploads the form has to know. */
export function uploadNotes(
  format: Format,
  students: readonly StudentGrade[],
  { order, assignment }: UploadOptions,
): string[] {
  if (format === 'plain') return [];
  const notes: string[] = [];
  const left = students.filter(one => !isGraded(one));
  if (left.length > 0) notes.push(`Not in the form, since nothing could be graded: ${named(left)}.`);
  const unknown = students.filter(one => isGraded(one) && one.id === undefined);
  if (unknown.length > 0) notes.push(`Without a number: ${named(unknown)}. ${WANTED[format]}`);
  const of = owedIds(students, order).length;
  if (format === 'moodle')
    notes.push(`The maximum grade of the assignment has to be ${of} or more, else Moodle skips what is above it.`);
  else if (!/ \(\d+\)$/.test(assignment)) {
    notes.push(
      `Canvas gives these grades to an assignment "${assignment}", and makes one if there is none: --assignment "NAME (4711)", as in an export of the gradebook, names the one that is meant.`,
    );
  }
  return notes;
}
