/** The direction of the mean of some rows, of length 1. */
export function meanRow(rows: readonly Float32Array[], dim: number): Float32Array {
  const sum = new Float32Array(dim);
  for (const row of rows) for (let i = 0; i < dim; i++) sum[i] += row[i];
  return toUnit(sum);
}

/** Scales a row to length 1, in place; one of zeros stays. */
export function toUnit(row: Float32Array): Float32Array {
  const length = Math.hypot(...row) || 1;
  row.forEach((value, i) => {
    row[i] = value / length;
  });
  return row;
}

/** The product of two rows: of rows of length 1 their cosine. */
export function dotRows(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += left[i] * right[i];
  return sum;
}
