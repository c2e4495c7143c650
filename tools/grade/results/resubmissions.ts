import type { HandedIn } from '../entries/submissions';
import type { ExerciseGrade, NotebookGrade } from '../grades';
import { lastOf } from './latest';

/*
 * Which of a student's notebooks counts. It is decided for each exercise by itself: what was handed in again may hold only some
 * of them. Nothing is dropped: what does not count is kept beside what does, with the reason.
 */

export interface Graded {
  handedIn: HandedIn;
  grade: NotebookGrade;
}

export interface Rules {
  /** What is of a later time, in ms since 1970, is late. */
  due?: number;
  late: 'counts' | 'left-out';
  resubmissions: 'best' | 'last';
}

type Reason = 'late' | 'not the last' | 'not the best';

/** An exercise of a student, with the notebook that counts, if one does. */
export interface Counted {
  id: string;
  title: string;
  credit: number;
  handedIn: boolean;
  from?: { name: string; grade: ExerciseGrade; late: boolean };
  notCounted: { name: string; credit: number; reason: Reason }[];
}

export interface StudentGrade {
  student: string;
  id?: string;
  notebooks: (Graded & { late: boolean })[];
  exercises: Counted[];
  points: number;
}

const isLate = ({ late, submitted }: HandedIn, { due }: Rules): boolean =>
  late ?? (due !== undefined && submitted !== undefined && submitted.getTime() > due);

type Candidate = { handedIn: HandedIn; grade: ExerciseGrade; late: boolean };

/** Of two that are as good, the first in the order of names. */
const bestOf = (candidates: readonly Candidate[]): Candidate =>
  candidates.reduce((best, one) => (one.grade.credit > best.grade.credit ? one : best));

function countExercise(id: string, notebooks: StudentGrade['notebooks'], rules: Rules): Counted {
  const all = notebooks.flatMap(({ handedIn, grade, late }): Candidate[] =>
    grade.exercises.filter(one => one.id === id).map(one => ({ handedIn, grade: one, late })),
  );
  const there = all.filter(({ grade }) => !grade.missing);
  const inTime = there.filter(({ late }) => !late || rules.late === 'counts');
  const chosen = inTime.length === 0 ? undefined : rules.resubmissions === 'last' ? lastOf(inTime) : bestOf(inTime);
  const reasonOf = (one: Candidate): Reason => (inTime.includes(one) ? `not the ${rules.resubmissions}` : 'late');
  return {
    id,
    title: all[0].grade.title,
    credit: chosen?.grade.credit ?? 0,
    handedIn: there.length > 0,
    ...(chosen && { from: { name: chosen.handedIn.name, grade: chosen.grade, late: chosen.late } }),
    notCounted: there
      .filter(one => one !== chosen)
      .map(one => ({ name: one.handedIn.name, credit: one.grade.credit, reason: reasonOf(one) })),
  };
}

/** A student's grade: of each exercise of the lessons handed in, what counts and what does not. */
function gradeOf(graded: readonly Graded[], rules: Rules, order: readonly string[]): StudentGrade {
  const { student, id } = graded[0].handedIn;
  const notebooks = graded.map(one => ({ ...one, late: isLate(one.handedIn, rules) }));
  const ids = new Set(graded.flatMap(({ grade }) => grade.exercises.map(one => one.id)));
  const exercises = order.filter(id => ids.has(id)).map(id => countExercise(id, notebooks, rules));
  const points = exercises.reduce((sum, { credit }) => sum + credit, 0);
  return { student, ...(id !== undefined && { id }), notebooks, exercises, points };
}

/**
 * The students of these notebooks, in the order in which they first come up.
 * @param order the ids of the course's exercises
 */
export function byStudent(graded: readonly Graded[], rules: Rules, order: readonly string[]): StudentGrade[] {
  const groups = new Map<string, Graded[]>();
  for (const one of graded) {
    const { student } = one.handedIn;
    groups.set(student, [...(groups.get(student) ?? []), one]);
  }
  return [...groups.values()].map(group => gradeOf(group, rules, order));
}

/** Why it does not count, for who reads the results; `instead` is the notebook that does. */
const inWords = (reason: Reason, instead: string | undefined): string => {
  if (reason === 'late') return 'it is late';
  return `${instead} ${reason === 'not the last' ? 'is the last' : 'is as good or better'}`;
};

/** A notebook's name among those of its student. */
export const ownName = (name: string): string => name.split('/').slice(1).join('/') || name;

/** What counts and what does not, a sentence a notebook; empty where everything counts and nothing is late. */
export function notesOn({ notebooks, exercises }: StudentGrade): string[] {
  const late = notebooks.filter(one => one.late).map(({ handedIn: { name } }) => `${ownName(name)} is late.`);
  const dropped = new Map<string, string[]>();
  for (const { id, from, notCounted } of exercises) {
    for (const { name, credit, reason } of notCounted) {
      const why = `${ownName(name)}\0${inWords(reason, from && ownName(from.name))}`;
      dropped.set(why, [...(dropped.get(why) ?? []), `${id} (${credit})`]);
    }
  }
  const sentences = [...dropped].map(([key, ids]) => {
    const [name, why] = key.split('\0');
    return `${name} does not count for ${ids.join(', ')}: ${why}.`;
  });
  return [...late, ...sentences];
}

/** Whether anything of a student could be graded. */
export const isGraded = ({ notebooks }: StudentGrade): boolean =>
  notebooks.some(({ grade }) => grade.problem === undefined);

/** Which notebooks of a student could not be graded, and why. */
export const problemsOf = ({ notebooks }: StudentGrade): string[] =>
  notebooks.flatMap(({ grade: { name, problem } }) => {
    if (problem === undefined) return [];
    return problem.startsWith(name) ? [problem] : [`${name}: ${problem}`];
  });
