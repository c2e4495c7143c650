import { assertSameWidth, describe, type Labels, type ReadRows, type Rows, readLabels, readRows } from '../engine/rows';
import { cosineBounds } from './cosine-bounds';
import { type Block, eachBlock, GALLERY_BLOCK, type Prepare, unitRows } from './similarity-blocks';

/** 'cosine': the angle between rows; 'euclidean': the distance between rows as given. */
export type Metric = 'cosine' | 'euclidean';

export interface NeighbourOptions {
  /** How many neighbours a query gets; 20 by default, at most as many as the gallery has rows. */
  k?: number;
  /** 'cosine' by default. A row of zeros has no direction: its cosine with every row counts as 0. */
  metric?: Metric;
  /** Leaves out gallery row i for query row i: for a set searched in itself. */
  excludeSelf?: boolean;
  /** Called now and then with the share that is done, 0 to 1. */
  onProgress?: (done: number) => void;
}

export interface Neighbours {
  /** Rows of the gallery, k a query, the nearest first; where two are as near, the lower row first. */
  indices: Int32Array;
  /** Of each of them: the cosine, or minus the Euclidean distance. Larger is nearer, whichever the metric. */
  similarities: Float32Array;
  k: number;
}

/**
 * The k nearest rows of `gallery` for every row of `queries`: exact, by matrix products of blocks on the tensor engine.
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
  const queryRows = await readRows('nearestNeighbours', 'queries', queries);
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
  { k = 20, metric = 'cosine', excludeSelf = false, onProgress }: NeighbourOptions,
): Promise<Neighbours> {
  if (metric !== 'cosine' && metric !== 'euclidean') {
    throw new RangeError(`${caller}: metric is ${describe(metric)}, expected 'cosine' or 'euclidean'`);
  }
  if (excludeSelf && gallery.n !== queries.n) {
    throw new RangeError(
      `${caller}: excludeSelf compares a set with itself; ${galleryName} has ${gallery.n} rows and the queries ${queries.n}`,
    );
  }
  const most = gallery.n - (excludeSelf ? 1 : 0);
  if (!Number.isInteger(k) || k < 1 || k > most) {
    throw new RangeError(
      `${caller}: k is ${k}, expected a whole number from 1 to ${most}, as many neighbours as ${galleryName} has to give` +
        (Number.isInteger(k) && k > most ? '; choose a smaller k' : ''),
    );
  }

  const found = { indices: new Int32Array(queries.n * k).fill(-1), similarities: new Float32Array(queries.n * k), k };
  found.similarities.fill(Number.NEGATIVE_INFINITY);
  const products = { gallery, queries, onProgress };
  const keep = (judge?: Judge) => (block: Block) => keepNearest(found, block, excludeSelf, judge);
  if (metric === 'euclidean') {
    await eachBlock({ ...products, prepare: metricRows(gallery) }, keep());
    measureDistances(found, gallery, queries);
  } else if (boundsPay(gallery, queries)) {
    const judge = exactCosines(gallery, queries);
    // The first block without bounds, which rule out nothing until a query has neighbours; then a trial, since there are rows that
    // bounds do not tell apart.
    const trial = GALLERY_BLOCK + TRIAL;
    const bounds = await cosineBounds(gallery);
    await eachBlock({ ...products, prepare: unitRows, end: GALLERY_BLOCK }, keep(judge));
    judge.asked = 0;
    await eachBlock({ ...products, prepare: bounds, first: GALLERY_BLOCK, end: trial }, keep(judge));
    const prepare = judge.asked < PAYS * TRIAL * queries.n ? bounds : unitRows;
    await eachBlock({ ...products, prepare, first: trial }, keep(judge));
  } else {
    await eachBlock({ ...products, prepare: unitRows }, keep());
  }
  onProgress?.(1);
  return found;
}

/** Rows of the gallery with which bounds are tried, and the share of exact cosines that they may ask for to be worth their while. */
const TRIAL = 512;
const PAYS = 0.01;

/** Whether the time that narrower rows save is more than finding them takes (about half a second). */
function boundsPay(gallery: ReadRows, queries: ReadRows): boolean {
  return gallery.dim >= 256 && gallery.n >= 2 * GALLERY_BLOCK && gallery.n * queries.n * gallery.dim >= 2e10;
}

/** Says what a similarity is exactly, where the product is a bound or rounded. */
interface Judge {
  exact(query: number, row: number): number;
  /** How often it was asked. */
  asked: number;
}

/** How much more than its product a cosine may be. */
const ROUNDING = 1e-5;

function exactCosines(gallery: ReadRows, queries: ReadRows): Judge {
  const [perRow, perQuery] = [inverseLengths(gallery), inverseLengths(queries)];
  const { dim } = gallery;
  const judge: Judge = {
    asked: 0,
    exact(query, row) {
      judge.asked++;
      let product = 0;
      for (let i = 0, q = query * dim, g = row * dim; i < dim; i++)
        product += queries.rows[q + i] * gallery.rows[g + i];
      return Math.fround(product * perQuery[query] * perRow[row]);
    },
  };
  return judge;
}

function inverseLengths({ rows, dim, n }: ReadRows): Float64Array {
  return Float64Array.from({ length: n }, (_, row) => {
    let squares = 0;
    for (let i = row * dim; i < (row + 1) * dim; i++) squares += rows[i] * rows[i];
    return squares > 0 ? 1 / Math.sqrt(squares) : 0;
  });
}

/** Puts the nearest of a block of products [rows, count] into the lists, which are sorted; most fail at the first comparison. */
function keepNearest(
  { indices, similarities, k }: Neighbours,
  block: Block,
  excludeSelf: boolean,
  judge?: Judge,
): void {
  const { values, start, rows, first, count } = block;
  for (let row = 0; row < rows; row++) {
    const list = (start + row) * k;
    const last = list + k - 1;
    const offset = row * count;
    const self = excludeSelf ? start + row - first : -1;
    const slack = judge ? ROUNDING : 0;
    let worst = similarities[last] - slack;
    for (let j = 0; j < count; j++) {
      let similarity = values[offset + j];
      if (similarity <= worst || j === self) continue;
      if (judge) {
        similarity = judge.exact(start + row, first + j);
        if (similarity <= similarities[last]) continue;
      }
      let place = last;
      for (; place > list && similarities[place - 1] < similarity; place--) {
        similarities[place] = similarities[place - 1];
        indices[place] = indices[place - 1];
      }
      similarities[place] = similarity;
      indices[place] = first + j;
      worst = similarities[last] - slack;
    }
  }
}

/**
 * Rows with one more column, so that a product is q·g - |g|²/2, which orders a query's neighbours as the distance does:
 * |q - g|² = |q|² - 2 (q·g - |g|²/2). Measured from the gallery's mean, which keeps the numbers small and the order sharp.
 */
export function metricRows(gallery: ReadRows): Record<'query' | 'gallery', Prepare> {
  const mean = new Float64Array(gallery.dim);
  for (let i = 0; i < gallery.rows.length; i++) mean[i % gallery.dim] += gallery.rows[i] / gallery.n;
  const prepare = ({ rows, dim }: ReadRows, first: number, count: number, side: 'query' | 'gallery') => {
    const wide = new Float32Array(count * (dim + 1));
    for (let row = 0; row < count; row++) {
      const from = (first + row) * dim;
      const to = row * (dim + 1);
      let squares = 0;
      for (let i = 0; i < dim; i++) {
        const value = rows[from + i] - mean[i];
        wide[to + i] = value;
        squares += value * value;
      }
      wide[to + dim] = side === 'query' ? 1 : -squares / 2;
    }
    return wide;
  };
  return {
    query: (from, first, count) => prepare(from, first, count, 'query'),
    gallery: (from, first, count) => prepare(from, first, count, 'gallery'),
  };
}

/** Replaces the scores by minus the distances, computed from the rows themselves, and sorts by them. */
function measureDistances({ indices, similarities, k }: Neighbours, gallery: ReadRows, queries: ReadRows): void {
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
