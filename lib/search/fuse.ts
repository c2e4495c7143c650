import { describe } from '../engine/rows';

/** What a ranking names: the id of an item, or its position. */
type Id = string | number;

export interface Fused<I extends Id> {
  id: I;
  /** Above 0, at most the number of rankings divided by k + 1. */
  score: number;
}

/**
 * Reciprocal rank fusion: one ranking of several. Scores are not looked at, only places, so that a cosine and a sum of logarithms need no
 * common scale.
 *
 *     score(id) = sum over the rankings that name it:  1 / (k + place),  the first place being 1
 *
 * Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods" (2009),
 * https://doi.org/10.1145/1571941.1572114
 * @param rankings lists of ids, the best first, of any lengths; empty ones count nothing
 * @param options.k how little the first places stand out: 60 by default, as in the paper
 * @returns every id that is named, the best first; of equal ones that first which comes first in the earliest ranking
 * @throws TypeError for what are no lists of ids; RangeError for a ranking that names an id twice, or a k that is no number from 0 on
 */
export function fuseRanks<I extends Id>(
  rankings: readonly (readonly I[])[],
  { k = 60 }: { k?: number } = {},
): Fused<I>[] {
  if (!(Number.isFinite(k) && k >= 0)) {
    throw new RangeError(`fuseRanks: k is ${describe(k)}, expected a number from 0 on, such as 60`);
  }
  checkRankings(rankings);
  const parts = new Map<I, number[]>();
  for (const ranking of rankings) {
    ranking.forEach((id, i) => {
      parts.set(id, [...(parts.get(id) ?? []), 1 / (k + i + 1)]);
    });
  }
  // added up from the smallest: the order of the rankings then makes no difference, not even in the last digit
  const sum = (shares: number[]) => shares.sort((one, other) => one - other).reduce((total, share) => total + share, 0);
  return [...parts].map(([id, shares]) => ({ id, score: sum(shares) })).sort((one, other) => other.score - one.score);
}

function checkRankings(rankings: readonly (readonly Id[])[]): void {
  if (!Array.isArray(rankings)) {
    throw new TypeError(`fuseRanks: rankings is ${describe(rankings)}, expected a list of lists of ids`);
  }
  rankings.forEach((ranking, i) => {
    if (!Array.isArray(ranking)) {
      throw new TypeError(`fuseRanks: rankings[${i}] is ${describe(ranking)}, expected a list of ids, the best first`);
    }
    const seen = new Set<Id>();
    ranking.forEach((id, place) => {
      if (typeof id !== 'string' && typeof id !== 'number') {
        throw new TypeError(
          `fuseRanks: rankings[${i}][${place}] is ${describe(id)}, expected an id: a text or a number`,
        );
      }
      if (seen.has(id)) {
        throw new RangeError(
          `fuseRanks: rankings[${i}] names ${describe(id)} twice, expected each id once; keep the better of its places`,
        );
      }
      seen.add(id);
    });
  });
}
