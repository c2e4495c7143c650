import { tf } from '../engine/index';
import type { Exercise, Finding, PlainTensor } from './exercise';

/** An answer: whatever the exercise asks to write. Its arguments and its result are checked when it is called. */
// biome-ignore lint/suspicious/noExplicitAny: a learner's function may take and give anything
export type AnswerFunction = (...args: any[]) => unknown;

export interface Report {
  passed: boolean;
  /** Cases that hold. */
  held: number;
  cases: number;
  /** The first case that does not. */
  failure?: { case: string } & Finding;
}

export interface JudgeOptions {
  /** Seconds for each call of a case. A loop that never waits cannot be stopped from here: that is what `watch` is for. */
  secondsPerCase?: number;
  /**
   * Stops whatever runs if the function that it gives back is not called within the seconds; in a notebook, the kernel
   * can. Left out where nothing can stop a loop that never waits.
   */
  watch?: (seconds: number) => () => void;
}

const WATCH_SECONDS = 1; // a call that waits is found out of time by a timer, before it is stopped from outside

/**
 * Runs an exercise's cases on an answer, in order, up to the first that fails. Never throws for what the answer does.
 * @param answer the learner's function
 */
export async function judge(
  exercise: Exercise,
  answer: AnswerFunction,
  { secondsPerCase = 60, watch }: JudgeOptions = {},
): Promise<Report> {
  const { cases } = exercise;
  for (const [held, one] of cases.entries()) {
    const finding = await tryCase(one, answer, secondsPerCase, watch);
    if (finding) return { passed: false, held, cases: cases.length, failure: { case: one.name, ...finding } };
  }
  return { passed: true, held: cases.length, cases: cases.length };
}

async function tryCase(
  { calls, judge: judgeResults }: Exercise['cases'][number],
  answer: AnswerFunction,
  seconds: number,
  watch: JudgeOptions['watch'],
): Promise<Finding | undefined> {
  const results: unknown[] = [];
  for (const args of await calls()) {
    try {
      // copies: an answer that changes what it was given must not change what the next case sees
      const copies = structuredClone(args);
      results.push(await withTimeLimit(() => answer(...copies), seconds, watch));
    } catch (error) {
      if (error instanceof OutOfTime) {
        return {
          got: `nothing within ${seconds} seconds`,
          expected: 'a result',
          hint: 'It was given up. Is there a loop that does not end, or a promise that is never resolved?',
        };
      }
      const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return { got: `an error: ${message}`, expected: 'a result', hint: hintAt(message) };
    }
  }
  return judgeResults(results);
}

/** The result with its promise awaited and its tensors read and disposed: plain data. */
async function plain(result: unknown): Promise<unknown> {
  const value = await result;
  if (value instanceof tf.Tensor) {
    const tensor: PlainTensor = { shape: [...value.shape], values: Float32Array.from(await value.data()) };
    value.dispose();
    return tensor;
  }
  return value;
}

class OutOfTime extends Error {}

async function withTimeLimit(call: () => unknown, seconds: number, watch: JudgeOptions['watch']): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OutOfTime()), seconds * 1000);
  });
  const unwatch = watch?.(seconds + WATCH_SECONDS);
  // In a turn of its own: an answer that is stopped from outside takes all that called it along.
  const called = new Promise(setImmediate).then(() => plain(call()));
  try {
    return await Promise.race([called, limit]);
  } finally {
    clearTimeout(timer);
    unwatch?.();
  }
}

/** What errors that everybody meets have to say, by what they begin with or contain. */
const ERROR_HINTS: [RegExp, string][] = [
  [
    /^ReferenceError: (\S+) is not defined/,
    'Nothing is called $1 there: is the name spelled as it was declared, and has the cell that declares it run?',
  ],
  [
    /Cannot (?:read|set) properties of (undefined|null) \((?:reading|setting) '(.+)'\)/,
    "Something is $1 where '$2' is looked up in it: an index past the end, a misspelled name, or a return that is missing?",
  ],
  [/TypeError: (\S+) is not a function/, '$1 is called like a function, but is none: what does it hold there?'],
  [/TypeError: (.+) is not iterable/, 'A loop or a spread (...) needs a list: what does $1 hold there?'],
  [/Maximum call stack size/, 'A function calls itself again and again: which condition should end that?'],
  [/Assignment to constant variable/, 'A const cannot be assigned again: declare it with let.'],
  [/Invalid (?:typed )?array length/, 'A list is made with a length that is negative, not whole or far too large.'],
];
const ANY_ERROR =
  'Your function threw this error. Call it in a cell of its own with such an input: there the error names the line.';

function hintAt(message: string): string {
  for (const [pattern, hint] of ERROR_HINTS) {
    const found = pattern.exec(message);
    if (found) return hint.replace(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? '');
  }
  return ANY_ERROR;
}
