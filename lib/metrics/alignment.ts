import { assertSameShape, type Rows, readRows } from '../engine/rows';
import { unitLength } from './unit-length';

/**
 * How close partners are on the unit sphere: the mean of |left_i - right_i|^alpha, rows brought to length 1.
 *
 *     alignment = mean over i of |u_i - v_i|^alpha,  u = left / |left|,  v = right / |right|
 *
 * Wang and Isola, "Understanding Contrastive Representation Learning through Alignment and Uniformity on the Hypersphere" (2020),
 * https://arxiv.org/abs/2005.10242
 * @param left [n, dim]
 * @param right [n, dim], row i is the partner of row i of left
 * @param options.alpha the power, 2 by default: then it is 2 - 2 cos
 * @returns from 0 (partners coincide; lower is better) to 2^alpha
 * @throws RangeError for unequal shapes, no rows, NaN or infinite values, a row of zeros, or an alpha that is not above 0
 */
export async function alignment(left: Rows, right: Rows, { alpha = 2 }: { alpha?: number } = {}): Promise<number> {
  const leftRows = await readRows('alignment', 'left', left);
  const rightRows = await readRows('alignment', 'right', right);
  assertSameShape('alignment', 'right', rightRows, 'left', leftRows);
  if (!(alpha > 0 && alpha < Infinity)) {
    throw new RangeError(`alignment: alpha is ${alpha}, expected a finite number greater than 0; 2 is usual`);
  }
  const u = unitLength('alignment', 'left', leftRows);
  const v = unitLength('alignment', 'right', rightRows);
  const { n, dim } = leftRows;
  let sum = 0;
  for (let row = 0; row < n; row++) {
    let squares = 0;
    for (let i = row * dim; i < (row + 1) * dim; i++) squares += (u[i] - v[i]) ** 2;
    sum += alpha === 2 ? squares : squares ** (alpha / 2);
  }
  return sum / n;
}
