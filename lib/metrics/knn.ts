import { assertSameWidth, describe, type Labels, type ReadRows, type Rows, readLabels, readRows } from '../engine/rows';
import { boundsPay, cosineBounds } from '../neighbours/cosine-bounds';
import { groupedNeighbours } from '../neighbours/grouped-neighbours';
import {
  emptyLists,
  exactCosines,
  type Judge,
  measureDistances,
  type Neighbours,
  nearestKeeper,
} from '../neighbours/nearest-lists';
import {
  eachBlock,
  GALLERY_BLOCK,
  type Metric,
  MIRRORED_BLOCK,
  metricRows,
  unitRows,
} from '../neighbours/similarity-blocks';
import { isNarrow, treeNeighbours } from '../neighbours/tree-neighbours';

export type { Metric } from '../neighbours/similarity-blocks';

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
 * The label of every row of `test` by a vote of its k nearest rows of `train`, each with one vote. Between labels with as many
 * votes, the one with the nearest neighbour wins (scikit-learn takes the smallest label there, which favours small labels).
 * @param train [m, dim] with one label a row
 * @param test [n, dim]
 * @returns n labels
 * @throws RangeError as nearestNeighbours, and for labels of another length than their rows
 */
export async function knnPredict(
  train: Rows,
  trainLabels: Labels,
  test: Rows,
  options: NeighbourOptions = {},
): Promise<Int32Array> {
  return predict('knnPredict', await readLabelled('knnPredict', train, trainLabels, test), options);
}

/**
 * The share of `test` whose label a vote of its k nearest rows of `train` finds: how well an embedding separates the labels, with
 * nothing trained on top. See knnPredict for ties.
 *
 * 20 neighbours and the cosine are usual for contrastive embeddings (Wu et al. 2018, https://arxiv.org/abs/1805.01978, weigh the
 * votes by similarity; here every neighbour has one vote).
 * @param train [m, dim] with one label a row
 * @param test [n, dim] with one label a row; no row of it should be in train
 * @returns 0 to 1
 * @throws RangeError when the widths differ, labels have another length than their rows, k is no whole number from 1 to the number
 *   of rows in train, or a number is not finite
 */
export async function knnAccuracy(
  train: Rows,
  trainLabels: Labels,
  test: Rows,
  testLabels: Labels,
  options: NeighbourOptions = {},
): Promise<number> {
  const labelled = await readLabelled('knnAccuracy', train, trainLabels, test);
  const expected = await readLabels('knnAccuracy', 'testLabels', testLabels, labelled.testRows.n, 'test');
  const predicted = await predict('knnAccuracy', labelled, options);
  let right = 0;
  for (let i = 0; i < predicted.length; i++) if (predicted[i] === expected[i]) right++;
  return right / predicted.length;
}

interface Labelled {
  trainRows: ReadRows;
  trainLabels: ArrayLike<number>;
  testRows: ReadRows;
}

async function readLabelled(caller: string, train: Rows, labels: Labels, test: Rows): Promise<Labelled> {
  const trainRows = await readRows(caller, 'train', train);
  const testRows = await readRows(caller, 'test', test);
  assertSameWidth(caller, 'test', testRows, 'train', trainRows);
  const trainLabels = await readLabels(caller, 'trainLabels', labels, trainRows.n, 'train');
  return { trainRows, trainLabels, testRows };
}

async function predict(caller: string, labelled: Labelled, options: NeighbourOptions): Promise<Int32Array> {
  const { trainRows, trainLabels, testRows } = labelled;
  const { indices, k } = await findNeighbours(caller, 'train', trainRows, testRows, options);
  const predicted = new Int32Array(testRows.n);
  for (let i = 0; i < predicted.length; i++) {
    // A Map keeps its keys in the order of their first vote, and the nearest neighbour votes first.
    const votes = new Map<number, number>();
    for (let j = i * k; j < (i + 1) * k; j++) {
      const label = trainLabels[indices[j]];
      votes.set(label, (votes.get(label) ?? 0) + 1);
    }
    let most = 0;
    for (const [label, count] of votes) {
      if (count > most) {
        most = count;
        predicted[i] = label;
      }
    }
  }
  return predicted;
}

async function findNeighbours(
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
  const keep = (judge?: Judge) => nearestKeeper(found, excludeSelf, judge);
  const bounds = metric === 'cosine' && boundsPay(gallery, queries) ? await cosineBounds(gallery) : undefined;
  if (metric === 'euclidean') {
    await eachBlock({ ...products, prepare: metricRows(gallery, mirror) }, keep());
    measureDistances(found, gallery, queries);
  } else if (bounds) {
    const judge = exactCosines(gallery, queries);
    const visit = keep(judge);
    // The first block without bounds, which rule out nothing until a query has neighbours; then a trial, since there are rows that
    // bounds do not tell apart.
    const first = mirror ? MIRRORED_BLOCK : GALLERY_BLOCK;
    const trial = first + TRIAL;
    await eachBlock({ ...products, prepare: unitRows, end: first }, visit);
    judge.asked = 0;
    await eachBlock({ ...products, prepare: bounds, first, end: trial }, visit);
    const prepare = judge.asked < PAYS * TRIAL * queries.n ? bounds : unitRows;
    await eachBlock({ ...products, prepare, first: trial }, visit);
  } else {
    await eachBlock({ ...products, prepare: unitRows }, keep());
  }
  return found;
}

/** Rows of the gallery with which bounds are tried, and the share of exact cosines that they may ask for to be worth their while. */
const TRIAL = MIRRORED_BLOCK;
const PAYS = 0.01;
