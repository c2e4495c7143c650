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
  /** Seconds for all calls of a case together. A loop that never waits cannot be stopped from here: interrupt the kernel. */
  secondsPerCase?: number;
}

/**
 * Runs an exercise's cases on an answer, in order, up to the first that fails. Never throws for what the answer does.
 * @param answer the learner's function
 */
export async function judge(
  exercise: Exercise,
  answer: AnswerFunction,
  { secondsPerCase = 60 }: JudgeOptions = {},
): Promise<Report> {
  const { cases } = exercise;
  for (const [held, one] of cases.entries()) {
    const finding = await tryCase(one, answer, secondsPerCase);
    if (finding) return { passed: false, held, cases: cases.length, failure: { case: one.name, ...finding } };
  }
  return { passed: true, held: cases.length, cases: cases.length };
}

async function tryCase(
  { calls, judge: judgeResults }: Exercise['cases'][number],
  answer: AnswerFunction,
  seconds: number,
): Promise<Finding | undefined> {
  const results: unknown[] = [];
  for (const args of await calls()) {
    try {
      // copies: an answer that changes what it was given must not change what the next case sees
      results.push(await withTimeLimit(plain(answer(...structuredClone(args))), seconds));
    } catch (error) {
      if (error instanceof OutOfTime) {
        return {
          got: `nothing within ${seconds} seconds`,
          expected: 'a result',
          hint: 'Is there a promise that is never resolved?',
        };
      }
      const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return { got: `an error: ${message}`, expected: 'a result' };
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

async function withTimeLimit<T>(promise: Promise<T>, seconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OutOfTime()), seconds * 1000);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
