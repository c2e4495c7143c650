import { assertSameWidth, describe, type ReadRows, type Rows, readRows } from '../engine/rows';
import { boundsPay, cosineBounds } from './cosine-bounds';
import { groupedNeighbours } from './grouped-neighbours';
import { boundKeeper, emptyLists, measureDistances, type Neighbours, nearestKeeper } from './nearest-lists';
import { cosineRows, distanceRows, eachBlock, type Metric, MIRRORED_BLOCK } from './similarity-blocks';
import { isNarrow, treeNeighbours } from './tree-neighbours';

export interface NeighbourOptions {
  /** How many neighbours a query gets; 20 by default, at most as many as the gallery has rows. */
  k?: number;
  /** 'cosine' by default. A row of zeros has no direction: its cosine with every row counts as 0. */
  metric?: Metric;
  /** Leaves out gallery row i for query row i: for a set searched in itself. */
  excludeSelf?: boolean;
  /**
   * The share of neighbours that is enough, above 0 to 1 (the default: exact). Less, for a set searched in itself with excludeSelf,
   * leaves out most products of rows that are far apart; see groupedNeighbours. Where two are as near, their order is then any.
   */
  recall?: number;
  /** Called now and then with the share that is done, 0 to 1. */
  onProgress?: (done: number) => void;
}

/**
 * The k nearest rows of `gallery` for every row of `queries`, by matrix products of blocks on the tensor engine: exact, unless `recall`
 * asks for less.
 * @param gallery [m, dim]
 * @param queries [n, dim]
 * @returns n * k indices and similarities
 * @throws RangeError when the widths differ, k is no whole number from 1 to the size of the gallery, or a number is not finite
 */
export async function nearestNeighbours(
  gallery: Rows,
  queries: Rows,
  options: NeighbourOptions = {},
): Promise<Neighbours> {
  const galleryRows = await readRows('nearestNeighbours', 'gallery', gallery);
  const queryRows = queries === gallery ? galleryRows : await readRows('nearestNeighbours', 'queries', queries);
  assertSameWidth('nearestNeighbours', 'queries', queryRows, 'gallery', galleryRows);
  return findNeighbours('nearestNeighbours', 'gallery', galleryRows, queryRows, options);
}

/**
 * nearestNeighbours of rows that are read already, for whoever passes them on under names of its own.
 * @param caller the public function's name, and
 * @param galleryName its argument's name: an error begins with them
 */
export async function findNeighbours(
  caller: string,
  galleryName: string,
  gallery: ReadRows,
  queries: ReadRows,
  { k = 20, metric = 'cosine', excludeSelf = false, recall = 1, onProgress }: NeighbourOptions,
): Promise<Neighbours> {
  if (metric !== 'cosine' && metric !== 'euclidean') {
    throw new RangeError(`${caller}: metric is ${describe(metric)}, expected 'cosine' or 'euclidean'`);
  }
  if (excludeSelf && gallery.n !== queries.n) {
    throw new RangeError(
      `${caller}: excludeSelf compares a set with itself; ${galleryName} has ${gallery.n} rows and the queries ${queries.n}`,
    );
  }
  if (!(recall > 0 && recall <= 1)) {
    throw new RangeError(`${caller}: recall is ${recall}, expected a number above 0, up to 1; 1 is exact`);
  }
  const most = gallery.n - (excludeSelf ? 1 : 0);
  if (!Number.isInteger(k) || k < 1 || k > most) {
    throw new RangeError(
      `${caller}: k is ${k}, expected a whole number from 1 to ${most}, as many neighbours as ${galleryName} has to give` +
        (Number.isInteger(k) && k > most ? '; choose a smaller k' : ''),
    );
  }

  const mirror = queries.rows === gallery.rows && queries.dim === gallery.dim;
  const found = await search();
  onProgress?.(1);
  return found;

  function search(): Neighbours | Promise<Neighbours> {
    if (metric === 'euclidean' && isNarrow(gallery)) return treeNeighbours(gallery, queries, k, excludeSelf);
    if (recall < 1 && excludeSelf && mirror) return groupedNeighbours(gallery, { k, metric, recall, onProgress });
    return multiplyAll(gallery, queries, { k, metric, excludeSelf, mirror, onProgress });
  }
}

interface Search {
  k: number;
  metric: Metric;
  excludeSelf: boolean;
  /** Whether gallery and queries are the same rows. */
  mirror: boolean;
  onProgress?: (done: number) => void;
}

/** Exact neighbours from the products of all pairs. */
async function multiplyAll(gallery: ReadRows, queries: ReadRows, search: Search): Promise<Neighbours> {
  const { k, metric, excludeSelf, mirror, onProgress } = search;
  const found = emptyLists(queries.n, k);
  const products = { gallery, queries, mirror, onProgress };
  const bounds = metric === 'cosine' && boundsPay(gallery, queries) ? await cosineBounds(gallery) : undefined;
  if (metric === 'euclidean') {
    await eachBlock({ ...products, prepare: distanceRows(gallery, mirror) }, nearestKeeper(found, excludeSelf));
    measureDistances(found, gallery, queries);
  } else if (bounds) {
    const keeper = boundKeeper(found, excludeSelf, gallery, queries);
    // The first rows without bounds, which rule out nothing until a query has neighbours; then a trial, since there are rows that
    // bounds do not tell apart.
    await eachBlock({ ...products, prepare: cosineRows, end: TRIAL }, keeper.visitCosines);
    await eachBlock({ ...products, prepare: bounds, first: TRIAL, end: 2 * TRIAL }, keeper.visitBounds);
    const rest = { ...products, first: 2 * TRIAL };
    if (keeper.computed < PAYS * TRIAL * queries.n) {
      await eachBlock({ ...rest, prepare: bounds }, keeper.visitBounds);
    } else {
      await eachBlock({ ...rest, prepare: cosineRows }, keeper.visitCosines);
    }
  } else {
    await eachBlock({ ...products, prepare: cosineRows }, nearestKeeper(found, excludeSelf));
  }
  return found;
}

/** Rows of the gallery with which bounds are tried, and the share of cosines that they may ask for to be worth their while. */
const TRIAL = MIRRORED_BLOCK;
const PAYS = 0.15;
