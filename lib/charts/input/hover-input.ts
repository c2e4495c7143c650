import { type DigitSheet, digitSheet } from '../render/sprite';
import { countDigits, requireLength } from './checks';

/** What hovering over a point shows beside its label. */
export interface HoverInput {
  /** n * 784 values in 0..1: picture i belongs to row i. */
  images?: ArrayLike<number>;
  /** n * k rows: those nearest to row 0, nearest first, then those of row 1 … The first five of each are shown. */
  neighbours?: ArrayLike<number>;
  /** Above the neighbours; 'nearest in the embedding' by default. */
  neighboursTitle?: string;
}

const MOST_NEIGHBOURS = 5;

/** Rows of each row's nearest neighbours, k a row. */
export interface Companions {
  rows: number[];
  k: number;
  title: string;
}

/** What the card shows, as `readHover` gives it. */
export interface Hover {
  sheet?: DigitSheet;
  /** The rows that the sheet has pictures of, rising, where it lacks some: the others cannot be pointed at. */
  pictured?: number[];
  neighbours?: Companions;
}

/**
 * @param tellable the rows that the pointer can tell apart; all by default. Neighbours may be any row: with them, all have a picture.
 * @throws RangeError for another number of pictures or neighbours than rows, or a neighbour that is no row
 */
export function readHover(
  where: string,
  { images, neighbours, neighboursTitle = 'nearest in the embedding' }: HoverInput,
  n: number,
  tellable?: number[],
): Hover {
  if (images) requireLength(where, 'images', countDigits(where, 'images', images), n, 'point');
  const pictured = images && !neighbours && tellable && tellable.length < n ? tellable : undefined;
  return {
    ...(images && { sheet: digitSheet(images, pictured) }),
    ...(pictured && { pictured }),
    ...(neighbours && { neighbours: readNeighbours(where, neighbours, n, neighboursTitle) }),
  };
}

function readNeighbours(where: string, neighbours: ArrayLike<number>, n: number, title: string): Companions {
  const given = neighbours.length / n;
  if (!Number.isInteger(given) || given < 1)
    throw new RangeError(
      `${where}: neighbours has ${neighbours.length} entries, expected a multiple of ${n}: as many for each point`,
    );
  const k = Math.min(MOST_NEIGHBOURS, given);
  const rows: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let rank = 0; rank < k; rank++) {
      const row = neighbours[i * given + rank];
      if (!Number.isInteger(row) || row < 0 || row >= n)
        throw new RangeError(
          `${where}: neighbours names row ${row} as near to point ${i}, expected a whole number from 0 to ${n - 1}`,
        );
      rows.push(row);
    }
  }
  return { rows, k, title };
}
