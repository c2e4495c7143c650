import type { ReadRows } from '../engine/rows';
import { emptyLists, type Neighbours } from './nearest-lists';

/** Columns up to which a tree beats products of all pairs. */
const NARROW = 3;
/** Rows that are not divided further. */
const LEAF = 12;

/** Whether rows are narrow enough for a tree. */
export const isNarrow = ({ dim }: ReadRows): boolean => dim <= NARROW;

/**
 * The k nearest rows by Euclidean distance among narrow ones, such as the points of a picture: exact, by a k-d tree (Bentley 1975,
 * https://doi.org/10.1145/361002.361007), in double precision. 10,000 points of a plane take a tenth of the time of all their products.
 */
export function treeNeighbours(gallery: ReadRows, queries: ReadRows, k: number, excludeSelf: boolean): Neighbours {
  const { dim } = gallery;
  const { order, axes } = buildTree(gallery);
  const sorted = Float64Array.from(
    { length: gallery.rows.length },
    (_, i) => gallery.rows[order[Math.floor(i / dim)] * dim + (i % dim)],
  );
  const found = emptyLists(queries.n, k);
  const squared = new Float64Array(k);
  let [query, self] = [0, -1];

  /** Puts the row at a place of the tree into the query's list, sorted by distance, then by row, if it is near enough. */
  const look = (place: number) => {
    let distance = 0;
    for (let c = 0; c < dim; c++) distance += (queries.rows[query * dim + c] - sorted[place * dim + c]) ** 2;
    if (distance > squared[k - 1]) return;
    const row = order[place];
    const list = query * k;
    const before = (i: number) => squared[i] < distance || (squared[i] === distance && found.indices[list + i] < row);
    if (row === self || before(k - 1)) return;
    let i = k - 1;
    for (; i > 0 && !before(i - 1); i--) {
      squared[i] = squared[i - 1];
      found.indices[list + i] = found.indices[list + i - 1];
    }
    squared[i] = distance;
    found.indices[list + i] = row;
  };
  const search = (from: number, to: number) => {
    if (to - from <= LEAF) {
      for (let place = from; place < to; place++) look(place);
      return;
    }
    const middle = (from + to) >> 1;
    const beyond = queries.rows[query * dim + axes[middle]] - sorted[middle * dim + axes[middle]];
    if (beyond < 0) search(from, middle);
    else search(middle + 1, to);
    if (beyond * beyond > squared[k - 1]) return;
    look(middle);
    if (beyond < 0) search(middle + 1, to);
    else search(from, middle);
  };
  for (; query < queries.n; query++) {
    self = excludeSelf ? query : -1;
    squared.fill(Number.POSITIVE_INFINITY);
    search(0, gallery.n);
    for (let i = 0; i < k; i++) found.similarities[query * k + i] = -Math.sqrt(squared[i]);
  }
  return found;
}

/**
 * Rows in an order in which the middle one of a stretch divides those before it from those after it along its axis, and so on in both
 * halves.
 */
function buildTree({ rows, dim, n }: ReadRows): { order: Int32Array; axes: Uint8Array } {
  const order = Int32Array.from({ length: n }, (_, row) => row);
  const axes = new Uint8Array(n);
  const divide = (from: number, to: number) => {
    if (to - from <= LEAF) return;
    const middle = (from + to) >> 1;
    axes[middle] = widestAxis(from, to);
    select(from, to - 1, middle, axes[middle]);
    divide(from, middle);
    divide(middle + 1, to);
  };
  const widestAxis = (from: number, to: number) => {
    let [widest, most] = [0, -1];
    for (let axis = 0; axis < dim; axis++) {
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (let place = from; place < to; place++) {
        low = Math.min(low, rows[order[place] * dim + axis]);
        high = Math.max(high, rows[order[place] * dim + axis]);
      }
      if (high - low > most) [widest, most] = [axis, high - low];
    }
    return widest;
  };
  /** Hoare's: puts the row that belongs at `wanted` there, lesser ones before it and greater ones after it. */
  const select = (from: number, to: number, wanted: number, axis: number) => {
    while (from < to) {
      const pivot = rows[order[(from + to) >> 1] * dim + axis];
      let [left, right] = [from, to];
      while (left <= right) {
        while (rows[order[left] * dim + axis] < pivot) left++;
        while (rows[order[right] * dim + axis] > pivot) right--;
        if (left > right) break;
        [order[left], order[right]] = [order[right], order[left]];
        left++;
        right--;
      }
      if (wanted <= right) to = right;
      else if (wanted >= left) from = left;
      else return;
    }
  };
  divide(0, n);
  return { order, axes };
}
