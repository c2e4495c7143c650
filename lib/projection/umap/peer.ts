// not umap-js.ts: in a notebook, a file of the package's own name would import itself
import { UMAP } from 'umap-js';
import { seededRandom } from '../../engine/index';
import type { NearRows } from './neighbours';

/**
 * The layout by umap-js, to compare with: its own graph and gradients from the same neighbours, and a random start.
 * @param near of at least 3 rows
 * @returns a function that does one epoch, and one that reads the points as n * components numbers
 */
export function umapJsStepper(
  near: NearRows,
  options: { components: number; minDistance: number; epochs: number; seed: number },
): { step: () => void; points: () => Float32Array } {
  const { indices, distances, k } = near;
  const n = indices.length / k;
  const others = Math.min(k, n - 2); // it refuses to take all rows for neighbours
  const umap = new UMAP({
    nComponents: options.components,
    nNeighbors: others + 1, // it counts the row itself
    minDist: options.minDistance,
    nEpochs: options.epochs,
    random: seededRandom(options.seed).fork('umap-js').next,
  });
  const withSelf = <T>(row: number, self: T, values: ArrayLike<T>): T[] => [
    self,
    ...Array.from({ length: others }, (_, i) => values[row * k + i]),
  ];
  const all = Array.from({ length: n }, (_, i) => i);
  umap.setPrecomputedKNN(
    all.map(i => withSelf(i, i, indices)),
    all.map(i => withSelf(i, 0, distances)),
  );
  umap.initializeFit(all.map(i => [i])); // of the rows it then looks only at how many there are
  return { step: () => void umap.step(), points: () => Float32Array.from(umap.getEmbedding().flat()) };
}
