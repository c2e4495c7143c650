import { assertSameWidth, type Rows, readLabels, readRows } from '../engine/rows';
import { findNeighbours } from '../neighbours/nearest-neighbours';

/** Rows of one kind, with a label each: what they are about. */
export interface LabelledRows {
  rows: Rows;
  labels: ArrayLike<number>;
}

/** How one kind fares in a list of all kinds. */
export interface Mixed {
  /** The share of this kind among the k nearest of all queries, 0 to 1; the shares of all kinds add up to 1. */
  share: number;
  /** The share of queries with a row of this kind and of their own label among their k nearest, 0 to 1. */
  found: number;
  /** Of how many queries: those whose label this kind has. */
  queries: number;
}

/**
 * One ranking of rows of several kinds, such as words, pictures and sounds: who is among the k nearest of a query, by cosine, and whether
 * what is right is. With a single kind `found` is its recall@k.
 *
 * Of rows that are equally near, the kind that is named first counts as the nearer, and in it the row that comes first.
 * @throws RangeError for no kind, labels that are not one for each row, rows of unequal width, no query whose label some kind has, and a
 *   k that is no whole number from 1 to the number of all rows
 */
export async function mixedRanking<Kind extends string>(
  queries: LabelledRows,
  kinds: Record<Kind, LabelledRows>,
  { k = 10 }: { k?: number } = {},
): Promise<Record<Kind, Mixed>> {
  const asked = await readLabelled('queries', queries);
  const read = await Promise.all(
    Object.entries<LabelledRows>(kinds).map(async ([name, kind]) => ({ name, ...(await readLabelled(name, kind)) })),
  );
  if (read.length === 0) throw new RangeError('mixedRanking: there is no kind of rows to rank, expected one or more');
  for (const { name, rows } of read) assertSameWidth('mixedRanking', name, rows, 'queries', asked.rows);
  const all = read.flatMap(({ name, labels }) => Array.from(labels, label => ({ name, label })));
  const { dim } = asked.rows;
  const gallery = { rows: Float32Array.from(read.flatMap(({ rows }) => Array.from(rows.rows))), dim, n: all.length };
  const { indices } = await findNeighbours('mixedRanking', 'all kinds together', gallery, asked.rows, { k });
  const lists = Array.from(asked.labels, (_, i) => Array.from(indices.subarray(i * k, (i + 1) * k), row => all[row]));

  return Object.fromEntries(
    read.map(({ name, labels }) => {
      const known = new Set(Array.from(labels));
      const answered = [...lists.keys()].filter(i => known.has(asked.labels[i]));
      if (answered.length === 0) {
        throw new RangeError(`mixedRanking: no query has a label of ${name}, expected one or more; leave ${name} out`);
      }
      const hits = answered.filter(i => lists[i].some(one => one.name === name && one.label === asked.labels[i]));
      const own = lists.flat().filter(one => one.name === name);
      const share = own.length / (lists.length * k);
      return [name, { share, found: hits.length / answered.length, queries: answered.length }];
    }),
  ) as Record<Kind, Mixed>;
}

async function readLabelled(name: string, { rows, labels }: LabelledRows) {
  const read = await readRows('mixedRanking', name, rows);
  return { rows: read, labels: await readLabels('mixedRanking', `${name}.labels`, labels, read.n, name) };
}
