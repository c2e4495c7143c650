/** What a cell of the matrix is: a row and its own partner, or a row and the partner of another, perhaps of the same label. */
type PairKind = 'right' | 'negative' | 'false negative';

/** A batch of n pairs; cell k = i * n + j is row i and column j. */
export interface BatchScores {
  n: number;
  temperature: number;
  cosines: number[];
  kinds: PairKind[];
  /** Of each row, the logarithm of the sum of exp(cosine / temperature). */
  totals: number[];
  /** A softmax over each row. */
  probabilities: number[];
  /** InfoNCE, the mean over the rows. */
  loss: number;
  /** How many rows have their highest cosine with their own partner. */
  found: number;
  /** Whether there are false negatives. */
  hasFalse: boolean;
}

interface ScoreOptions {
  temperature: number;
  /** A class a row and its column. */
  labels?: ArrayLike<string | number>;
}

/** @param similarities n rows of n cosines; kept to four digits, so that a chart of a large batch stays light */
export function batchScores(similarities: ArrayLike<number>[], { temperature, labels }: ScoreOptions): BatchScores {
  const n = similarities.length;
  const rows = similarities.map(row => Array.from(row, cosine => Number(cosine.toFixed(4))));
  const cosines = rows.flat();
  const totals = rows.map(row => logSumExp(row, temperature));
  const kinds = cosines.map((_, k) => kindOf(Math.floor(k / n), k % n, labels));
  return {
    n,
    temperature,
    cosines,
    kinds,
    totals,
    probabilities: rows.flatMap((row, i) => row.map(cosine => Math.exp(cosine / temperature - totals[i]))),
    loss: mean(totals.map((total, i) => total - rows[i][i] / temperature)),
    found: rows.filter((row, i) => row.every((cosine, j) => j === i || cosine < row[i])).length,
    hasFalse: kinds.includes('false negative'),
  };
}

/** 0 for none. */
export const mean = (values: number[]) => (values.length === 0 ? 0 : values.reduce((a, b) => a + b) / values.length);

function kindOf(i: number, j: number, labels?: ArrayLike<string | number>): PairKind {
  if (i === j) return 'right';
  return labels && labels[i] === labels[j] ? 'false negative' : 'negative';
}

function logSumExp(cosines: number[], temperature: number): number {
  const largest = Math.max(...cosines);
  const sum = cosines.reduce((total, cosine) => total + Math.exp((cosine - largest) / temperature), 0);
  return largest / temperature + Math.log(sum);
}
