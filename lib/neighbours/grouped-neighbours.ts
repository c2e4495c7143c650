import { breathe } from '../engine/breathe';
import { tf } from '../engine/index';
import type { ReadRows } from '../engine/rows';
import { boundsPay, cosineBounds } from './cosine-bounds';
import { boundKeeper, emptyLists, measureDistances, type Neighbours, nearestKeeper } from './nearest-lists';
import { groupRows, pick, type RowGroups, spaced } from './row-groups';
import {
  type Block,
  cosineRows,
  distanceRows,
  eachBlock,
  type Metric,
  meanRow,
  PAUSE_EVERY,
  type Prepare,
  type Products,
} from './similarity-blocks';

/** Rows by which it is measured how many groups have to be searched. */
const SAMPLE = 200;

export interface GroupedSearch {
  k: number;
  metric: Metric;
  /** The share of the nearest rows that is to be found, 0 to 1. */
  recall: number;
  onProgress?: (done: number) => void;
}

/**
 * Most of the nearest rows of every row, itself left out, from far fewer products than there are pairs: rows are put into groups of
 * near ones, and a group is compared with the groups next to it alone, with as many as a sample of rows needs to find `recall` of its
 * neighbours. Where rows fall into clusters or vary along few directions, its time grows little faster than their number. Where they do
 * not, all groups are searched, which takes as long as all pairs do, and what is found is exact.
 */
export async function groupedNeighbours(
  rows: ReadRows,
  { k, metric, recall, onProgress }: GroupedSearch,
): Promise<Neighbours> {
  const bounds = metric === 'cosine' && boundsPay(rows, rows) ? await cosineBounds(rows) : undefined;
  const groups = await groupRows(rows, bounds ?? (metric === 'cosine' ? cosineRows : fromTheMean(rows)));
  const sorted = pick(rows, groups.order);
  const pairs = pairsToSearch(groups, await groupsToSearch(sorted, groups, k, metric, recall), k);

  const found = emptyLists(rows.n, k);
  if (bounds) {
    const keeper = boundKeeper(found, true, sorted, sorted);
    await eachGroup(sorted, groups, keeper.visitCosines); // bounds rule out nothing until a row has neighbours
    const others = pairs.filter(([group, other]) => group !== other);
    await eachPair(sorted, groups, others, bounds, keeper.visitBounds, onProgress);
  } else {
    const prepare = metric === 'cosine' ? cosineRows : distanceRows(sorted, true);
    await eachPair(sorted, groups, pairs, prepare, nearestKeeper(found, true), onProgress);
  }
  const unsorted = inOrderOf(groups.order, found);
  if (metric === 'euclidean') measureDistances(unsorted, rows, rows);
  return unsorted;
}

/** Points measured from the middle of all, where 32 bits are sharpest. */
function fromTheMean(all: ReadRows): Prepare {
  const mean = meanRow(all);
  return ({ rows, dim }, first, count) =>
    rows.slice(first * dim, (first + count) * dim).map((x, i) => x - mean[i % dim]);
}

/** How many of the nearest groups have to be searched, so that a sample of rows finds `recall` of its k nearest rows in them. */
async function groupsToSearch(
  sorted: ReadRows,
  groups: RowGroups,
  k: number,
  metric: Metric,
  recall: number,
): Promise<number> {
  const { n } = sorted;
  const chosen = spaced(Math.min(SAMPLE, n), n);
  const queries = pick(sorted, chosen);
  const lists = emptyLists(queries.n, k + 1); // a row finds itself first
  const keep = nearestKeeper(lists, false);
  const similarities = new Float32Array(queries.n * n);
  const prepare = metric === 'cosine' ? cosineRows : distanceRows(sorted, false);
  await eachBlock({ gallery: sorted, queries, prepare }, async block => {
    await keep(block);
    const { product, start, rows, first, count } = block;
    const values = (await product.data()) as Float32Array;
    for (let row = 0; row < rows; row++) {
      similarities.set(values.subarray(row * count, (row + 1) * count), (start + row) * n + first);
    }
  });
  const foundIn = new Float64Array(groups.nearest.length); // neighbours found in the group that is nearest, second, …
  chosen.forEach((place, query) => {
    const least = lists.similarities[(query + 1) * (k + 1) - 1];
    let left = k + 1;
    groups.nearest[groupAt(groups, place)].forEach((group, rank) => {
      for (let row = groups.starts[group]; row < groups.starts[group + 1] && left > 0; row++) {
        if (similarities[query * n + row] < least) continue;
        foundIn[rank]++;
        left--;
      }
    });
  });
  const wanted = queries.n * (1 + recall * k);
  let [found, count] = [0, 0];
  while (found < wanted && count < foundIn.length) found += foundIn[count++];
  return count;
}

const groupAt = ({ starts }: RowGroups, place: number): number => starts.findIndex(start => start > place) - 1;

/** Pairs of groups to be compared, each once, nearest ones first; every group with `count` others and itself, or more to find k rows. */
function pairsToSearch({ starts, nearest }: RowGroups, count: number, k: number): [number, number][] {
  const groups = nearest.length;
  const seen = nearest.map(() => new Set<number>());
  const rowsFound = new Int32Array(groups);
  const pairs: [number, number][] = [];
  for (let rank = 0; rank < groups; rank++) {
    for (let group = 0; group < groups; group++) {
      if (rank >= count && rowsFound[group] > k) continue;
      const other = nearest[group][rank];
      rowsFound[group] += starts[other + 1] - starts[other];
      if (seen[group].has(other)) continue;
      seen[group].add(other);
      seen[other].add(group);
      pairs.push([group, other]);
    }
  }
  return pairs;
}

/** Visits the cosines of each group's rows with each other. */
async function eachGroup(
  { rows, dim }: ReadRows,
  { starts, nearest }: RowGroups,
  visit: (block: Block) => Promise<void>,
): Promise<void> {
  for (let group = 0; group < nearest.length; group++) {
    const [from, to] = [starts[group], starts[group + 1]];
    const own = { rows: rows.subarray(from * dim, to * dim), dim, n: to - from };
    await eachBlock({ gallery: own, queries: own, prepare: cosineRows }, block =>
      visit({ ...block, start: from + block.start, first: from + block.first }),
    );
  }
}

/** Visits the products of pairs of groups, both ways round. */
async function eachPair(
  sorted: ReadRows,
  { starts, nearest }: RowGroups,
  pairs: [number, number][],
  prepare: Products['prepare'],
  visit: (block: Block) => void | Promise<void>,
  onProgress?: (done: number) => void,
): Promise<void> {
  const make = typeof prepare === 'function' ? { query: prepare, gallery: prepare } : prepare;
  const queries: tf.Tensor2D[] = [];
  const galleries: tf.Tensor2D[] = [];
  try {
    for (let group = 0; group < nearest.length; group++) {
      const [first, count] = [starts[group], starts[group + 1] - starts[group]];
      const query = await make.query(sorted, first, count);
      const gallery = make.gallery === make.query ? query : await make.gallery(sorted, first, count);
      queries.push(tf.tensor2d(query, [count, query.length / count]));
      galleries.push(tf.tidy(() => tf.transpose(tf.tensor2d(gallery, [count, gallery.length / count]))));
    }
    let paused = performance.now();
    for (const [done, [group, other]] of pairs.entries()) {
      const product: tf.Tensor2D = tf.matMul(queries[group], galleries[other]);
      const [rows, count] = product.shape;
      try {
        await visit({ product, start: starts[group], rows, first: starts[other], count, mirrored: group !== other });
      } finally {
        product.dispose();
      }
      if (performance.now() - paused > PAUSE_EVERY) {
        onProgress?.(done / pairs.length);
        await breathe();
        paused = performance.now();
      }
    }
  } finally {
    tf.dispose([...queries, ...galleries]);
  }
}

/** Lists of rows that were sorted, in the order in which they were before, and with their numbers of then. */
function inOrderOf(order: Int32Array, { indices, similarities, k }: Neighbours): Neighbours {
  const lists = emptyLists(order.length, k);
  order.forEach((row, place) => {
    lists.similarities.set(similarities.subarray(place * k, (place + 1) * k), row * k);
    for (let i = 0; i < k; i++) lists.indices[row * k + i] = order[indices[place * k + i]];
  });
  return lists;
}
