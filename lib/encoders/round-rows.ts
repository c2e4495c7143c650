import { fromHalf, toHalf } from './half-floats';

/** How the numbers of a row may be kept: in 32, 16, 8 bits or one. */
export const ROW_PRECISIONS = ['float32', 'float16', 'int8', 'one bit'] as const;
export type RowPrecision = (typeof ROW_PRECISIONS)[number];

/** The largest int8 that is used, so that both signs reach as far. */
const LARGEST = 127;

/**
 * Rows as they come back from a store that keeps them in fewer bits:
 * - float16: three digits of each number;
 * - int8: whole numbers from -127 to 127, times a scale for each row, which is kept beside them: the largest number becomes ±127;
 * - one bit: of each number the sign, as 1 or -1. Zero counts as 1.
 * @param rows n * dim numbers
 * @returns the rows, and how many bytes a row takes
 * @throws RangeError for rows of another width, or a precision that does not exist
 */
export function roundRows(
  { rows, dim }: { rows: Float32Array; dim: number },
  precision: RowPrecision,
): { rows: Float32Array; dim: number; bytes: number } {
  if (!(Number.isInteger(dim) && dim > 0 && rows.length % dim === 0)) {
    throw new RangeError(`roundRows: there are ${rows.length} numbers, expected a multiple of dim = ${dim}`);
  }
  switch (precision) {
    case 'float32':
      return { rows: rows.slice(), dim, bytes: 4 * dim };
    case 'float16':
      return { rows: fromHalf(toHalf(rows)), dim, bytes: 2 * dim };
    case 'int8':
      return { rows: toWholes(rows, dim), dim, bytes: dim + 4 };
    case 'one bit':
      return { rows: rows.map(value => (value < 0 ? -1 : 1)), dim, bytes: Math.ceil(dim / 8) };
    default:
      throw new RangeError(`roundRows: there is no precision '${precision}', expected ${ROW_PRECISIONS.join(', ')}`);
  }
}

/** Whole numbers times the row's scale. */
function toWholes(rows: Float32Array, dim: number): Float32Array {
  const rounded = new Float32Array(rows.length);
  for (let from = 0; from < rows.length; from += dim) {
    const row = rows.subarray(from, from + dim);
    const scale = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / LARGEST || 1;
    row.forEach((value, i) => {
      rounded[from + i] = Math.round(value / scale) * scale;
    });
  }
  return rounded;
}
