import { Matrix, SVD } from 'ml-matrix';

/**
 * The turn of a space, mirrored where that helps, that brings rows as near as it can to a target (orthogonal Procrustes, Schönemann 1966,
 * https://doi.org/10.1007/BF02289451): the matrix U V' of the decomposition U S V' of rows' target. Distances and angles between rows
 * stay what they are.
 * @param product rows' target: dim * dim numbers
 * @returns the dim * dim numbers that the rows are to be multiplied by, a list a row
 */
export function nearestTurn(product: ArrayLike<number>, dim: number): number[][] {
  const { leftSingularVectors, rightSingularVectors } = new SVD(Matrix.from1DArray(dim, dim, product));
  return leftSingularVectors.mmul(rightSingularVectors.transpose()).to2DArray();
}

/**
 * Turns a layout in the plane, and mirrors it where that helps, so that it lies on another one of the same points as well as it can. Both
 * have their mean in the origin afterwards.
 * @param points n * 2 numbers
 * @param model n * 2 numbers
 */
export function aligned(points: ArrayLike<number>, model: ArrayLike<number>): Float64Array {
  const [own, other] = [centred(points), centred(model)];
  const product = [0, 0, 0, 0];
  for (let at = 0; at < own.length; at += 2) {
    for (const [row, column] of PLACES) product[2 * row + column] += own[at + row] * other[at + column];
  }
  const turn = nearestTurn(product, 2);
  return own.map((_, i) => {
    const [at, axis] = [i - (i % 2), i % 2];
    return own[at] * turn[0][axis] + own[at + 1] * turn[1][axis];
  });
}

const PLACES = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;

function centred(points: ArrayLike<number>): Float64Array {
  const mean = [0, 1].map(axis => {
    let sum = 0;
    for (let at = axis; at < points.length; at += 2) sum += points[at];
    return sum / (points.length / 2);
  });
  return Float64Array.from(points, (value, at) => value - mean[at % 2]);
}
