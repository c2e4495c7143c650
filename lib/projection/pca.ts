import { assertSameWidth, type Rows, readRows } from '../engine/rows';
import { type CentredMatrix, centre, centredMatrix, covariance, covarianceProduct, project } from './covariance';
import { type Eigen, eigen } from './eigen';
import { leadingEigen } from './subspace';

export interface PcaOptions {
  /** Axes to find; 3 by default, at most as many as there are columns, or rows. */
  components?: number;
  /**
   * How the axes are found: 'ml-pca' decomposes the whole covariance, which takes the cube of the width in time; 'subspace' finds the
   * few that are wanted, by matrix products on the tensor engine. By default ml-pca up to 128 columns, subspace beyond.
   */
  method?: 'ml-pca' | 'subspace';
}

export interface Pca {
  /** dim numbers: the middle of the rows, which is projected onto 0. */
  mean: Float32Array;
  /**
   * components * dim numbers, one axis after the other: orthogonal, of length 1, the one with the largest variance first. Of each
   * the loading that is largest in size is positive, so that an axis does not turn round from one run to the next.
   */
  axes: Float32Array;
  /** For each axis the share of the variance that lies along it, 0 to 1, falling. All 0 where the rows are all the same. */
  explainedVarianceRatio: Float32Array;
  components: number;
  dim: number;
  /**
   * Coordinates along the axes, of the rows fitted or of new ones: n * components numbers.
   * @throws RangeError for rows of another width, or a number that is not finite
   */
  transform(rows: Rows): Promise<Float32Array>;
}

/** Columns from which on the subspace iteration is faster (ml-pca: 10 ms at 64 columns, 6 s at 784). */
const WIDE = 128;

/**
 * Principal component analysis: the directions along which rows vary most (Pearson 1901; Hotelling 1933), here the leading
 * eigenvectors of their covariance. Columns are centred, not scaled.
 *
 * A promise, since tensors can be read only with `await` on some engines.
 * @param rows [n, dim], n at least 2
 * @throws RangeError for a single row, a number of components that is no whole number from 1 to min(n, dim), or a number that is not
 *   finite; TypeError for something that holds no rows
 */
export async function fitPca(rows: Rows, { components = 3, method }: PcaOptions = {}): Promise<Pca> {
  const read = await readRows('fitPca', 'rows', rows);
  const { n, dim } = read;
  if (n < 2) throw new RangeError('fitPca: rows has 1 row, expected at least 2: a single point varies in no direction');
  const most = Math.min(n, dim);
  if (!Number.isInteger(components) || components < 1 || components > most) {
    throw new RangeError(
      `fitPca: components is ${components}, expected a whole number from 1 to ${most}, since rows has shape [${n}, ${dim}]`,
    );
  }
  if (method !== undefined && method !== 'ml-pca' && method !== 'subspace') {
    throw new RangeError(`fitPca: method is ${String(method)}, expected 'ml-pca' or 'subspace'`);
  }
  const wide = (method ?? (dim > WIDE ? 'subspace' : 'ml-pca')) === 'subspace';
  const matrix = wide ? await centredMatrix(read) : undefined;
  const centred = matrix ?? centre(read);
  const total = centred.variance;
  const { vectors, values } = matrix ? await bySubspace(matrix, components) : eigen(covariance(centred));
  const axes = withPositiveLoadings(vectors.slice(0, components * dim), dim);
  return {
    mean: Float32Array.from(centred.mean),
    axes,
    explainedVarianceRatio: Float32Array.from({ length: components }, (_, i) =>
      total > 0 ? Math.min(1, Math.max(0, values[i] / total)) : 0,
    ),
    components,
    dim,
    async transform(others) {
      const given = await readRows('Pca.transform', 'rows', others);
      assertSameWidth('Pca.transform', 'rows', given, 'the rows fitted', read);
      return project({ rows: given, mean: centred.mean }, axes);
    },
  };
}

async function bySubspace(matrix: CentredMatrix, components: number): Promise<Eigen> {
  const { multiply, dispose } = covarianceProduct(matrix);
  try {
    const { vectors, values } = await leadingEigen(multiply, matrix.rows.dim, components);
    return { vectors, values: values.map(value => value * matrix.unit ** 2) };
  } finally {
    dispose();
  }
}

/** Turns every axis so that its largest loading is positive; of two as large to 6 digits, the first. */
function withPositiveLoadings(axes: Float64Array, dim: number): Float32Array {
  const turned = Float32Array.from(axes);
  for (let start = 0; start < axes.length; start += dim) {
    let largest = start;
    for (let c = start; c < start + dim; c++) {
      if (Math.abs(axes[c]) > Math.abs(axes[largest]) * (1 + 1e-6)) largest = c;
    }
    if (axes[largest] < 0) for (let c = start; c < start + dim; c++) turned[c] = -axes[c];
  }
  return turned;
}
