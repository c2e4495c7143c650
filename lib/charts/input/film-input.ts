import type { FilmFrame } from '../../projection/film-frames';
import type { Measured } from '../parts/film-curves';
import { requireFewPlaces } from '../parts/glide';
import { requireFinite } from './checks';
import type { HoverInput } from './hover-input';
import { type PointLabels, type Points, readPoints } from './point-input';

export interface FilmOptions extends HoverInput, Measured {
  /** A class a point: a digit, or a word. */
  labels: PointLabels;
  title?: string;
  /** What the axes are; 'PC1' and 'PC2' by default. */
  xTitle?: string;
  yTitle?: string;
}

/**
 * @returns the points of each frame, n * 2 numbers
 * @throws RangeError for fewer than two frames, frames of different sizes or not in the order of their steps, and too many points
 */
export function readFrames(frames: FilmFrame<Points>[]): Float64Array[] {
  if (frames.length < 2)
    throw new RangeError(
      `trainingFilm: there ${frames.length === 1 ? 'is 1 frame' : 'are no frames'}, expected at least 2; ` +
        'pass snapshots: { images, every } to train to keep some',
    );
  const layouts = frames.map(({ step, points }, f) => {
    if (!Number.isInteger(step) || step < 0 || (f > 0 && !(step > frames[f - 1].step)))
      throw new RangeError(
        `trainingFilm: frame ${f} is of step ${step}` +
          `${f > 0 ? `, the one before of step ${frames[f - 1].step}` : ''}; expected whole numbers that rise`,
      );
    return readPoints('trainingFilm', `the frame of step ${step}`, points, 2);
  });
  const n = layouts[0].length / 2;
  layouts.forEach((layout, f) => {
    if (layout.length !== 2 * n)
      throw new RangeError(
        `trainingFilm: the frame of step ${frames[f].step} has ${layout.length / 2} points, the first has ${n}; ` +
          'expected the same points in every frame',
      );
  });
  requireFewPlaces('trainingFilm', 'frames', frames.length, n);
  return layouts;
}

/** @throws RangeError for a loss or an accuracy that is no number */
export function checkMeasured({ losses = [], measures = [] }: Measured): void {
  requireFinite('trainingFilm', 'losses', losses);
  for (const { step, accuracy } of measures) {
    if (!(Number.isFinite(step) && accuracy >= 0 && accuracy <= 1))
      throw new RangeError(
        `trainingFilm: measures gives an accuracy of ${accuracy} at step ${step}, expected numbers from 0 to 1`,
      );
  }
}
