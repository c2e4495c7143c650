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

/** Columns that are looked at first where lists are empty, and how many times as many next. */
const FEW = 64;
const GROWTH = 8;

/**
 * A visitor that puts the nearest of a block of products [rows, count] into the lists. Most products are less than the last of a list as
 * it is before the block, and are not even copied from the engine.
 */
export function nearestKeeper(found: Neighbours, excludeSelf: boolean): (block: Block) => Promise<void> {
  const { similarities, k } = found;
  const lastOf = (first: number, n: number) =>
    Float32Array.from({ length: n }, (_, i) => similarities[(first + i + 1) * k - 1]);
  return async block => {
    const { product, start, rows, first, count, mirrored } = block;
    // lists with nothing in them take all: few columns at first, and from then on their last ones leave out the more
    const empty = similarities[(start + 1) * k - 1] === Number.NEGATIVE_INFINITY;
    for (let from = 0, end = empty ? FEW : count; from < count; from = end, end = GROWTH * end) {
      const leastAcross = mirrored ? lastOf(first, count) : undefined;
      const columns = { from, end: Math.min(end, count) };
      keepAbove(found, block, await valuesAbove(product, lastOf(start, rows), leastAcross, columns), excludeSelf);
    }
  };
}

/** A function of its own: within one that waits, V8 runs such a loop at a quarter of the speed. */
function keepAbove(
  found: Neighbours,
  { start, first, count, mirrored }: Block,
  { places, values }: ValuesAbove,
  excludeSelf: boolean,
): void {
  for (let i = 0; i < places.length; i++) {
    const row = Math.floor(places[i] / count);
    const query = start + row;
    const other = first + places[i] - row * count;
    if (excludeSelf && other === query) continue;
    keep(found, query, other, values[i]);
    if (mirrored) keep(found, other, query, values[i]);
  }
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

  /** Pairs of a row of the block and one of its gallery, one after the other, whose product is large enough. */
  async function choose({ product, start, rows, first, count, mirrored }: Block): Promise<Int32Array> {
    const leastFrom = (from: number, n: number) => Float32Array.from({ length: n }, (_, i) => leastOf(from + i));
    const { places } = await valuesAbove(
      product,
      leastFrom(start, rows),
      mirrored ? leastFrom(first, count) : undefined,
    );
    const pairs = new Int32Array(2 * places.length);
    let chosen = 0;
    for (let i = 0; i < places.length; i++) {
      const row = Math.floor(places[i] / count);
      const other = places[i] - row * count;
      if (excludeSelf && first + other === start + row) continue;
      pairs[chosen++] = row;
      pairs[chosen++] = other;
    }
    return pairs.subarray(0, chosen);
  }

  /** @returns how many cosines it has computed */
  async function visit(block: Block): Promise<number> {
    const { start, rows, first, count } = block;
    const pairs = await choose(block);
    if (pairs.length === 0) return 0;
    const [left, right] = [part(queries, start, rows), part(gallery, first, count)];
    const products = await pairProducts(left, right, pairs);
    keepPairs(block, pairs, products);
    return products.length;
  }

  function keepPairs({ start, first, mirrored }: Block, pairs: Int32Array, products: Float32Array): void {
    for (let i = 0; i < products.length; i++) {
      const query = start + pairs[2 * i];
      const row = first + pairs[2 * i + 1];
      const cosine = Math.fround(products[i] * perQuery[query] * perRow[row]);
      keep(found, query, row, cosine);
      if (mirrored) keep(found, row, query, cosine);
    }
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
