/** The cosine of two rows of any length, -1 to 1; in double precision, so that what a threshold lets pass is the same everywhere. */
export function cosine(left: Float32Array, right: Float32Array): number {
  const dot = left.reduce((sum, value, i) => sum + value * right[i], 0);
  return dot / (Math.hypot(...left) * Math.hypot(...right));
}
