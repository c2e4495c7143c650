import { PCA } from 'ml-pca';

/** Eigenvectors of a symmetric matrix, of length 1, one after the other, and their eigenvalues: the largest first. */
export interface Eigen {
  vectors: Float64Array;
  values: number[];
}

/** All of them, by ml-pca: for a matrix of up to a few hundred rows, since it takes the cube of that in time. */
export function eigen(symmetric: number[][]): Eigen {
  const size = symmetric.length;
  const pca = new PCA(symmetric, { isCovarianceMatrix: true });
  const columns = pca.getEigenvectors();
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) vectors[i * size + j] = columns.get(j, i);
  }
  return { vectors, values: pca.getEigenvalues() };
}
