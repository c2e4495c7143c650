import { tf } from '../engine/index';
import { type Labels, type Rows, readLabels, readRows } from '../engine/rows';
import { unitLength } from './unit-length';

export interface ClassSimilarity {
  /** [i][j]: the mean cosine between a row of class i and another row of class j; the classes are 0, 1, 2 and so on. */
  matrix: number[][];
  /** Pairs of the same class by their cosine: counts in equal bins from -1 to 1. */
  same: number[];
  /** Pairs of different classes, likewise. */
  different: number[];
}

/**
 * How similar the rows of a class are to each other, and to those of other classes, over all pairs of rows.
 * @param rows [n, dim]: a few thousand at most, since every pair is looked at
 * @param labels n whole numbers from 0 on
 * @throws RangeError for labels of another length or below zero, a class below the highest that has fewer than two rows
 */
export async function classSimilarity(
  rows: Rows,
  labels: Labels,
  { bins = 50 }: { bins?: number } = {},
): Promise<ClassSimilarity> {
  if (!Number.isInteger(bins) || bins < 1) {
    throw new RangeError(`classSimilarity: bins is ${bins}, expected a whole number of 1 or more`);
  }
  const read = await readRows('classSimilarity', 'rows', rows);
  const { n, dim } = read;
  const classOf = await readLabels('classSimilarity', 'labels', labels, n, 'rows');
  const sizes = countRows(classOf);
  const product = tf.tidy(() => {
    const unit = tf.tensor2d(Float32Array.from(unitLength('classSimilarity', 'rows', read)), [n, dim]);
    return tf.matMul(unit, unit, false, true);
  });
  const cosines = await product.data();
  product.dispose();

  const same = new Array<number>(bins).fill(0);
  const different = new Array<number>(bins).fill(0);
  const sums = sizes.map(() => new Array<number>(sizes.length).fill(0));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const cosine = cosines[i * n + j];
      const bin = Math.min(bins - 1, Math.max(0, Math.floor(((cosine + 1) / 2) * bins)));
      (classOf[i] === classOf[j] ? same : different)[bin]++;
      sums[classOf[i]][classOf[j]] += cosine;
    }
  }
  const matrix = sizes.map((a, i) =>
    sizes.map((b, j) => (i === j ? sums[i][i] / ((a * (a - 1)) / 2) : (sums[i][j] + sums[j][i]) / (a * b))),
  );
  return { matrix, same, different };
}

function countRows(labels: ArrayLike<number>): number[] {
  const sizes: number[] = [];
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] < 0)
      throw new RangeError(`classSimilarity: labels holds ${labels[i]} at position ${i}, expected 0 or more`);
    sizes[labels[i]] = (sizes[labels[i]] ?? 0) + 1;
  }
  const counts = Array.from(sizes, size => size ?? 0);
  const lonely = counts.findIndex(size => size < 2);
  if (lonely >= 0) {
    throw new RangeError(
      `classSimilarity: class ${lonely} has ${counts[lonely]} rows, expected two or more of every class from 0 to ${counts.length - 1}; take more rows`,
    );
  }
  return counts;
}
