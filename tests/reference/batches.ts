import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The inputs of the reference numbers, the same to the last bit as those of batches.py. */

/** `count` numbers in -1 … 1 from mulberry32, 24 bits each: every one is a float32 exactly. */
export function uniform(seed: number, count: number): Float32Array {
  let state = seed | 0;
  return Float32Array.from({ length: count }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 8) / 2 ** 23 - 1;
  });
}

export type Kind = 'random' | 'identical' | 'opposite' | 'aligned' | 'near';

/** left, right and third, n * d numbers each. */
export function batch(n: number, d: number, kind: Kind, seed: number): Float32Array[] {
  const [left, right, third] = [0, 1, 2].map(i => uniform(seed + i, n * d));
  switch (kind) {
    case 'identical': {
      const same = Float32Array.from(left, (_, i) => left[i % d]);
      return [same, same, same];
    }
    case 'opposite':
      return [left, left.map(x => -x), left];
    case 'aligned':
      return [left, left, third];
    case 'near':
      return [left, left.map((x, i) => x + right[i] / 8), third];
    default:
      return [left, right, third];
  }
}

export type LabelKind = 'one' | 'distinct' | 'three' | 'pairs';

export function labels(n: number, kind: LabelKind): number[] {
  const label = {
    one: () => 0,
    distinct: (i: number) => i,
    three: (i: number) => (i * 7) % 3,
    pairs: (i: number) => i >> 1,
  };
  return Array.from({ length: n }, (_, i) => label[kind](i));
}

export const same = (n: number) => Array.from({ length: n }, (_, i) => (i % 3 === 1 ? 0 : 1));

/** Noisy points around one centre a class, row i of class i % classes: [n, d]. */
export function clusters(
  seed: number,
  n: number,
  d: number,
  classes: number,
): { rows: Float32Array; labels: number[] } {
  const centres = uniform(seed, classes * d);
  const noise = uniform(seed + 7 * n, n * d);
  const rows = noise.map((x, i) => centres[(Math.floor(i / d) % classes) * d + (i % d)] / 2 + x);
  return { rows, labels: Array.from({ length: n }, (_, i) => i % classes) };
}

/** All of a small gradient; of a large one its first row, its norm and its products with fixed vectors. */
export interface GradientSummary {
  all?: number[];
  row?: number[];
  norm?: number;
  probes?: number[];
}

export interface LossResult {
  loss: string;
  labelled: boolean;
  temperature?: number;
  margin?: number;
  distance?: 'cosine' | 'euclidean';
  scale?: number;
  bias?: number;
  value: number;
  gradients: GradientSummary[];
}

export interface LossBatch {
  n: number;
  d: number;
  rows: Kind;
  labels: LabelKind;
  seed: number;
  results: LossResult[];
}

interface PairsCase {
  n: number;
  d: number;
  rows: Kind;
  seed: number;
}

export interface MetricsReference {
  knn: {
    n: number;
    m: number;
    d: number;
    classes: number;
    seed: number;
    metric: 'cosine' | 'euclidean';
    k: number;
    accuracy: number;
    first: number[];
  }[];
  pairs: (PairsCase & { alignment: Record<string, number>; uniformity: Record<string, number> })[];
  retrieval: (PairsCase & { recall: Record<string, number>; mrr: number })[];
}

const read = (file: string) => JSON.parse(readFileSync(join(__dirname, 'fixtures', file), 'utf8'));
export const lossReference = (): LossBatch[] => read('losses.json').batches;
export const metricsReference = (): MetricsReference => read('metrics.json');

interface ClusterCase {
  n: number;
  d: number;
  classes: number;
  seed: number;
}

export interface ProjectionReference {
  pca: (ClusterCase & { components: number; ratio: number[]; loadings: number[][] })[];
  curves: { minDistance: number; a: number; b: number }[];
  measures: (ClusterCase & {
    k: number;
    projection: 'columns' | 'random';
    metric: 'cosine' | 'euclidean';
    trustworthiness: number;
    kept: number;
  })[];
  graphs: (ClusterCase & { neighbours: number; metric: 'cosine' | 'euclidean'; pairs: [number, number, number][] })[];
  umap: (ClusterCase & { metric: 'cosine' | 'euclidean'; trustworthiness: number })[];
}

export const projectionReference = (): ProjectionReference => read('projection.json');
