import { lowestPoint } from './lbfgs';

/**
 * The weights that make this smallest, by L-BFGS:
 *
 *     mean over rows of  -log softmax(W x + b)[label]  +  penalty / 2 · |W|²
 *
 * @param rows one a label, one after the other
 * @param labels whole numbers from 0 to classes - 1
 * @returns for each class its dim numbers of W and then its b, one class after the other
 */
export function softmaxRegression(
  rows: Float32Array,
  labels: ArrayLike<number>,
  classes: number,
  penalty: number,
): Float64Array {
  const n = labels.length;
  const dim = rows.length / n;
  const wide = dim + 1;
  const scores = new Float64Array(classes);
  return lowestPoint(new Float64Array(classes * wide), (weights, gradient) => {
    let loss = 0;
    for (let i = 0; i < weights.length; i++) {
      const decays = i % wide < dim ? weights[i] : 0;
      gradient[i] = penalty * decays;
      loss += (penalty / 2) * decays ** 2;
    }
    for (let row = 0; row < n; row++) {
      classScores(rows, row * dim, dim, weights, scores);
      const sum = logSumExp(scores);
      loss += (sum - scores[labels[row]]) / n;
      for (let c = 0; c < classes; c++) {
        const error = (Math.exp(scores[c] - sum) - (c === labels[row] ? 1 : 0)) / n;
        for (let i = 0; i < dim; i++) gradient[c * wide + i] += error * rows[row * dim + i];
        gradient[c * wide + dim] += error;
      }
    }
    return loss;
  });
}

/** W x + b for the row that begins at `from`, into `scores`. */
export function classScores(
  rows: Float32Array,
  from: number,
  dim: number,
  weights: Float64Array,
  scores: Float64Array,
): void {
  for (let c = 0; c < scores.length; c++) {
    const first = c * (dim + 1);
    let sum = weights[first + dim];
    for (let i = 0; i < dim; i++) sum += weights[first + i] * rows[from + i];
    scores[c] = sum;
  }
}

function logSumExp(scores: Float64Array): number {
  const most = Math.max(...scores);
  return most + Math.log(scores.reduce((sum, value) => sum + Math.exp(value - most), 0));
}
