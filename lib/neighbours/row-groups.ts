import { tf } from '../engine/index';
import type { ReadRows } from '../engine/rows';
import type { Prepare } from './similarity-blocks';

/** Rows sorted into groups of near ones. */
export interface RowGroups {
  /** n numbers: which row comes at a place, group after group. */
  order: Int32Array;
  /** Where each group begins in that order, and n. */
  starts: Int32Array;
  /** For each group all groups, by the distance of their centres: itself first. */
  nearest: Int32Array[];
}

/** Rows a group has on average, and at most. */
const USUAL_SIZE = 256;
const LARGEST_SIZE = 1024;
/** The centres are found from this many rows a group, in so many rounds. */
const SAMPLE = 32;
const ROUNDS = 4;
const BLOCK = 4096;

/**
 * Puts rows into groups of about 256, each round a centre (Lloyd's k-means on a sample). The same rows give the same groups.
 * @param prepare makes the points between which distances are measured
 */
export async function groupRows(rows: ReadRows, prepare: Prepare): Promise<RowGroups> {
  const { n } = rows;
  const count = Math.max(1, Math.round(n / USUAL_SIZE));
  const size = Math.min(n, SAMPLE * count);
  const sample = await prepare(pick(rows, spaced(size, n)), 0, size);
  const width = sample.length / size;
  const centres = pick({ rows: sample, dim: width, n: size }, spaced(count, size)).rows;
  for (let round = 0; round < ROUNDS; round++)
    moveCentres(centres, sample, width, await nearestCentres(sample, centres, width));

  const group = new Int32Array(n);
  for (let first = 0; first < n; first += BLOCK) {
    const points = await prepare(rows, first, Math.min(BLOCK, n - first));
    group.set(await nearestCentres(points, centres, width), first);
  }
  return sortByGroup(group, centres, width);
}

/** `count` whole numbers from 0 to n - 1, evenly spaced. */
export const spaced = (count: number, n: number): Int32Array =>
  Int32Array.from({ length: count }, (_, i) => Math.floor((i * n) / count));

/** A copy of some rows, in the order in which they are named. */
export function pick({ rows, dim }: ReadRows, chosen: Int32Array): ReadRows {
  const picked = new Float32Array(chosen.length * dim);
  chosen.forEach((row, i) => {
    picked.set(rows.subarray(row * dim, (row + 1) * dim), i * dim);
  });
  return { rows: picked, dim, n: chosen.length };
}

/** For each point the centre c at the least distance, which is where x·c - |c|²/2 is largest. */
async function nearestCentres(points: Float32Array, centres: Float32Array, width: number): Promise<Int32Array> {
  const count = centres.length / width;
  const half = Float64Array.from({ length: count }, (_, c) => squaredLength(centres, c, width) / 2);
  const product = tf.tidy(() =>
    tf.matMul(tf.tensor2d(points, [points.length / width, width]), tf.transpose(tf.tensor2d(centres, [count, width]))),
  );
  const values = await product.data();
  product.dispose();
  return Int32Array.from({ length: points.length / width }, (_, i) => {
    let [nearest, most] = [0, Number.NEGATIVE_INFINITY];
    for (let c = 0; c < count; c++) {
      const score = values[i * count + c] - half[c];
      if (score > most) [nearest, most] = [c, score];
    }
    return nearest;
  });
}

function squaredLength(rows: Float32Array, row: number, width: number): number {
  let squares = 0;
  for (let i = row * width; i < (row + 1) * width; i++) squares += rows[i] * rows[i];
  return squares;
}

/** Puts each centre in the middle of its points; one that has none stays where it is. */
function moveCentres(centres: Float32Array, points: Float32Array, width: number, nearest: Int32Array): void {
  const sums = new Float64Array(centres.length);
  const sizes = new Int32Array(centres.length / width);
  nearest.forEach((centre, point) => {
    sizes[centre]++;
    for (let i = 0; i < width; i++) sums[centre * width + i] += points[point * width + i];
  });
  for (let i = 0; i < sums.length; i++) {
    const size = sizes[Math.floor(i / width)];
    if (size > 0) centres[i] = sums[i] / size;
  }
}

/** Groups without rows are left out, and one that is too large is cut into several round the same centre. */
function sortByGroup(group: Int32Array, centres: Float32Array, width: number): RowGroups {
  const count = centres.length / width;
  const sizes = new Int32Array(count);
  for (const own of group) sizes[own]++;
  const begins = new Int32Array(count);
  const starts: number[] = [];
  const centreOf: number[] = [];
  let begin = 0;
  for (let c = 0; c < count; c++) {
    begins[c] = begin;
    const parts = Math.ceil(sizes[c] / LARGEST_SIZE);
    for (let part = 0; part < parts; part++) {
      starts.push(begin + Math.floor((part * sizes[c]) / parts));
      centreOf.push(c);
    }
    begin += sizes[c];
  }
  const order = new Int32Array(group.length);
  group.forEach((own, row) => {
    order[begins[own]++] = row;
  });
  const nearest = centreOf.map((own, i) => {
    const distances = centreOf.map((other, j) => (j === i ? -1 : squaredDistance(centres, own, other, width)));
    return Int32Array.from(distances.keys()).sort((a, b) => distances[a] - distances[b] || a - b);
  });
  return { order, starts: Int32Array.from([...starts, group.length]), nearest };
}

function squaredDistance(rows: Float32Array, one: number, other: number, width: number): number {
  let squares = 0;
  for (let i = 0; i < width; i++) squares += (rows[one * width + i] - rows[other * width + i]) ** 2;
  return squares;
}
