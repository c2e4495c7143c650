/** Rows as exercises pass them, lists of numbers, and what the cases compute from them in so many words. */

export type Row = readonly number[];

export const dot = (a: Row, b: Row): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

export function unit(row: Row): number[] {
  const length = Math.sqrt(dot(row, row));
  return row.map(value => value / length);
}

/** A row of zeros has no direction: its cosine with every row counts as 0, as in the metrics. */
export const cosine = (a: Row, b: Row): number => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)) || 0;

/** Euclidean. */
export const distance = (a: Row, b: Row): number => Math.hypot(...a.map((value, i) => value - b[i]));

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Rows as text: a comma between rows, a space between numbers. */
export const rowsOf = (text: string): number[][] => text.split(',').map(row => row.trim().split(' ').map(Number));

/** A row of two numbers, of this length at this angle. */
export const at = (degrees: number, length = 1): number[] => [
  length * Math.cos(radians(degrees)),
  length * Math.sin(radians(degrees)),
];

export const isSame = (a: Row, b: Row): boolean => a.length === b.length && a.every((value, i) => value === b[i]);
