import type { DescentFrame } from '../../training/descent';
import type { CircleFilm } from '../input/circle-input';
import { type CircleLabel, LABEL_RADIUS, placeLabels } from './circle-labels';

/** The longest arrow of a film, in radii: longer ones would reach the labels. */
const LONGEST_ARROW = 0.42;

/** A point in a frame of a film, the films counted by `f` and their points by `p`. */
interface DescentRow {
  f: number;
  step: number;
  p: number;
  /** The angle of the point and that of its label, in degrees against the clock, without jumps at 360. */
  a: number;
  t: number;
  /** The gradient along the circle, against the clock. */
  g: number;
}

/** A row for each point and frame of film f. */
export function descentRows(film: CircleFilm, f: number, labels: (CircleLabel | undefined)[]): DescentRow[] {
  const angles = film.roles.map(() => 0);
  let turned: number[] | undefined;
  return film.frames.flatMap(frame => {
    frame.points.forEach(([x, y], p) => {
      const angle = (Math.atan2(y, x) * 180) / Math.PI;
      angles[p] = angle - 360 * Math.round((angle - angles[p]) / 360);
    });
    turned = placeLabels(angles, labels, { radius: LABEL_RADIUS, previous: turned });
    return angles.map((a, p) => ({
      f,
      step: frame.step,
      p,
      a: Number(a.toFixed(2)),
      t: Number((a + turned![p]).toFixed(1)),
      g: neat(along(frame, p), 4),
    }));
  });
}

/** The gradient that an arrow as long as the radius stands for: a round number that keeps the longest arrow short enough. */
export function arrowScale({ frames }: CircleFilm): number {
  const largest = Math.max(...frames.flatMap(frame => frame.points.map((_, p) => Math.abs(along(frame, p)))));
  if (largest < 1e-9) return 1;
  const wanted = largest / LONGEST_ARROW;
  const magnitude = 10 ** Math.floor(Math.log10(wanted));
  return Number(
    (magnitude * [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find(factor => factor * magnitude >= wanted * 0.999)!).toPrecision(2),
  );
}

/** The part of a gradient that points along the circle, against the clock: the rest moves nothing. */
function along({ points, gradients }: DescentFrame, p: number): number {
  const [x, y] = points[p] as [number, number];
  const [gx, gy] = gradients[p] as [number, number];
  return (x * gy - y * gx) / Math.hypot(x, y);
}

/** So many digits, and nothing of what is all but 0. */
export function neat(value: number, digits: number): number {
  return Math.abs(value) < 1e-7 ? 0 : Number(value.toPrecision(digits));
}
