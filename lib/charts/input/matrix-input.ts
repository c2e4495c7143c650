import { countDigits, requireFinite, requireLength, requireSome } from './checks';

export interface BatchMatrixOptions {
  /** What each row and each column is; their numbers by default. */
  rows?: ArrayLike<string | number>;
  columns?: ArrayLike<string | number>;
  /** A class a row (and its column): pairs off the diagonal that share one are marked as false negatives. */
  labels?: ArrayLike<string | number>;
  /** Digits beside the rows and above the columns, n * 784 values each. */
  pictures?: { rows?: ArrayLike<number>; columns?: ArrayLike<number> };
  /** Divides the cosines before the softmax of a row; 0.1 by default. */
  temperature?: number;
  title?: string;
  /** What rows and columns are called on the axes. */
  rowTitle?: string;
  columnTitle?: string;
}

/** A larger batch does not fit on the page. */
const LARGEST = 256;

/**
 * @throws RangeError for a matrix that is empty, not square or too large, for what is no cosine, names, labels or pictures of another
 *   number than rows, or a temperature that is not above 0
 */
export function checkMatrix(similarities: ArrayLike<number>[], options: BatchMatrixOptions): void {
  const { rows, columns, labels, pictures, temperature = 0.1 } = options;
  const n = similarities.length;
  requireSome('batchMatrix', 'the matrix', n);
  if (n > LARGEST)
    throw new RangeError(
      `batchMatrix: the matrix has ${n} rows, expected at most ${LARGEST}; take a part of the batch`,
    );
  similarities.forEach((row, i) => {
    requireLength('batchMatrix', `row ${i} of the matrix`, row.length, n, 'row');
    requireFinite('batchMatrix', `row ${i} of the matrix`, row);
    const outside = Array.from(row).find(value => Math.abs(value) > 1.001);
    if (outside !== undefined)
      throw new RangeError(
        `batchMatrix: row ${i} of the matrix holds ${outside}, expected cosines from -1 to 1; do not divide by the temperature`,
      );
  });
  for (const [name, list] of Object.entries({ rows, columns, labels }))
    if (list) requireLength('batchMatrix', name, list.length, n, 'row of the matrix');
  for (const [name, images] of Object.entries(pictures ?? {}))
    if (images) {
      const count = countDigits('batchMatrix', `pictures.${name}`, images);
      requireLength('batchMatrix', `pictures.${name}`, count, n, 'row of the matrix');
    }
  if (!(temperature > 0 && temperature < Infinity))
    throw new RangeError(`batchMatrix: temperature is ${String(temperature)}, expected a number greater than 0`);
}
