import { exercises } from '../../lib/exercises/all';
import type { Exercise } from '../../lib/exercises/exercise';
import type { CourseExercises } from './cells/course-exercises';
import type { Submission } from './cells/exercise-cells';
import type { Reader } from './cells/reading';
import { gradeExercise } from './grade-exercise';
import { bounded, boundedExercise, type ExerciseGrade, type NotebookGrade } from './grades';
import { giveMemoryBack } from './memory';
import { processesIn } from './processes';
import type { Secret } from './secret';
import type { Sandbox } from './walls/sandbox';

export interface Course extends CourseExercises {
  version: string;
}

/** The exercises that a notebook owes: all of each lesson of which it has one. */
function owed({ lessons }: Course, found: ReadonlySet<string>): Exercise[] {
  const ids = new Set([...found, ...lessons.flatMap(({ ids }) => (ids.some(id => found.has(id)) ? ids : []))]);
  return exercises.filter(({ id }) => ids.has(id));
}

const missing = ({ id, title }: Exercise): ExerciseGrade => ({
  id,
  title,
  credit: 0,
  why: 'no cell hands it in',
  missing: true,
  notes: [],
});

/** Grades one notebook. Never throws for what the notebook holds, and keeps no text of any length of it. */
export async function gradeNotebook(
  file: string,
  { name, student }: Pick<NotebookGrade, 'name' | 'student'>,
  { reader, sandbox, secret, course }: { reader: Reader; sandbox: Sandbox; secret: Secret; course: Course },
): Promise<NotebookGrade> {
  const nothing = { name, student, exercises: [], notes: [] };
  const reply = await reader.read(file, name);
  if ('problem' in reply) return bounded({ ...nothing, problem: reply.problem });
  const { version, notes, submissions } = reply.read;
  if (version !== undefined && version !== course.version) {
    notes.push(`made with version ${version} of the course, graded by ${course.version}`);
  }
  const byId = new Map(submissions.map(submission => [submission.id, submission]));
  const known = new Set(exercises.map(({ id }) => id));
  const unknown = submissions.filter(({ id }) => !known.has(id)).map(({ id }) => `'${id.slice(0, 40)}'`);
  if (unknown.length > 0) {
    const more = unknown.length > 5 ? ` and ${unknown.length - 5} more` : '';
    notes.push(`not an exercise of this course: ${unknown.slice(0, 5).join(', ')}${more}`);
  }
  const owes = owed(course, new Set([...byId.keys()].filter(id => known.has(id))));
  if (owes.length === 0) {
    const problem = `${name} has no exercise of this course: no cell calls check with the id of one.`;
    return bounded({ ...nothing, notes, problem });
  }
  const graded: ExerciseGrade[] = [];
  const processes = processesIn(sandbox);
  try {
    for (const exercise of owes) {
      const submission: Submission | undefined = byId.get(exercise.id);
      // at once: what came out of the cases of one exercise may take megabytes
      graded.push(
        submission
          ? boundedExercise(await gradeExercise(exercise, submission, { processes, secret }))
          : missing(exercise),
      );
      giveMemoryBack();
    }
  } finally {
    await processes.stop();
  }
  return bounded({ name, student, exercises: graded, notes });
}
