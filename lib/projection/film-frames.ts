import type { Snapshot } from '../data/snapshot';
import { tf } from '../engine/index';
import { counted, type ReadRows, readRows } from '../engine/rows';
import { fitPca } from './pca';
import { nearestTurn } from './procrustes';

/** The points at one moment of a training, in axes that are the same for every frame; row i is the same thing in every frame. */
export interface FilmFrame<Points = Float32Array> {
  /** Steps done. */
  step: number;
  /** n * components numbers. */
  points: Points;
}

export interface FilmFrames {
  frames: FilmFrame[];
  /** For each axis the share of the last frame's variance that lies along it. */
  explainedVarianceRatio: Float32Array;
}

/**
 * Projects the snapshots of a training onto axes that stay fixed: those of a PCA of the last one. Before that, each snapshot is turned as
 * a whole (a rotation, mirrored where need be) so that its rows come as near as they can to those of the next (orthogonal Procrustes,
 * Schönemann 1966, https://doi.org/10.1007/BF02289451). A turn changes no cosine and no distance; without it, a film shows the space
 * drifting round as well as the rows that move in it.
 * @param snapshots of the same rows, in the order of their steps
 * @param options.components coordinates of a point; 2 by default
 * @throws RangeError for no snapshot, snapshots of different sizes, a number that is not finite, or more components than columns
 */
export async function filmFrames(
  snapshots: readonly Snapshot[],
  { components = 2 }: { components?: number } = {},
): Promise<FilmFrames> {
  if (snapshots.length === 0) {
    throw new RangeError('filmFrames: there are no snapshots; train with snapshots: { images, every } to keep some');
  }
  const read: ReadRows[] = [];
  for (const { step, rows, dim } of snapshots) {
    const one = await readRows('filmFrames', `the snapshot of step ${step}`, { rows, dim });
    const [first] = read;
    if (first && (one.n !== first.n || one.dim !== first.dim)) {
      throw new RangeError(
        `filmFrames: the snapshot of step ${step} has ${counted(one.n, 'row')} of ${one.dim}, that of step ${snapshots[0].step} ` +
          `${first.n} of ${first.dim}; a film needs the same rows in each`,
      );
    }
    read.push(one);
  }
  const last = read[read.length - 1];
  const pca = await fitPca({ rows: last.rows, dim: last.dim }, { components });
  const frames: FilmFrame[] = [];
  let next = last.rows;
  for (let i = read.length - 1; i >= 0; i--) {
    const rows = i === read.length - 1 ? next : await turnedTowards(read[i], next);
    frames.unshift({ step: snapshots[i].step, points: await pca.transform({ rows, dim: last.dim }) });
    next = rows;
  }
  return { frames, explainedVarianceRatio: pca.explainedVarianceRatio };
}

/** The rows, turned as a whole so that they come as near as they can to the target. */
async function turnedTowards({ rows, n, dim }: ReadRows, target: Float32Array): Promise<Float32Array> {
  const product = tf.tidy(() => tf.matMul(tf.transpose(tf.tensor2d(rows, [n, dim])), tf.tensor2d(target, [n, dim])));
  const turn = nearestTurn(await product.data(), dim);
  product.dispose();
  const turned = tf.tidy(() => tf.matMul(tf.tensor2d(rows, [n, dim]), tf.tensor2d(turn, [dim, dim])));
  const result = Float32Array.from(await turned.data());
  turned.dispose();
  return result;
}
