import { breathe } from '../../engine/breathe';
import { assertSameWidth, describe, type ReadRows, type Rows, readRows } from '../../engine/rows';
import type { Metric } from '../../neighbours/similarity-blocks';
import { fitCurve } from './curve';
import { fuzzySet } from './fuzzy-set';
import { tabulateGradients } from './gradients';
import { layoutStepper } from './layout';
import { assertNeighboursOf, type NearRows, nearestOf, nearRows } from './neighbours';
import { umapJsStepper } from './peer';
import { startingLayout } from './start';
import { placeNew } from './transform';

export interface UmapOptions {
  /** What near means: 'cosine' (the default) or 'euclidean'. */
  metric?: Metric;
  /** Points that make a neighbourhood, the point itself counted; 15 by default, at least 2. Where there are fewer points, all of them. */
  neighbours?: number;
  /** How near points may come to each other in the layout, 0 to 1; 0.1 by default. */
  minDistance?: number;
  /** Passes over all neighbours; 200 by default. */
  epochs?: number;
  /** Coordinates of a point; 2 by default. */
  components?: number;
  /** A whole number; 42 by default. The same seed on the same engine gives the same layout, byte for byte. */
  seed?: number;
  /**
   * Neighbours that umapNeighbours has found of the same rows by the same metric, at least as many: for several layouts of them. Found
   * anew by default, which of 10,000 rows takes a tenth of a layout's time where they are embeddings, and two fifths of it where they
   * are pixels.
   */
  near?: UmapNeighbours;
  /** Called after every epoch. */
  onEpoch?: (progress: UmapEpoch) => void;
  /** Aborting ends the layout after the epoch under way and keeps it as it is then. */
  signal?: AbortSignal;
  /** Who lays out: 'course' (the default), or 'umap-js' to compare with, which takes several times as long. */
  engine?: 'course' | 'umap-js';
}

/** What umapNeighbours finds, for fitUmap. */
export interface UmapNeighbours extends NearRows {
  metric: Metric;
}

export interface UmapEpoch {
  /** Epochs done, this one included. */
  epoch: number;
  epochs: number;
  /** The points as they are, n * components numbers; to look at, and to copy what is to be kept. */
  layout: Float32Array;
}

export interface Umap {
  /** n * components numbers, in no unit: what it says is who is near whom. */
  layout: Float32Array;
  components: number;
  /** Epochs done: fewer than asked for when the layout was interrupted, 0 where that was before the first. */
  epochs: number;
  finished: boolean;
  /**
   * Places new rows in this layout, whose own points stay where they are: n * components numbers. A row lands at the same place whoever
   * comes with it.
   * @throws RangeError for rows of another width, or a number that is not finite
   */
  transform(rows: Rows): Promise<Float32Array>;
}

/** Milliseconds between pauses, in which progress is shown and an interrupt is heard. */
const PAUSE_EVERY = 50;

/**
 * Finds what several layouts of the same rows need only once, whatever their minimal distance, epochs, components or seed:
 *
 *     const near = await umapNeighbours(rows, { neighbours: 50 });
 *     for (const neighbours of [5, 15, 50]) await fitUmap(rows, { near, neighbours });
 *
 * @param rows [n, dim], n at least 2
 * @param options metric, and the most neighbours that a layout will ask for, with the defaults of fitUmap
 * @throws RangeError for a single row, options out of range or a number that is not finite; TypeError for something that holds no rows
 */
export async function umapNeighbours(
  rows: Rows,
  options: Pick<UmapOptions, 'metric' | 'neighbours'> = {},
): Promise<UmapNeighbours> {
  const given = { ...DEFAULTS, ...defined(options) };
  checkOptions('umapNeighbours', given);
  const read = await readRows('umapNeighbours', 'rows', rows);
  if (read.n < 2) {
    throw new RangeError('umapNeighbours: rows has 1 row, expected at least 2: a single point has no neighbours');
  }
  const { metric } = given;
  return { ...(await nearRows(read, read, { k: othersOf(read, given), metric, excludeSelf: true })), metric };
}

/**
 * UMAP: a layout in which neighbours stay neighbours (McInnes, Healy and Melville 2018, https://arxiv.org/abs/1802.03426). Neighbours
 * are exact up to 4,096 rows and nearly all found beyond, the start is a PCA, and the rest is umap-learn's method with its defaults but
 * for 200 epochs.
 *
 * Interrupted, it returns the layout so far, with `finished` false; before the first epoch that is the PCA it starts from.
 * @param rows [n, dim]. Copies are neighbours at no distance. A single row lies at 0.
 * @throws RangeError for options out of range or a number that is not finite; TypeError for something that holds no rows
 */
export async function fitUmap(rows: Rows, options: UmapOptions = {}): Promise<Umap> {
  const given = { ...DEFAULTS, ...defined(options) };
  checkOptions('fitUmap', given);
  const read = await readRows('fitUmap', 'rows', rows);
  if (given.near && read.n > 1) assertNeighboursOf('fitUmap', given.near, read, given.metric, othersOf(read, given));
  const { metric, components, epochs, seed, signal } = given;
  const gradients = tabulateGradients(fitCurve(given.minDistance));
  let layout: Float32Array = await startingLayout(read, metric, components, seed);
  let done = 0;

  const near = read.n > 1 ? await neighboursUnless(signal, read, given) : undefined;
  if (near) {
    const { step, points } = stepper(near);
    for (let paused = performance.now(); done < epochs && !signal?.aborted; ) {
      step(done++);
      if (given.onEpoch) given.onEpoch({ epoch: done, epochs, layout: points() });
      if (performance.now() - paused > PAUSE_EVERY) {
        await breathe();
        paused = performance.now();
      }
    }
    layout = points();
  }
  return {
    layout,
    components,
    epochs: done,
    finished: read.n === 1 || done === epochs,
    async transform(others) {
      const fresh = await readRows('Umap.transform', 'rows', others);
      assertSameWidth('Umap.transform', 'rows', fresh, 'the rows fitted', read);
      const k = Math.min(given.neighbours, read.n);
      const nearest = await nearRows(read, fresh, { k, metric });
      return placeNew(nearest, layout, components, gradients, Math.ceil(epochs / 3), seed);
    },
  };

  function stepper(near: NearRows): { step: (epoch: number) => void; points: () => Float32Array } {
    if (given.engine === 'umap-js' && read.n > 2) return umapJsStepper(near, given);
    return {
      step: layoutStepper(layout, components, fuzzySet(near), gradients, epochs, seed),
      points: () => layout,
    };
  }
}

const DEFAULTS = {
  metric: 'cosine' as Metric,
  neighbours: 15,
  minDistance: 0.1,
  epochs: 200,
  components: 2,
  seed: 42,
  engine: 'course' as 'course' | 'umap-js',
};

type Given = UmapOptions & typeof DEFAULTS;

const defined = (options: UmapOptions): Partial<Given> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/** How many neighbours a row has beside itself. */
const othersOf = ({ n }: ReadRows, { neighbours }: Given): number => Math.min(neighbours, n) - 1;

/** undefined where it was interrupted: there is nothing in half of the neighbours. */
async function neighboursUnless(
  signal: AbortSignal | undefined,
  rows: ReadRows,
  given: Given,
): Promise<NearRows | undefined> {
  const interrupted = new Error('interrupted');
  const onProgress = () => {
    if (signal?.aborted) throw interrupted;
  };
  try {
    onProgress();
    const k = othersOf(rows, given);
    if (given.near) return nearestOf(given.near, k);
    return await nearRows(rows, rows, { k, metric: given.metric, excludeSelf: true, onProgress });
  } catch (error) {
    if (error === interrupted) return undefined;
    throw error;
  }
}

function checkOptions(caller: string, { metric, engine, minDistance, seed, ...counts }: Given): void {
  const fail = (name: string, value: unknown, expected: string): never => {
    throw new RangeError(`${caller}: ${name} is ${describe(value)}, expected ${expected}`);
  };
  if (metric !== 'cosine' && metric !== 'euclidean') fail('metric', metric, "'cosine' or 'euclidean'");
  if (engine !== 'course' && engine !== 'umap-js') fail('engine', engine, "'course' or 'umap-js'");
  if (!(minDistance >= 0 && minDistance <= 1)) fail('minDistance', minDistance, 'a number from 0 to 1');
  if (!Number.isSafeInteger(seed)) fail('seed', seed, 'a whole number');
  for (const [name, least] of [
    ['neighbours', 2],
    ['epochs', 1],
    ['components', 1],
  ] as const) {
    if (!Number.isInteger(counts[name]) || counts[name] < least)
      fail(name, counts[name], `a whole number of at least ${least}`);
  }
}
