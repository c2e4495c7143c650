import { type Finding, inWords, isList, isPlainTensor } from './exercise';

/** What an answer gives that makes a known mistake, and the hint for it. */
export type Mistake = readonly [value: number, hint: string];

export interface ScalarExpectation {
  right: number;
  /** What is expected, in words. */
  expected: string;
  /** The first that gives the same number is the one that is told. */
  mistakes?: readonly Mistake[];
  /** The hint for a list of numbers. */
  several?: string;
  /** The hint for NaN and infinite results. */
  notFinite?: string;
  /** The hint for a number that fits no known mistake. */
  otherwise?: string;
}

const SEVERAL = 'One number is asked for the whole batch: take the mean at the end.';
const NOT_FINITE =
  'NaN comes from 0 / 0, from Infinity - Infinity, or from a missing number (undefined). Print the values on the way.';

/** The number that a result is: a number, or a tensor that holds one; undefined when it is neither. */
export function asScalar(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return isPlainTensor(value) && value.values.length === 1 ? value.values[0] : undefined;
}

/** Whether two numbers agree to a part in ten thousand; below 0.1 to 1e-5, as float32 leaves no more of a difference of logits. */
const isClose = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-4 * Math.max(Math.abs(b), 0.1);

const ROUNDED = 'That is rounded. Give the number as it comes; where it is shown is the place for toFixed.';

/** The hint for a value that is the right one to one, two or three decimals. */
export const roundedHint = (value: number, right: number): string | undefined =>
  [1, 2, 3].some(decimals => Math.abs(value - Number(right.toFixed(decimals))) < 1e-6) ? ROUNDED : undefined;

/** Judges a result that has to be one number. */
export function judgeScalar(result: unknown, expectation: ScalarExpectation): Finding | undefined {
  const { right, expected, mistakes = [], several = SEVERAL, notFinite = NOT_FINITE, otherwise } = expectation;
  const value = asScalar(result);
  if (value === undefined) {
    const hint = isPlainTensor(result) || isList(result) ? several : undefined;
    return { got: inWords(result), expected, hint };
  }
  if (!Number.isFinite(value)) return { got: String(value), expected: `${expected}; a finite one`, hint: notFinite };
  if (isClose(value, right)) return undefined;
  const hint = mistakes.find(([wrong]) => isClose(value, wrong))?.[1] ?? roundedHint(value, right) ?? otherwise;
  return { got: shortNumber(value), expected, hint };
}

export const shortNumber = (value: number): string => String(Number(value.toPrecision(4)));
