import { pairProducts } from '../engine/pair-products';
import type { ReadRows } from '../engine/rows';
import { type ValuesAbove, valuesAbove } from '../engine/values-above';
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

interface Chosen {
  /** A row of the block and one of its gallery, one pair after the other. */
  pairs: Int32Array;
  /** Their products. */
  values: Float32Array;
}

/** The pairs of a block whose product is more than `leastOf` asks for the query or, where the block is mirrored, for the row of its gallery. */
async function choosePairs(
  { product, start, rows, first, count, mirrored }: Block,
  leastOf: (query: number) => number,
  excludeSelf: boolean,
  columns?: { from: number; end: number },
): Promise<Chosen> {
  const leastFrom = (from: number, n: number) => Float32Array.from({ length: n }, (_, i) => leastOf(from + i));
  const leastAcross = mirrored ? leastFrom(first, count) : undefined;
  return pairsOf(
    await valuesAbove(product, leastFrom(start, rows), leastAcross, columns),
    count,
    excludeSelf ? start - first : undefined,
  );
}

/**
 * A function of its own, as the other loops are: within one that waits, V8 runs such a loop at a quarter of the speed.
 * @param self by how much the column in which a row meets itself is larger than the row's number; undefined where that counts
 */
function pairsOf({ places, values }: ValuesAbove, width: number, self: number | undefined): Chosen {
  const pairs = new Int32Array(2 * places.length);
  let chosen = 0;
  for (let i = 0; i < places.length; i++) {
    const row = Math.floor(places[i] / width);
    const column = places[i] - row * width;
    if (column - row === self) continue;
    pairs[2 * chosen] = row;
    pairs[2 * chosen + 1] = column;
    values[chosen++] = values[i];
  }
  return { pairs: pairs.subarray(0, 2 * chosen), values: values.subarray(0, chosen) };
}

/** Puts pairs of a block into the lists, where it is mirrored both ways round. */
function keepPairs(found: Neighbours, { start, first, mirrored }: Block, { pairs, values }: Chosen): void {
  for (let i = 0; i < values.length; i++) {
    const query = start + pairs[2 * i];
    const row = first + pairs[2 * i + 1];
    keep(found, query, row, values[i]);
    if (mirrored) keep(found, row, query, values[i]);
  }
}

/** Columns that are looked at first where lists are empty, and how many times as many next. */
const FEW = 64;
const GROWTH = 8;

/**
 * A visitor that puts the nearest of a block of products [rows, count] into the lists. Most products are less than the last of a list as
 * it is before the block, and are not even copied from the engine.
 */
export function nearestKeeper(found: Neighbours, excludeSelf: boolean): (block: Block) => Promise<void> {
  const { similarities, k } = found;
  const lastOf = (query: number) => similarities[query * k + k - 1];
  return async block => {
    const { start, count } = block;
    // lists with nothing in them take all: few columns at first, and from then on their last ones leave out the more
    const empty = lastOf(start) === Number.NEGATIVE_INFINITY;
    for (let from = 0, end = empty ? FEW : count; from < count; from = end, end = GROWTH * end) {
      keepPairs(found, block, await choosePairs(block, lastOf, excludeSelf, { from, end: Math.min(end, count) }));
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

  /** @returns how many cosines it has computed */
  async function visit(block: Block): Promise<number> {
    const { start, rows, first, count } = block;
    const { pairs } = await choosePairs(block, leastOf, excludeSelf);
    if (pairs.length === 0) return 0;
    const [left, right] = [part(queries, start, rows), part(gallery, first, count)];
    const products = await pairProducts(left, right, pairs);
    keepPairs(found, block, { pairs, values: cosinesOf(products, pairs, start, first) });
    return products.length;
  }

  function cosinesOf(products: Float32Array, pairs: Int32Array, start: number, first: number): Float32Array {
    const cosines = new Float32Array(products.length);
    for (let i = 0; i < products.length; i++) {
      cosines[i] = products[i] * perQuery[start + pairs[2 * i]] * perRow[first + pairs[2 * i + 1]];
    }
    return cosines;
  }

  const keeper: BoundKeeper = {
    computed: 0,
    async visitCosines(block) {
      await keepRounded(block);
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
