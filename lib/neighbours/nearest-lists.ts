import { pairProducts } from '../engine/pair-products';
import type { ReadRows } from '../engine/rows';
import { type Block, inverseLength } from './similarity-blocks';

export interface Neighbours {
  /** Rows of the gallery, k a query, the nearest first; where two are as near, the lower row first. */
  indices: Int32Array;
  /** Of each of them: the cosine, or minus the Euclidean distance. Larger is nearer, whichever the metric. */
  similarities: Float32Array;
  k: number;
}

/** Lists with nothing in them, for nearestKeeper to fill. */
export function emptyLists(n: number, k: number): Neighbours {
  const similarities = new Float32Array(n * k).fill(Number.NEGATIVE_INFINITY);
  return { indices: new Int32Array(n * k).fill(-1), similarities, k };
}

/** Puts one into a query's list if it is near enough; the lists are sorted. */
function keep({ indices, similarities, k }: Neighbours, query: number, row: number, similarity: number): void {
  const list = query * k;
  const last = list + k - 1;
  if (!(similarity > similarities[last])) return;
  let place = last;
  for (; place > list && similarities[place - 1] < similarity; place--) {
    similarities[place] = similarities[place - 1];
    indices[place] = indices[place - 1];
  }
  similarities[place] = similarity;
  indices[place] = row;
}

/**
 * A visitor that puts the nearest of a block of products [rows, count] into the lists. Most products fail at the first comparison, with
 * the last of a list.
 */
export function nearestKeeper(found: Neighbours, excludeSelf: boolean): (block: Block) => void {
  const { similarities, k } = found;
  const leastOf = (query: number) => similarities[query * k + k - 1];
  return ({ values, start, rows, first, count, mirrored }) => {
    const leastAcross = Float64Array.from({ length: mirrored ? count : 0 }, (_, j) => leastOf(first + j));
    for (let row = 0; row < rows; row++) {
      const offset = row * count;
      const self = excludeSelf ? start + row - first : -1;
      let least = leastOf(start + row);
      for (let j = 0; j < count; j++) {
        const product = values[offset + j];
        if (product > least && j !== self) {
          keep(found, start + row, first + j, product);
          least = leastOf(start + row);
        }
        if (mirrored && product > leastAcross[j]) {
          keep(found, first + j, start + row, product);
          leastAcross[j] = leastOf(first + j);
        }
      }
    }
  };
}

/** How much more than its bound or its product a cosine may be. */
const ROUNDING = 1e-5;

export interface BoundKeeper {
  /** Takes products that are cosines but for rounding. */
  visitCosines(block: Block): Promise<void>;
  /** Takes products that are upper bounds of cosines. Before it has met any cosines of a query, it computes all. */
  visitBounds(block: Block): Promise<void>;
  /** How many cosines it has computed of bounds. */
  computed: number;
}

/** Puts the nearest into the lists by cosines in double precision, which it computes of those that may be near enough. */
export function boundKeeper(
  found: Neighbours,
  excludeSelf: boolean,
  gallery: ReadRows,
  queries: ReadRows,
): BoundKeeper {
  const perRow = inverseLengths(gallery);
  const perQuery = gallery.rows === queries.rows ? perRow : inverseLengths(queries);
  const { similarities, k } = found;
  const rounded = emptyLists(queries.n, k);
  const keepRounded = nearestKeeper(rounded, excludeSelf);
  const leastOf = (query: number) => {
    const last = query * k + k - 1;
    return Math.max(similarities[last], rounded.similarities[last]) - ROUNDING;
  };
  let pairs = new Int32Array(0);

  /** Fills `pairs` with the rows of the block and of its gallery whose product is large enough. @returns how many there are */
  function choose({ values, start, rows, first, count, mirrored }: Block): number {
    if (pairs.length < 2 * rows * count) pairs = new Int32Array(2 * rows * count);
    const leastAcross = Float64Array.from({ length: mirrored ? count : 0 }, (_, j) => leastOf(first + j));
    let chosen = 0;
    for (let row = 0; row < rows; row++) {
      const self = excludeSelf ? start + row - first : -1;
      const least = leastOf(start + row);
      for (let j = 0; j < count; j++) {
        const product = values[row * count + j];
        if ((product > least || (mirrored && product > leastAcross[j])) && j !== self) {
          pairs[2 * chosen] = row;
          pairs[2 * chosen + 1] = j;
          chosen++;
        }
      }
    }
    return chosen;
  }

  /** @returns how many cosines it has computed */
  async function visit(block: Block): Promise<number> {
    const { start, rows, first, count, mirrored } = block;
    const chosen = choose(block);
    if (chosen === 0) return 0;
    const [left, right] = [part(queries, start, rows), part(gallery, first, count)];
    const products = await pairProducts(left, right, pairs.subarray(0, 2 * chosen));
    for (let i = 0; i < chosen; i++) {
      const query = start + pairs[2 * i];
      const row = first + pairs[2 * i + 1];
      const cosine = Math.fround(products[i] * perQuery[query] * perRow[row]);
      keep(found, query, row, cosine);
      if (mirrored) keep(found, row, query, cosine);
    }
    return chosen;
  }

  const keeper: BoundKeeper = {
    computed: 0,
    async visitCosines(block) {
      keepRounded(block);
      await visit(block);
    },
    async visitBounds(block) {
      keeper.computed += await visit(block);
    },
  };
  return keeper;
}

const part = ({ rows, dim }: ReadRows, first: number, n: number): ReadRows => ({
  rows: rows.subarray(first * dim, (first + n) * dim),
  dim,
  n,
});

function inverseLengths({ rows, dim, n }: ReadRows): Float64Array {
  return Float64Array.from({ length: n }, (_, row) => inverseLength(rows, row * dim, dim));
}

/** Replaces the scores by minus the distances, computed from the rows themselves, and sorts by them. */
export function measureDistances({ indices, similarities, k }: Neighbours, gallery: ReadRows, queries: ReadRows): void {
  const { dim } = gallery;
  for (let query = 0; query < queries.n; query++) {
    const list = Array.from({ length: k }, (_, place) => {
      const index = indices[query * k + place];
      let squares = 0;
      for (let i = 0; i < dim; i++) squares += (queries.rows[query * dim + i] - gallery.rows[index * dim + i]) ** 2;
      return { index, distance: Math.sqrt(squares) };
    });
    list.sort((a, b) => a.distance - b.distance || a.index - b.index);
    list.forEach(({ index, distance }, place) => {
      indices[query * k + place] = index;
      similarities[query * k + place] = -distance;
    });
  }
}
