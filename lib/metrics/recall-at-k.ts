import type { Rows } from '../engine/rows';
import { type Relevant, ranksOf } from './ranks';

export interface RecallAtKOptions {
  /** How many rows of the gallery a query is shown: a whole number from 1 to the gallery's size. */
  k: number;
  /** For every query the row of the gallery that answers it, or a list of them; by default row i finds row i. */
  relevant?: Relevant;
}

/**
 * Recall at k as cross-modal retrieval counts it: the share of queries with at least one right answer among their k nearest rows of
 * the gallery, by cosine. With one right answer a query it is recall in the usual sense.
 *
 * Ties count against (see ranks.ts): where wrong answers are as similar as the right one, they come first.
 * @param queries [n, dim]
 * @param gallery [m, dim]
 * @returns 0 to 1; a random gallery gives about k / m
 * @throws RangeError or TypeError for widths that differ, no rows, NaN or infinite values, a k that is no whole number from 1 to m, or
 *   `relevant` that does not fit
 */
export async function recallAtK(queries: Rows, gallery: Rows, { k, relevant }: RecallAtKOptions): Promise<number> {
  const ranks = await ranksOf('recallAtK', queries, gallery, { k, relevant });
  return ranks.reduce((found, rank) => found + (rank <= k ? 1 : 0), 0) / ranks.length;
}
