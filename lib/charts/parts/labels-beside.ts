import { classMedians, type Plate, type PlateOptions, plateTexts, rounded } from './class-labels';
import { type Box, GAP } from './move-apart';
import type { Plane } from './plane';

/** So far from the middle of its points, in pixels, a name is looked for a place, and in so many directions. */
const FARTHEST = 160;
const RING = 6;
const DIRECTIONS = 24;
/** What a dot takes around its place. */
const DOT = 3;

/**
 * The same beside the points: each name as near to the median of its points as there is a place where it covers no point and no other
 * name; where there is none, where it covers the fewest.
 * @param previous what was returned for the moment before: of the free places, one near that is taken, so that names do not jump about
 */
export function placePlatesBeside(
  points: ArrayLike<number>,
  plane: Plane,
  options: PlateOptions,
  previous?: Plate[],
): Plate[] {
  const dotsIn = countDots(points, plane);
  const n = points.length / 2;
  const placed: Plate[] = [];
  const taken: Box[] = options.taken ? [options.taken(plane)] : [];
  for (const { place, ...plate } of plateTexts(options.classes, classMedians(points, 2, options), plane.width)) {
    const middle = { x: plane.x(place[0]), y: plane.y(place[1]) };
    let best = { ...middle, cost: Number.POSITIVE_INFINITY };
    for (const { x, y } of placesAround(middle, previous?.[placed.length])) {
      const inside =
        x >= plate.half && x <= plane.width - plate.half && y >= plate.tall && y <= plane.height - plate.tall;
      if (!inside) continue;
      // Another name counts as more than all dots.
      const cost =
        (n + 1) * [...taken, ...placed].filter(other => touch(other, { ...plate, x, y })).length +
        dotsIn({ ...plate, x, y });
      if (cost < best.cost) best = { x, y, cost };
      if (cost === 0) break;
    }
    const { x, y } = best;
    placed.push({ ...plate, x, y, moved: { x: x - middle.x, y: y - middle.y } });
  }
  return placed;
}

const touch = (a: Box, b: Box) =>
  Math.abs(a.x - b.x) < a.half + b.half + GAP && Math.abs(a.y - b.y) < a.tall + b.tall + GAP;

/** How much the way from a name's place before counts beside the way from the middle of its points. */
const STEADINESS = 0.3;

/** The nearest to the middle first; with a place before, those near to that as well. */
function placesAround({ x, y }: Position, before?: Position): Position[] {
  const rings = Array.from({ length: FARTHEST / RING }, (_, ring) => RING * (ring + 1));
  const around = rings.flatMap(away =>
    Array.from({ length: DIRECTIONS }, (_, turn) => {
      const angle = (2 * Math.PI * turn) / DIRECTIONS;
      return { x: rounded(x + away * Math.cos(angle)), y: rounded(y + away * Math.sin(angle)) };
    }),
  );
  const places = [{ x: rounded(x), y: rounded(y) }, ...around];
  if (!before) return places;
  const away = (place: Position, from: Position) => Math.hypot(place.x - from.x, place.y - from.y);
  const way = (place: Position) => away(place, { x, y }) + STEADINESS * away(place, before);
  return places
    .map(place => ({ place, way: way(place) }))
    .sort((a, b) => a.way - b.way)
    .map(({ place }) => place);
}

type Position = Pick<Plate, 'x' | 'y'>;

/** How many dots a rectangle would cover, from sums over all pixels above and to the left: as quick for many dots as for few. */
function countDots(points: ArrayLike<number>, plane: Plane): (rectangle: Box) => number {
  const [columns, rows] = [Math.ceil(plane.width) + 1, Math.ceil(plane.height) + 1];
  const sums = new Uint32Array(columns * rows);
  const pixel = (value: number, count: number) => Math.min(count - 1, Math.max(0, Math.ceil(value)));
  for (let i = 0; i < points.length; i += 2)
    sums[pixel(plane.y(points[i + 1]), rows) * columns + pixel(plane.x(points[i]), columns)]++;
  for (let at = 0; at < sums.length; at++) if (at % columns) sums[at] += sums[at - 1];
  for (let at = columns; at < sums.length; at++) sums[at] += sums[at - columns];
  return ({ x, y, half, tall }) => {
    const [left, right] = [pixel(x - half - DOT - 1, columns), pixel(x + half + DOT, columns)];
    const [top, bottom] = [pixel(y - tall - DOT - 1, rows), pixel(y + tall + DOT, rows)];
    const at = (row: number, column: number) => sums[row * columns + column];
    return at(bottom, right) - at(top, right) - at(bottom, left) + at(top, left);
  };
}

/** The plates beside the same points at one moment after the other. */
export function placeMovingPlates(moments: ArrayLike<number>[], plane: Plane, options: PlateOptions): Plate[][] {
  let previous: Plate[] | undefined;
  return moments.map(points => {
    previous = placePlatesBeside(points, plane, options, previous);
    return previous;
  });
}
