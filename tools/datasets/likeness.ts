import { TILE_SIDE } from '../../lib/data/sprite-sheet';

/** Above this likeness two pictures are near-copies: the same drawing, or the same simple shape in the same place. */
export const NEAR_COPY = 0.9;

const HALF = TILE_SIDE / 2;

/** A tile as a vector of length 1 for comparisons: halved in size, its mean taken off. All zeros for a tile of one colour. */
export function fingerprintOf(tile: Uint8Array): Float32Array {
  const values = new Float32Array(HALF * HALF * 3);
  let mean = 0;
  for (let y = 0; y < HALF; y++) {
    for (let x = 0; x < HALF * 3; x++) {
      const [column, channel] = [Math.floor(x / 3) * 2, x % 3];
      const at = (dy: number, dx: number) => tile[((2 * y + dy) * TILE_SIDE + column + dx) * 3 + channel];
      const value = (at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1)) / 4;
      values[y * HALF * 3 + x] = value;
      mean += value / values.length;
    }
  }
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    values[i] -= mean;
    squares += values[i] ** 2;
  }
  const length = Math.sqrt(squares);
  return length > 1 ? values.map(value => value / length) : values.fill(0);
}

/** Pearson's correlation of two pictures over all their values, -1 to 1. */
export function likeness(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += left[i] * right[i];
  return sum;
}
