import { assertSameWidth, describe, type ReadRows, type Rows, readRows } from '../engine/rows';
import { cosineRows, eachBlock } from '../neighbours/similarity-blocks';

/** For every query the row of the gallery that answers it, or a list of them. */
export type Relevant = ArrayLike<number> | ArrayLike<ArrayLike<number>>;

export interface RanksOptions {
  /** By default row i answers query i. */
  relevant?: Relevant;
  /** To be checked before the work is done: a whole number from 1 to m. */
  k?: number;
}

/** Cosines no farther apart than this are a tie: float32 and the order of a sum cannot tell them apart, nor do engines agree there. */
const TIE = 1e-6;

/**
 * The rank, by cosine, at which each query finds the first row of the gallery that answers it; 1 is best.
 *
 * Ties count against: a wrong answer as similar as the right one (to 1e-6) ranks before it. A model that gives all rows the same
 * vector thus gets the worst rank there is, and not the best. Other right answers are not counted.
 * @param queries [n, dim], of any length
 * @param gallery [m, dim]
 * @returns n ranks from 1 to m
 * @throws RangeError or TypeError for widths that differ, no rows, NaN or infinite values, or a list that is not one for each query of
 *   rows that the gallery has
 */
export async function ranksOf(
  caller: string,
  queries: Rows,
  gallery: Rows,
  { relevant, k }: RanksOptions = {},
): Promise<Int32Array> {
  const queryRows = await readRows(caller, 'queries', queries);
  const galleryRows = await readRows(caller, 'gallery', gallery);
  assertSameWidth(caller, 'gallery', galleryRows, 'queries', queryRows);
  if (k !== undefined) checkK(caller, k, galleryRows.n);
  const answers = readRelevant(caller, relevant, queryRows.n, galleryRows.n);
  const best = bestAnswers(queryRows, galleryRows, answers);
  const ranks = new Int32Array(queryRows.n).fill(1);
  await eachBlock({ gallery: galleryRows, queries: queryRows, prepare: cosineRows }, async block => {
    const { product, start, rows, first, count } = block;
    const values = await product.data();
    for (let row = 0; row < rows; row++) {
      const query = start + row;
      const needed = best[query] - TIE;
      let before = 0;
      for (let j = row * count; j < (row + 1) * count; j++) if (values[j] >= needed) before++;
      // the right answers among them take no place away
      for (const answer of answers[query]) {
        if (answer >= first && answer < first + count && values[row * count + answer - first] >= needed) before--;
      }
      ranks[query] += before;
    }
  });
  return ranks;
}

function checkK(caller: string, k: number, size: number): void {
  if (Number.isInteger(k) && k >= 1 && k <= size) return;
  throw new RangeError(
    `${caller}: k is ${k}, expected a whole number from 1 to ${size}, the number of rows in gallery` +
      (k > size ? '; choose a smaller k' : ''),
  );
}

/** The largest cosine of each query with a row that answers it. */
function bestAnswers(queries: ReadRows, gallery: ReadRows, answers: number[][]): Float64Array {
  const { dim } = queries;
  const best = new Float64Array(queries.n);
  for (let query = 0; query < queries.n; query++) {
    const unit = cosineRows(queries, query, 1);
    best[query] = -Infinity;
    for (const answer of answers[query]) {
      const other = cosineRows(gallery, answer, 1);
      let cosine = 0;
      for (let i = 0; i < dim; i++) cosine += unit[i] * other[i];
      if (cosine > best[query]) best[query] = cosine;
    }
  }
  return best;
}

function readRelevant(caller: string, relevant: Relevant | undefined, n: number, m: number): number[][] {
  if (relevant === undefined) {
    if (n > m) {
      throw new RangeError(
        `${caller}: queries has ${n} rows and gallery ${m}; row i finds row i by default, so expected at least ${n} there; ` +
          'pass relevant to say which rows answer which query',
      );
    }
    return Array.from({ length: n }, (_, query) => [query]);
  }
  if (typeof relevant !== 'object' || relevant === null || typeof relevant.length !== 'number') {
    throw new TypeError(
      `${caller}: relevant is ${describe(relevant)}, expected a row or a list of rows for every query`,
    );
  }
  if (relevant.length !== n) {
    throw new RangeError(`${caller}: relevant has length ${relevant.length}, expected ${n}: one entry for each query`);
  }
  return Array.from({ length: n }, (_, query) => {
    const given = relevant[query];
    const rows = typeof given === 'number' ? [given] : Array.from(new Set(Array.from(given ?? [])));
    if (rows.length === 0) throw new RangeError(`${caller}: relevant[${query}] is empty, expected at least one row`);
    for (const row of rows) {
      if (!Number.isInteger(row) || row < 0 || row >= m) {
        throw new RangeError(`${caller}: relevant[${query}] holds ${row}, expected rows of the gallery, 0 to ${m - 1}`);
      }
    }
    return rows;
  });
}
