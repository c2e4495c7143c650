/** How one case went. */
export interface CaseGrade {
  /** What was tried, in words. */
  tried: string;
  held: boolean;
  /** Only the whole point hangs on it. */
  fine?: true;
  /** Its inputs were drawn for this submission. */
  drawn?: true;
  got?: string;
  expected?: string;
  hint?: string;
}

export interface ExerciseGrade {
  id: string;
  title: string;
  /** 0, 0.5 or 1. */
  credit: number;
  /** Absent where nothing could be tried. */
  cases?: CaseGrade[];
  /** Why nothing could be tried, or what ended the trials. */
  why?: string;
  /** No cell hands it in. */
  missing?: true;
  notes: string[];
}

export interface NotebookGrade {
  /** The path below the folder that is graded. */
  name: string;
  student: string;
  /** Why it could not be graded. */
  problem?: string;
  exercises: ExerciseGrade[];
  notes: string[];
}

export const pointsOf = ({ exercises }: NotebookGrade): number =>
  exercises.reduce((sum, { credit }) => sum + credit, 0);

/** The share of the cases from which on an answer earns half of the exercise. */
const HALF_FROM = 2 / 3;

/**
 * All cases: 1. Two thirds of the course's own without the fine ones, and all of drawn inputs, which nobody has seen: 0.5, unless
 * the exercise is all or nothing. Else 0.
 */
export function creditOf(cases: readonly CaseGrade[], { allOrNothing = false } = {}): number {
  const own = cases.filter(one => !one.drawn && !one.fine);
  const held = own.filter(one => one.held).length;
  if (held === 0 || cases.some(one => one.drawn && !one.held)) return 0;
  if (cases.every(one => one.held)) return 1;
  return !allOrNothing && held / own.length >= HALF_FROM ? 0.5 : 0;
}

/** Of a text that came from what was handed in; more is left out before it is kept. */
const MOST_CHARACTERS = 500;
const MOST_NOTES = 20;

/** A text of its own: a part of a long one would keep all of it in memory. */
function cut(text: string): string {
  const isLong = text.length > MOST_CHARACTERS;
  const part = isLong ? `${text.slice(0, MOST_CHARACTERS).replace(/[\ud800-\udbff]$/, '')} …` : text;
  return Buffer.from(part, 'utf16le').toString('utf16le');
}

function cutNotes(notes: readonly string[]): string[] {
  const kept = notes.slice(0, MOST_NOTES).map(cut);
  return notes.length > MOST_NOTES ? [...kept, `and ${notes.length - MOST_NOTES} more`] : kept;
}

/** The same with texts of a bounded length, whatever was handed in. */
export function boundedExercise(grade: ExerciseGrade): ExerciseGrade {
  const { why, notes, cases } = grade;
  return {
    ...grade,
    ...(why === undefined ? {} : { why: cut(why) }),
    notes: cutNotes(notes),
    ...(cases && { cases: cases.map(one => ({ ...one, ...(one.got === undefined ? {} : { got: cut(one.got) }) })) }),
  };
}

/** The same for what is said of a notebook as a whole. */
export function bounded(grade: NotebookGrade): NotebookGrade {
  const { problem, notes } = grade;
  return { ...grade, ...(problem === undefined ? {} : { problem: cut(problem) }), notes: cutNotes(notes) };
}
