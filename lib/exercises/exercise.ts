import type { SeededRandom } from '../engine/seeds';

/**
 * An exercise: what it asks, and the cases that judge an answer. The notebook's `check` and the grader run the same cases.
 *
 * An answer is always a function, called as a black box: a case says with what, and judges what came back. Arguments are plain
 * data, so that they can travel to another process.
 */
export interface Exercise {
  id: string;
  title: string;
  /** What to write, and in which words the parameters and the result are described. */
  statement: string;
  /** From a nudge to nearly there; one more is shown at each failed attempt. */
  hints: readonly [string, string, string];
  cases: readonly Case[];
  /** Why the authors' answer is one, for who has tried (`solution` shows it); the last hint stands in where there is none. */
  why?: string;
  /**
   * A case of inputs that nobody has seen: the grader tries several, so that a table of the known cases earns nothing. Ordinary
   * inputs: what is hard belongs into `cases`, where a right answer can be tried on it. Left out where the inputs are given, as
   * pictures are.
   */
  drawn?(random: SeededRandom): Case;
  /** True where some of the cases are worth nothing without the others: then the grader gives the whole point, or none. */
  allOrNothing?: boolean;
  /** For an exercise that trains something; the ordinary bounds are the grader's (tools/grade/bounds.ts). */
  bounds?: Partial<Bounds>;
}

/** What an answer may take in the grader, from reading its cells to the last call. */
export interface Bounds {
  /** Of processor time, on all cores together. */
  cpuSeconds: number;
  /** Of wall time; also without using the processor. */
  seconds: number;
  /** Of memory in use. */
  megabytes: number;
  /** Of one answer, as it is sent. */
  answerMegabytes: number;
  /** Calls are repeated in another order, as they are for a pure function; false where a call takes long. */
  repeated: boolean;
}

export interface Case {
  /** What is tried, in words: 'three classes of ten pictures, 20 pairs'. */
  name: string;
  /**
   * It tells apart what differs little, such as a cosine and a rounded one: the whole point hangs on it, and half a point does not.
   * Such cases come last, after those that say what a mistake is.
   */
  fine?: true;
  /** The arguments of each call; most cases call once. Each call gets copies. */
  calls(): unknown[][] | Promise<unknown[][]>;
  /** What is wrong with the results, one a call; undefined when nothing is. */
  judge(results: unknown[]): Finding | undefined | Promise<Finding | undefined>;
}

/** What a learner is told of a case that failed; never the answer. */
export interface Finding {
  /** What came out. */
  got: string;
  /** What was expected, in words. */
  expected: string;
  /** A hint that fits this very mistake, where it is known; else the next general one is shown. */
  hint?: string;
}

/** A tensor that an answer gave back, as plain data. */
export interface PlainTensor {
  shape: number[];
  values: Float32Array;
}

/** A result in a few words, for 'what came out'. */
export function inWords(value: unknown): string {
  if (value === undefined) return 'nothing (undefined): is there a return?';
  if (value === null) return 'null';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return `the text '${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`;
  if (typeof value === 'function') return 'a function';
  if (isPlainTensor(value)) return `a tensor of shape [${value.shape.join(', ')}]`;
  if (isList(value)) return `a list of ${value.length}`;
  return `an object with ${Object.keys(value as object).join(', ') || 'no properties'}`;
}

export function isPlainTensor(value: unknown): value is PlainTensor {
  const tensor = value as Partial<PlainTensor> | null;
  return Array.isArray(tensor?.shape) && tensor?.values instanceof Float32Array;
}

/** Arrays and typed arrays. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** The numbers of an array, a typed array or a tensor; undefined when it is none, or holds something else. */
export function asNumbers(value: unknown): number[] | undefined {
  const list = isPlainTensor(value) ? value.values : value;
  if (!isList(list)) return undefined;
  const numbers = Array.from(list);
  return numbers.every(n => typeof n === 'number') ? (numbers as number[]) : undefined;
}
