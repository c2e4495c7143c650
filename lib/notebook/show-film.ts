import { trainingFilm } from '../charts/training-film';
import { type Labels, readLabels } from '../engine/rows';
import { knnAccuracy } from '../metrics/knn';
import { filmFrames } from '../projection/film-frames';
import type { StoredRun } from '../training/open-run';
import { exportFilm } from './export-film';
import { show } from './show';

export interface ShowFilmOptions {
  /** The class of each row of a snapshot. */
  labels: Labels;
  /** n * 784 values: what hovering shows. */
  images?: ArrayLike<number>;
  title?: string;
  /** Also writes the film as a page of its own, see `exportFilm`. */
  file?: string;
}

/**
 * Shows a training as a film of its snapshots, with its losses below, and the kNN accuracy at each snapshot: the first half of the rows
 * votes, the second half asks.
 * @throws RangeError for fewer than two snapshots, labels of another number, and as `trainingFilm` does
 */
export async function showFilm({ snapshots, losses }: StoredRun, options: ShowFilmOptions): Promise<void> {
  const { images, title, file } = options;
  const { frames } = await filmFrames(snapshots);
  const n = frames[0].points.length / 2;
  const labels = await readLabels('showFilm', 'labels', options.labels, n, 'the snapshots');
  const half = Math.floor(n / 2);
  const [voting, asking] = [Array.from(labels).slice(0, half), Array.from(labels).slice(half)];
  const measures = [];
  for (const { step, rows, dim } of snapshots) {
    const gallery = { rows: rows.subarray(0, half * dim), dim };
    const queries = { rows: rows.subarray(half * dim), dim };
    measures.push({ step, accuracy: await knnAccuracy(gallery, voting, queries, asking) });
  }
  const film = trainingFilm(frames, { labels: Array.from(labels), losses, measures, images, title });
  await show(film);
  if (file !== undefined) await exportFilm(file, film);
}
