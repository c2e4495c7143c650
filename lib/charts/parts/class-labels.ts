import type { Classes } from '../input/point-input';
import { GAP, moveApart, moveInto } from './move-apart';
import { type Plane, TENTH } from './plane';
import { INK } from './theme';
import { mark, signal } from './vega-mark';

/** A class's name on a small white plate, in the middle of its points. */
export interface Plate {
  /** Which class. */
  c: number;
  text: string;
  /** Its middle, in pixels. */
  x: number;
  y: number;
  /** Half of its width and of its height, in pixels. */
  half: number;
  tall: number;
  /** How far it stands from the median of its points. */
  moved: { x: number; y: number };
}

export interface PlateOptions {
  /** The class of each point. */
  classOf: number[];
  classes: Classes;
}

/** Half of a plate's height; in a small panel, where it would hide more, less. */
const TALL = 9;
const LOW = 7;
const SMALL_PANEL = 240;
const MOST_ROUNDS = 200;

/**
 * The median of each class's points along each axis; undefined where a class has no point.
 * @param points n * dim numbers
 */
export function classMedians(
  points: ArrayLike<number>,
  dim: number,
  { classOf, classes }: PlateOptions,
): (number[] | undefined)[] {
  const members: number[][] = classes.names.map(() => []);
  classOf.forEach((c, i) => {
    members[c].push(i);
  });
  return members.map(rows =>
    rows.length === 0
      ? undefined
      : Array.from({ length: dim }, (_, axis) => median(rows.map(i => points[dim * i + axis]))),
  );
}

/** The plates of the classes that have a place, in a panel of a width. A single class needs none. */
export function plateTexts<Place>({ names }: Classes, places: (Place | undefined)[], width: number) {
  const tall = width < SMALL_PANEL ? LOW : TALL;
  return names.flatMap((text, c) => {
    const place = places[c];
    if (place === undefined || names.length < 2) return [];
    return [{ c, text, half: Math.max(tall, Math.ceil(text.length * 0.4 * tall) + 4), tall, place }];
  });
}

/**
 * Where the names of the classes stand: at the medians of their points, moved apart where they would cover each other. A single class
 * needs no name.
 * @param points n * 2 numbers, and the plane that they lie in, which plates do not leave
 * @param previous what was returned for the moment before: plates then glide and do not jump
 * @returns one plate a class that has points
 */
export function placePlates(
  points: ArrayLike<number>,
  plane: Plane,
  options: PlateOptions,
  previous?: Plate[],
): Plate[] {
  const { classes } = options;
  const medians = plateTexts(classes, classMedians(points, 2, options), plane.width).map(
    ({ place: [x, y], ...plate }) => ({
      ...plate,
      x: plane.x(x),
      y: plane.y(y),
    }),
  );
  // What is no longer needed of the way moved goes back, slowly.
  const plates = medians.map((plate, p) => {
    const { x, y } = previous?.[p]?.moved ?? { x: 0, y: 0 };
    return { ...plate, x: plate.x + 0.8 * x, y: plate.y + 0.8 * y };
  });
  for (let round = 0; round < MOST_ROUNDS; round++) if (!moveApart(plates)) break;
  moveInto(plates, plane);
  return plates.map((plate, p) => {
    const [x, y] = [rounded(plate.x), rounded(plate.y)];
    return { ...plate, x, y, moved: { x: x - medians[p].x, y: y - medians[p].y } };
  });
}

/** So far from the middle of its points, in pixels, a name is looked for a place, and in so many directions. */
const FARTHEST = 160;
const RING = 6;
const DIRECTIONS = 24;
/** What a dot takes around its place. */
const DOT = 3;

/**
 * The same beside the points: each name as near to the median of its points as there is a place where it covers no point and no other
 * name; where there is none, where it covers the fewest.
 */
export function placePlatesBeside(points: ArrayLike<number>, plane: Plane, options: PlateOptions): Plate[] {
  const dotsIn = countDots(points, plane);
  const n = points.length / 2;
  const placed: Plate[] = [];
  for (const { place, ...plate } of plateTexts(options.classes, classMedians(points, 2, options), plane.width)) {
    const middle = { x: plane.x(place[0]), y: plane.y(place[1]) };
    let best = { ...middle, cost: Number.POSITIVE_INFINITY };
    for (const { x, y } of placesAround(middle)) {
      const inside =
        x >= plate.half && x <= plane.width - plate.half && y >= plate.tall && y <= plane.height - plate.tall;
      if (!inside) continue;
      // Another name counts as more than all dots.
      const cost =
        (n + 1) * placed.filter(other => touch(other, { ...plate, x, y })).length + dotsIn({ ...plate, x, y });
      if (cost < best.cost) best = { x, y, cost };
      if (cost === 0) break;
    }
    const { x, y } = best;
    placed.push({ ...plate, x, y, moved: { x: x - middle.x, y: y - middle.y } });
  }
  return placed;
}

type Rectangle = Pick<Plate, 'x' | 'y' | 'half' | 'tall'>;

const touch = (a: Rectangle, b: Rectangle) =>
  Math.abs(a.x - b.x) < a.half + b.half + GAP && Math.abs(a.y - b.y) < a.tall + b.tall + GAP;

/** The nearest first. */
function placesAround({ x, y }: { x: number; y: number }): { x: number; y: number }[] {
  const rings = Array.from({ length: FARTHEST / RING }, (_, ring) => RING * (ring + 1));
  const around = rings.flatMap(away =>
    Array.from({ length: DIRECTIONS }, (_, turn) => {
      const angle = (2 * Math.PI * turn) / DIRECTIONS;
      return { x: rounded(x + away * Math.cos(angle)), y: rounded(y + away * Math.sin(angle)) };
    }),
  );
  return [{ x: rounded(x), y: rounded(y) }, ...around];
}

/** How many dots a rectangle would cover, from sums over all pixels above and to the left: as quick for many dots as for few. */
function countDots(points: ArrayLike<number>, plane: Plane): (rectangle: Rectangle) => number {
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

/** The plates of the same points at one moment after the other. */
export function placeMovingPlates(moments: ArrayLike<number>[], plane: Plane, options: PlateOptions): Plate[][] {
  let previous: Plate[] | undefined;
  return moments.map(points => {
    previous = placePlates(points, plane, options, previous);
    return previous;
  });
}

const rounded = (pixels: number) => Math.round(pixels * TENTH) / TENTH;

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/**
 * The plates as marks.
 * @param from a data set with a row a plate: its class in `c`, its `text`, its `half` and its `tall`
 * @param x and `y`: expressions of its middle
 * @param opacity an expression
 */
export function plateMarks(from: string, { x, y, opacity }: { x: string; y: string; opacity: string }): object[] {
  const shown = signal(opacity);
  return [
    mark('rect', {
      name: 'plates',
      from,
      enter: {
        width: signal('2 * datum.half'),
        height: signal('2 * datum.tall'),
        cornerRadius: { field: 'tall' },
        fill: '#ffffff',
        fillOpacity: 0.9,
        stroke: signal('colours[datum.c]'),
        strokeWidth: 2,
      },
      update: { x: signal(`${x} - datum.half`), y: signal(`${y} - datum.tall`), opacity: shown },
    }),
    mark('text', {
      name: 'names',
      from,
      enter: {
        text: { field: 'text' },
        fill: INK,
        fontSize: signal('datum.tall + 3'),
        fontWeight: 600,
        align: 'center',
        baseline: 'middle',
      },
      update: { x: signal(x), y: signal(`${y} + 0.5`), opacity: shown },
    }),
  ];
}
