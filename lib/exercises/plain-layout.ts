import { isList } from './exercise';
import { distance, dot, mean, type Row } from './plain-rows';

/** What the cases of lesson 4 compute from rows and layouts, in so many words. */

/** The middle of rows. */
export const middle = (rows: readonly Row[]): number[] =>
  rows[0].map((_, column) => mean(rows.map(row => row[column])));

export const centred = (rows: readonly Row[]): number[][] => {
  const from = middle(rows);
  return rows.map(row => row.map((value, column) => value - from[column]));
};

/** Of each row its products with the axes. */
export const along = (rows: readonly Row[], axes: readonly Row[]): number[][] =>
  rows.map(row => axes.map(axis => dot(row, axis)));

/** The positions of the other rows, the nearest first. */
export const othersByDistance = (rows: readonly Row[], row: number): number[] =>
  rows
    .map((_, other) => other)
    .filter(other => other !== row)
    .sort((a, b) => distance(rows[row], rows[a]) - distance(rows[row], rows[b]));

/** A result as rows of numbers; undefined when it is no list of lists of numbers. */
export function asRows(value: unknown): number[][] | undefined {
  if (!isList(value)) return undefined;
  const rows = Array.from(value);
  if (!rows.every(isList)) return undefined;
  const numbers = rows.map(row => Array.from(row as ArrayLike<unknown>));
  return numbers.every(row => row.every(one => typeof one === 'number')) ? (numbers as number[][]) : undefined;
}
