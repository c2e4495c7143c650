/** The loss of a step. */
export interface LossPoint {
  step: number;
  loss: number;
}

/** A curve keeps about this many points: more cannot be seen, and each second's frame has to travel. */
const MAX_POINTS = 400;

/**
 * The mean over `reach` steps on both sides. Near the start the window shrinks on both sides alike, or it would hide how
 * high the loss began; at the end it looks back only, so that the last point is calm.
 */
export function smoothed<Point extends LossPoint>(points: Point[], reach: number): Point[] {
  const sums = [0];
  for (const { loss } of points) sums.push(sums[sums.length - 1] + loss);
  return points.map((point, i) => {
    const from = Math.max(0, i - reach);
    const to = Math.min(points.length - 1, i + Math.min(reach, i));
    return { ...point, loss: rounded((sums[to + 1] - sums[from]) / (to + 1 - from)) };
  });
}

/** Every so-manieth point and the last one. */
export function thinned<Point>(points: Point[]): Point[] {
  const every = Math.ceil(points.length / (MAX_POINTS / 2));
  return points.filter((_, i) => i % every === 0 || i === points.length - 1);
}

/** The ends, and the lowest and the highest of each few steps between: thinner, yet no spike is lost. */
export function outline<Point extends LossPoint>(points: Point[]): Point[] {
  const bucket = Math.ceil(points.length / (MAX_POINTS / 2));
  const kept = new Set(bucket <= 2 ? points : [points[0], points.at(-1)]);
  for (let from = 0; bucket > 2 && from < points.length; from += bucket) {
    const group = points.slice(from, from + bucket);
    kept.add(group.reduce((a, b) => (b.loss < a.loss ? b : a)));
    kept.add(group.reduce((a, b) => (b.loss > a.loss ? b : a)));
  }
  return points.filter(point => kept.has(point)).map(point => ({ ...point, loss: rounded(point.loss) }));
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
