import type { Rows } from '../engine/rows';
import { type Relevant, ranksOf } from './ranks';

/**
 * The mean reciprocal rank: the mean over queries of 1 / rank of the first right answer in the gallery, by cosine.
 *
 * Ties count against (see ranks.ts): where wrong answers are as similar as the right one, they come first.
 * @param queries [n, dim]
 * @param gallery [m, dim]
 * @param options.relevant for every query the row of the gallery that answers it, or a list of them; by default row i finds row i
 * @returns above 0, at most 1 (each right answer comes first)
 * @throws RangeError or TypeError for widths that differ, no rows, NaN or infinite values, or `relevant` that does not fit
 */
export async function meanReciprocalRank(
  queries: Rows,
  gallery: Rows,
  { relevant }: { relevant?: Relevant } = {},
): Promise<number> {
  const ranks = await ranksOf('meanReciprocalRank', queries, gallery, { relevant });
  return ranks.reduce((sum, rank) => sum + 1 / rank, 0) / ranks.length;
}
