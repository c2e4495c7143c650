import type { CaseGrade } from '../grades';
import { isGraded, notesOn, problemsOf, type StudentGrade } from './resubmissions';

/*
 * What a class has found hard: of each exercise how many hold it, and which wrong answers came how often.
 */

/** What came out of a case, and of how many students. */
export interface WrongAnswer {
  got: string;
  hint?: string;
  students: string[];
}

/** A case that failed first, with what came out of it, the most frequent first. */
export interface FailedCase {
  tried: string;
  students: number;
  answers: WrongAnswer[];
}

export interface ExerciseSummary {
  id: string;
  title: string;
  full: number;
  half: number;
  none: number;
  notHandedIn: number;
  failed: FailedCase[];
}

export interface ClassSummary {
  students: number;
  /** Notebooks that could not be graded, and why. */
  notGraded: { student: string; problem: string }[];
  exercises: ExerciseSummary[];
  /** Points by exercise and by student: null where it was not handed in, absent where it belongs to another lesson. */
  points: {
    student: string;
    id?: string;
    /** Null where nothing could be graded. */
    points: number | null;
    exercises: Record<string, number | null>;
    notes: string[];
  }[];
}

/** What a wrong answer is known by: the first case of the course that fails, since drawn inputs differ from run to run. */
function firstFailed({ cases = [], why }: { cases?: CaseGrade[]; why?: string }): Omit<WrongAnswer, 'students'> & {
  tried: string;
} {
  if (why !== undefined) return { tried: 'could not be tried', got: why };
  const failed = cases.filter(({ held }) => !held);
  const own = failed.find(({ drawn }) => !drawn);
  if (own) return { tried: own.tried, got: own.got ?? 'nothing', hint: own.hint };
  return { tried: 'inputs drawn at random', got: 'holds for the cases of the course alone', hint: failed[0]?.hint };
}

const mostFirst = <T>(list: T[], count: (one: T) => number, name: (one: T) => string): T[] =>
  list.sort((a, b) => count(b) - count(a) || (name(a) < name(b) ? -1 : 1));

function failedCases(id: string, students: readonly StudentGrade[]): FailedCase[] {
  const byCase = new Map<string, Map<string, WrongAnswer>>();
  for (const { student, exercises } of students) {
    const from = exercises.find(one => one.id === id)?.from;
    if (!from || from.grade.credit === 1) continue;
    const { tried, ...answer } = firstFailed(from.grade);
    const answers = byCase.get(tried) ?? new Map<string, WrongAnswer>();
    byCase.set(tried, answers);
    const known = answers.get(answer.got) ?? { ...answer, students: [] };
    answers.set(answer.got, known);
    known.students.push(student);
  }
  const failed = [...byCase].map(([tried, answers]) => ({
    tried,
    students: [...answers.values()].reduce((sum, one) => sum + one.students.length, 0),
    answers: mostFirst(
      [...answers.values()],
      one => one.students.length,
      one => one.got,
    ),
  }));
  return mostFirst(
    failed,
    one => one.students,
    one => one.tried,
  );
}

function summaryOf(id: string, students: readonly StudentGrade[]): ExerciseSummary {
  const owed = students.flatMap(({ exercises }) => exercises.filter(one => one.id === id));
  const withCredit = (credit: number) => owed.filter(one => one.handedIn && one.credit === credit).length;
  return {
    id,
    title: owed[0].title,
    full: withCredit(1),
    half: withCredit(0.5),
    none: withCredit(0),
    notHandedIn: owed.filter(one => !one.handedIn).length,
    failed: failedCases(id, students),
  };
}

/** The ids of the exercises that the students owe, in the order of the course. */
export const owedIds = (students: readonly StudentGrade[], order: readonly string[]): string[] =>
  order.filter(id => students.some(({ exercises }) => exercises.some(one => one.id === id)));

/** @param order the ids of the course's exercises */
export function classSummary(students: readonly StudentGrade[], order: readonly string[]): ClassSummary {
  return {
    students: students.length,
    notGraded: students.flatMap(one => problemsOf(one).map(problem => ({ student: one.student, problem }))),
    exercises: owedIds(students, order).map(id => summaryOf(id, students)),
    points: students.map(one => ({
      student: one.student,
      ...(one.id !== undefined && { id: one.id }),
      points: isGraded(one) ? one.points : null,
      exercises: Object.fromEntries(one.exercises.map(({ id, handedIn, credit }) => [id, handedIn ? credit : null])),
      notes: notesOn(one),
    })),
  };
}
