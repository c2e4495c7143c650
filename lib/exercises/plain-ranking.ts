import { asNumbers, type Finding, inWords, isList, isPlainTensor } from './exercise';
import { cosine, isSame, type Row } from './plain-rows';
import { shortNumber } from './scalar';

/** Rankings as lessons 1 and 6 ask for them: positions (from 0), the best first. */
export type Ranking = readonly number[];

/** A ranking that a known mistake gives, and the hint for it. */
export type RankingMistake = readonly [ranking: Ranking, hint: string];

/** The positions of scores, the highest first; of equal ones the smaller position. */
export const ranking = (scores: Row): number[] => scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a]);

/** The largest first, as sort and reverse order numbers when they are given no function. */
export const byText = (a: number, b: number): number => (String(a) < String(b) ? 1 : -1);
export const AS_TEXTS =
  'sort without a function compares texts, and the text -0.2 comes before -0.9. Give it a function: (a, b) => b - a.';

/** A nearness that is rounded before it is compared. */
export const toDecimals =
  (decimals: number, near: (a: Row, b: Row) => number = cosine) =>
  (a: Row, b: Row): number =>
    Number(near(a, b).toFixed(decimals));
export const ROUNDED_COSINES = 'Rounded cosines are equal where the cosines are not: sort them as they come.';

/** What comes out when places are given for positions: of each row where it stands in a ranking of all. */
export const placesIn = (all: Ranking): RankingMistake => [
  all.map((_, position) => all.indexOf(position)),
  'That says of each row which place it takes. Asked is for each place which row takes it.',
];

export interface RankingExpectation {
  right: Ranking;
  /** How many there are to rank. */
  of: number;
  /** What is expected, in words. */
  expected: string;
  /** The first that gives the same ranking is the one that is told. */
  mistakes?: readonly RankingMistake[];
  /** The hint for a ranking that is too short or too long and fits no known mistake. */
  otherLength: string;
}

/** Judges a result that has to be one ranking. */
export function judgeRanking(result: unknown, expectation: RankingExpectation): Finding | undefined {
  const { right, expected, mistakes = [] } = expectation;
  const found = asNumbers(result);
  if (!found) {
    if (typeof result === 'number')
      return { got: inWords(result), expected, hint: 'A list is asked, and not the best alone.' };
    const hint = isList(result) ? 'A list of positions (which row: a number), not of rows or of pairs.' : undefined;
    return { got: inWords(result), expected, hint };
  }
  if (isSame(found, right)) return undefined;
  const shown = found.slice(0, 12).map(shortNumber).join(', ');
  const got = isPlainTensor(result) || found.length === 0 ? inWords(result) : `a list of ${found.length}: ${shown}`;
  return { got, expected, hint: mistakes.find(([wrong]) => isSame(found, wrong))?.[1] ?? formOf(found, expectation) };
}

/** What a ranking gives away by its form. */
function formOf(found: number[], { right, of, otherLength }: RankingExpectation): string | undefined {
  if (found.length === 0) return undefined;
  if (!found.every(Number.isInteger)) return 'These are no positions: which rows are they, counted from 0?';
  if (new Set(found).size < found.length) {
    return 'One position comes twice. indexOf finds the first of two equal values again and again: sort the positions, not the values.';
  }
  if (isSame(found, [...right].reverse())) return 'The worst comes first: sort by falling similarity.';
  if (
    isSame(
      found,
      right.map(position => position + 1),
    )
  )
    return 'Positions count from 0.';
  if (found.length !== right.length) return otherLength;
  const ascending = (positions: Ranking) => [...positions].sort((a, b) => a - b);
  if (right.length < of && isSame(ascending(found), ascending(right)))
    return 'The right ones, in another order: the most similar comes first.';
  return undefined;
}
