import type { NearRows } from './neighbours';

/** Pairs of rows that are neighbours, each once, and how certainly, 0 to 1. */
export interface Graph {
  heads: Int32Array;
  tails: Int32Array;
  weights: Float32Array;
}

/** Of a row's width, as a share of the mean distance to its neighbours: the least, where they are all as near. */
const LEAST_WIDTH = 1e-3;

/**
 * How certainly each of a row's neighbours is one: 1 for the nearest, falling by exp(-(distance - nearest) / width) beyond, with each
 * row's own width so that they add up to log2(neighbours), the row itself counted (McInnes et al. 2018, algorithms 2 and 3).
 * @param fromNearest false measures from 0 and not from the nearest, as it is done for new rows
 * @returns as many as near.distances
 */
export function memberships({ distances, k }: NearRows, fromNearest = true): Float32Array {
  const weights = new Float32Array(distances.length);
  const sum = Math.log2(fromNearest ? k + 1 : k);
  let meanOfAll = 0;
  for (let i = 0; i < distances.length; i++) meanOfAll += distances[i] / distances.length;
  for (let start = 0; start < distances.length; start += k) {
    const row = distances.subarray(start, start + k);
    const nearest = fromNearest ? (row.find(distance => distance > 0) ?? 0) : 0;
    let mean = 0;
    for (let i = 0; i < k; i++) mean += row[i] / (fromNearest ? k + 1 : k);
    const width = Math.max(
      widthFor(row, nearest, sum, mean),
      LEAST_WIDTH * (nearest > 0 || !fromNearest ? mean : meanOfAll),
    );
    for (let i = 0; i < k; i++) weights[start + i] = membership(row[i], nearest, width);
  }
  return weights;
}

const membership = (distance: number, nearest: number, width: number) =>
  distance <= nearest || width === 0 ? 1 : Math.exp((nearest - distance) / width);

/** By halving, from `start` on, which is of the distances' own size. */
function widthFor(row: Float32Array, nearest: number, wanted: number, start: number): number {
  let [low, high, width] = [0, Number.POSITIVE_INFINITY, start > 0 ? start : 1];
  for (let step = 0; step < 64; step++) {
    let sum = 0;
    for (let i = 0; i < row.length; i++) sum += membership(row[i], nearest, width);
    if (Math.abs(sum - wanted) < 1e-5) break;
    if (sum > wanted) high = width;
    else low = width;
    width = high === Number.POSITIVE_INFINITY ? width * 2 : (low + high) / 2;
  }
  return width;
}

/** Neighbours either way: a pair is one with probability a + b - ab, where a and b are how certainly each is the other's. */
export function fuzzySet(near: NearRows): Graph {
  const { indices, k } = near;
  const weights = memberships(near);
  const weightOf = (row: number, other: number) => {
    for (let i = row * k; i < (row + 1) * k; i++) if (indices[i] === other) return weights[i];
    return 0;
  };
  const graph = {
    heads: new Int32Array(indices.length),
    tails: new Int32Array(indices.length),
    weights: new Float32Array(indices.length),
  };
  let count = 0;
  for (let i = 0; i < indices.length; i++) {
    const [head, tail, forth] = [Math.floor(i / k), indices[i], weights[i]];
    const back = weightOf(tail, head);
    if (forth === 0 || (back > 0 && tail < head)) continue; // came before, from the other side
    graph.heads[count] = head;
    graph.tails[count] = tail;
    graph.weights[count++] = forth + back - forth * back;
  }
  return {
    heads: graph.heads.subarray(0, count),
    tails: graph.tails.subarray(0, count),
    weights: graph.weights.subarray(0, count),
  };
}
