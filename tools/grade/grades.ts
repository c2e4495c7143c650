/** How one case went. */
export interface CaseGrade {
  /** What was tried, in words. */
  tried: string;
  held: boolean;
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
  notes: string[];
}

export interface NotebookGrade {
  /** The path below the folder that is graded. */
  name: string;
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
 * All cases: 1. Two thirds of them, the ordinary inputs that nobody has seen among them: 0.5. Else 0.
 * @param drawn whether the case of drawn inputs holds, where there is one
 */
export function creditOf(cases: readonly CaseGrade[], drawn: boolean): number {
  const held = cases.filter(one => one.held).length;
  if (!drawn || held === 0) return 0;
  if (held === cases.length) return 1;
  return held / cases.length >= HALF_FROM ? 0.5 : 0;
}
