import { assertSameWidth, type Rows, readRows } from '../engine/rows';
import { unitLength } from './unit-length';

/**
 * The cosine of every left row with every right row. For a picture or a short list: n * m numbers are kept.
 * @param left [n, dim]
 * @param right [m, dim]
 * @returns n lists of m cosines, -1 to 1
 * @throws RangeError for unequal widths, no rows, NaN or infinite values, or a row of zeros
 */
export async function cosineMatrix(left: Rows, right: Rows): Promise<number[][]> {
  const [leftRows, rightRows] = [
    await readRows('cosineMatrix', 'left', left),
    await readRows('cosineMatrix', 'right', right),
  ];
  assertSameWidth('cosineMatrix', 'right', rightRows, 'left', leftRows);
  const [u, v] = [unitLength('cosineMatrix', 'left', leftRows), unitLength('cosineMatrix', 'right', rightRows)];
  const { dim } = leftRows;
  return Array.from({ length: leftRows.n }, (_, i) =>
    Array.from({ length: rightRows.n }, (_, j) => {
      let product = 0;
      for (let k = 0; k < dim; k++) product += u[i * dim + k] * v[j * dim + k];
      return product;
    }),
  );
}
