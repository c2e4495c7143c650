/**
 * How often each column is among the k largest of a row: a column with many is a hub, that turns up in answers to which it does not belong.
 * Radovanović, Nanopoulos and Ivanović, "Hubs in space" (2010), https://jmlr.org/papers/v11/radovanovic10a.html
 * @param scores n lists of m numbers, a list a query
 * @returns m counts; they add up to n * k
 * @throws RangeError for no scores, lists of unequal length, or a k that is no whole number from 1 to m
 */
export function occurrences(scores: readonly ArrayLike<number>[], { k }: { k: number }): number[] {
  const columns = columnsOf('occurrences', scores, k);
  const counts = new Array<number>(columns).fill(0);
  for (const row of scores) for (const column of largest(row, k)) counts[column]++;
  return counts;
}

/**
 * Scores that pay no attention to hubs: cross-domain similarity local scaling. Each cosine is doubled, less the mean of the k largest of
 * its row, less the mean of the k largest of its column.
 *
 *     csls(q, g) = 2 cos(q, g) - mean over N_k(q) of cos(q, .) - mean over N_k(g) of cos(., g)
 *
 * Conneau et al., "Word Translation Without Parallel Data" (2018), https://arxiv.org/abs/1710.04087
 * @param cosines n lists of m cosines, a list a query
 * @param options.k 10 by default, or as many as there are
 * @param options.bank cosines of other queries, lists of m: a column's mean is taken of these. By default of `cosines` themselves, which
 *   flatters a measurement: a search does not know what will be asked of it.
 * @throws RangeError for no cosines or lists of unequal length
 */
export function csls(
  cosines: readonly ArrayLike<number>[],
  { k = 10, bank = cosines }: { k?: number; bank?: readonly ArrayLike<number>[] } = {},
): number[][] {
  const columns = columnsOf('csls', cosines, Math.min(k, cosines[0]?.length ?? 0));
  const inBank = columnsOf('csls, bank', bank, Math.min(k, bank[0]?.length ?? 0));
  if (inBank !== columns) {
    throw new RangeError(
      `csls: the bank's lists have ${inBank} cosines, expected ${columns}, one for each row of the gallery, as the queries' have`,
    );
  }
  const ofRow = cosines.map(row => meanOfLargest(row, k));
  const ofColumn = Array.from({ length: columns }, (_, j) =>
    meanOfLargest(
      bank.map(row => row[j]),
      k,
    ),
  );
  return cosines.map((row, i) => Array.from(row, (cosine, j) => 2 * cosine - ofRow[i] - ofColumn[j]));
}

/**
 * How often the right column is among the k largest of its row: row i asks for column i.
 * @returns 0 to 1
 * @throws as occurrences does
 */
export function diagonalRecall(scores: readonly ArrayLike<number>[], { k }: { k: number }): number {
  columnsOf('diagonalRecall', scores, k);
  return scores.filter((row, i) => largest(row, k).includes(i)).length / scores.length;
}

function columnsOf(caller: string, scores: readonly ArrayLike<number>[], k: number): number {
  const columns = scores[0]?.length ?? 0;
  const unlike = scores.findIndex(row => row.length !== columns);
  if (columns === 0 || unlike >= 0) {
    throw new RangeError(
      `${caller}: ${columns === 0 ? 'there are no scores' : `row ${unlike} has ${scores[unlike].length} scores, row 0 has ${columns}`}; expected lists of equal length`,
    );
  }
  if (!(Number.isInteger(k) && k >= 1 && k <= columns)) {
    throw new RangeError(`${caller}: k is ${k}, expected a whole number from 1 to ${columns}, the number of columns`);
  }
  return columns;
}

/** Positions of the k largest, of equal ones the first; in no order. */
function largest(row: ArrayLike<number>, k: number): number[] {
  return Array.from(row, (value, i) => ({ value, i }))
    .sort((a, b) => b.value - a.value || a.i - b.i)
    .slice(0, k)
    .map(({ i }) => i);
}

function meanOfLargest(row: ArrayLike<number>, k: number): number {
  const best = Float64Array.from(row).sort().subarray(-k);
  return best.reduce((sum, value) => sum + value, 0) / best.length;
}
