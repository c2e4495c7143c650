import { ndcgAtK } from '../metrics/ndcg';

/** How well ranked lists answer their queries, as far as the tenth place. */
export interface RankingScores {
  /** Shares of the queries with something right in the first place, and among the first ten. */
  at1: number;
  at10: number;
  /** Means over the queries: of 1 / the first right place, 0 where there is none, and of nDCG, each right answer being worth 1. */
  mrr: number;
  ndcg: number;
}

const K = 10;

/**
 * Scores a search by the lists that it gave, whatever made them: words, vectors or both.
 * @param lists of each query the ids that it found, the best first; perhaps fewer than ten, or none
 * @param right of each query the ids that answer it, one or more
 * @throws RangeError for no queries, or not one list of right answers for each; and what `ndcgAtK` throws
 */
export function rankingScores(
  lists: readonly (readonly string[])[],
  right: readonly (readonly string[])[],
): RankingScores {
  if (lists.length === 0 || lists.length !== right.length) {
    throw new RangeError(
      `rankingScores: there are ${lists.length} lists and ${right.length} of right answers, expected one of each for every query`,
    );
  }
  // 0 where nothing right is among the ten
  const places = lists.map((list, i) => list.slice(0, K).findIndex(id => right[i].includes(id)) + 1);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    at1: mean(places.map(place => Number(place === 1))),
    at10: mean(places.map(place => Number(place > 0))),
    mrr: mean(places.map(place => (place > 0 ? 1 / place : 0))),
    ndcg: mean(lists.map((list, i) => ndcgAtK(list, new Map(right[i].map(id => [id, 1])), { k: K }))),
  };
}
