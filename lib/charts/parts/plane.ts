/** Where points lie in a rectangle of the chart: one unit across is as long as one unit up. */
export interface Plane {
  width: number;
  height: number;
  /** What the rectangle's borders stand for, in the points' own units. */
  domain: { x: [number, number]; y: [number, number] };
  /** Pixels from the left and from the top. */
  x(value: number): number;
  y(value: number): number;
}

/** Positions are stored as tenths of a pixel: whole numbers, which take half the room and lose nothing that could be seen. */
export const TENTH = 10;

/**
 * The largest scale at which all points fit into a rectangle, in its middle.
 * @param points n * 2 numbers
 * @param margin pixels that stay free at each side
 */
export function fitPlane(points: ArrayLike<number>, width: number, height: number, margin: number): Plane {
  const x = extent(points, 0);
  const y = extent(points, 1);
  const unitsAPixel = Math.max((x.high - x.low) / (width - 2 * margin), (y.high - y.low) / (height - 2 * margin));
  // A single place has no size: it lies in the middle of a unit.
  const unit = unitsAPixel > 0 ? unitsAPixel : 1 / Math.min(width, height);
  const left = (x.low + x.high) / 2 - (unit * width) / 2;
  const top = (y.low + y.high) / 2 + (unit * height) / 2;
  return {
    width,
    height,
    domain: { x: [left, left + unit * width], y: [top - unit * height, top] },
    x: value => (value - left) / unit,
    y: value => (top - value) / unit,
  };
}

/** The points' places in tenths of a pixel. */
export function tenths(points: ArrayLike<number>, { x, y }: Plane): { xs: number[]; ys: number[] } {
  const n = points.length / 2;
  return {
    xs: Array.from({ length: n }, (_, i) => Math.round(TENTH * x(points[2 * i]))),
    ys: Array.from({ length: n }, (_, i) => Math.round(TENTH * y(points[2 * i + 1]))),
  };
}

function extent(points: ArrayLike<number>, offset: number): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = offset; at < points.length; at += 2) {
    low = Math.min(low, points[at]);
    high = Math.max(high, points[at]);
  }
  return { low, high };
}
