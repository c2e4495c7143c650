import { describe } from '../engine/rows';

/** How good each answer is, by its id: a number from 0 on. */
export type Relevance =
  | ReadonlyMap<string | number, number>
  | Readonly<Record<string | number, number>>
  | ArrayLike<number>;

/**
 * Normalised discounted cumulative gain at k: how much of what is good stands in the first k places, and how far in front, compared with
 * the best order there could be.
 *
 *     DCG@k = sum over places i from 1 to k:  relevance(i) / log2(i + 1),    nDCG@k = DCG@k / DCG@k of the best order
 *
 * The gain is the relevance itself, as in the paper and in scikit-learn; others take 2^relevance − 1, which is the same for 0 and 1.
 *
 * Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002), https://doi.org/10.1145/582415.582418
 * @param ranked ids, the best first; fewer than k, or none, count as places with nothing good
 * @param relevance of each id; one that is not named is worth 0
 * @param options.k how many places are looked at, a whole number from 1 on; it may be larger than the list
 * @returns 0 (nothing good there) to 1 (no order is better)
 * @throws RangeError for an id that is ranked twice, a relevance below 0 or not finite, nothing that is relevant at all, and for k
 */
export function ndcgAtK(ranked: readonly (string | number)[], relevance: Relevance, { k }: { k: number }): number {
  if (!(Number.isInteger(k) && k >= 1)) {
    throw new RangeError(`ndcgAtK: k is ${describe(k)}, expected how many places to look at, a whole number from 1 on`);
  }
  const gains = readRelevance(relevance);
  checkRanked(ranked);
  const ideal = discounted([...gains.values()].sort((a, b) => b - a).slice(0, k));
  if (ideal === 0) {
    throw new RangeError(
      'ndcgAtK: nothing has a relevance above 0, expected one answer or more; leave out queries that have none',
    );
  }
  return discounted(ranked.slice(0, k).map(id => gains.get(String(id)) ?? 0)) / ideal;
}

const discounted = (gains: readonly number[]) => gains.reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0);

/** By the text of the id: an object's keys are texts, whatever they were written as. */
function readRelevance(relevance: Relevance): Map<string, number> {
  if (typeof relevance !== 'object' || relevance === null) {
    throw new TypeError(`ndcgAtK: relevance is ${describe(relevance)}, expected { id: number, … } or a Map`);
  }
  const gains = new Map<string, number>();
  for (const [id, gain] of relevance instanceof Map ? relevance : Object.entries(relevance)) {
    if (!(Number.isFinite(gain) && gain >= 0)) {
      throw new RangeError(`ndcgAtK: the relevance of ${id} is ${describe(gain)}, expected a number from 0 on`);
    }
    gains.set(String(id), gain);
  }
  return gains;
}

function checkRanked(ranked: readonly (string | number)[]): void {
  if (!Array.isArray(ranked)) {
    throw new TypeError(`ndcgAtK: ranked is ${describe(ranked)}, expected a list of ids, the best first`);
  }
  const seen = new Set<string>();
  for (const id of ranked.map(String)) {
    if (seen.has(id)) throw new RangeError(`ndcgAtK: ranked names ${id} twice, expected each id once`);
    seen.add(id);
  }
}
