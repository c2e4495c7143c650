import { type ReadRows, shapeText } from '../engine/rows';

/**
 * A copy of the rows, each divided by its Euclidean length.
 * @throws RangeError for a row of zeros, which has no direction
 */
export function unitLength(caller: string, name: string, { rows, dim, n }: ReadRows): Float64Array {
  const unit = Float64Array.from(rows);
  for (let row = 0; row < n; row++) {
    let squares = 0;
    for (let i = row * dim; i < (row + 1) * dim; i++) squares += unit[i] * unit[i];
    if (squares === 0) {
      throw new RangeError(
        `${caller}: ${name} (shape ${shapeText([n, dim])}) has only zeros in row ${row}, expected a row with a direction`,
      );
    }
    const length = Math.sqrt(squares);
    for (let i = row * dim; i < (row + 1) * dim; i++) unit[i] /= length;
  }
  return unit;
}
