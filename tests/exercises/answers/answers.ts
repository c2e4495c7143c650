import type { AnswerFunction } from '../../../lib/exercises/judge';

/** Answers to an exercise: right ones written differently, and typical wrong ones with a word of the hint that fits the mistake. */
export interface Answers {
  right: Record<string, AnswerFunction>;
  wrong: Record<string, { answer: AnswerFunction; told: RegExp }>;
}

/** An answer whose number is rounded before it is given back. */
export const rounded =
  (answer: AnswerFunction, decimals = 3): AnswerFunction =>
  (...args) =>
    Number((answer(...args) as number).toFixed(decimals));
