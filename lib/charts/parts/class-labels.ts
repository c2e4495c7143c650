import type { Classes } from '../input/point-input';
import { type Box, moveApart, moveInto } from './move-apart';
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
  /** What else names are not to cover. */
  taken?: (plane: Plane) => Box;
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
    return [{ c, text, half: Math.max(tall, Math.ceil(text.length * 0.4 * tall) + 6), tall, place }];
  });
}

/**
 * Where names stand at the places that they name, moved apart where they would cover each other. A single class needs no name.
 * @param points n * 2 numbers, and the plane that they lie in, which plates do not leave
 * @returns one plate a class that has points
 */
export function placePlates(points: ArrayLike<number>, plane: Plane, options: PlateOptions): Plate[] {
  const { classes } = options;
  const medians = plateTexts(classes, classMedians(points, 2, options), plane.width).map(
    ({ place: [x, y], ...plate }) => ({ ...plate, x: plane.x(x), y: plane.y(y) }),
  );
  const plates = medians.map(plate => ({ ...plate }));
  for (let round = 0; round < MOST_ROUNDS; round++) if (!moveApart(plates)) break;
  moveInto(plates, plane);
  return plates.map((plate, p) => {
    const [x, y] = [rounded(plate.x), rounded(plate.y)];
    return { ...plate, x, y, moved: { x: x - medians[p].x, y: y - medians[p].y } };
  });
}

/** To a tenth of a pixel. */
export const rounded = (pixels: number) => Math.round(pixels * TENTH) / TENTH;

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** The middle of what the plate of a row names, where rows are the plates themselves. */
export const PLATE_MIDDLE: Spot = { x: 'datum.x - datum.moved.x', y: 'datum.y - datum.moved.y' };

/** Expressions, in pixels. */
export interface Spot {
  x: string;
  y: string;
}

interface PlateLook extends Spot {
  /** An expression. */
  opacity: string;
  /** The middle of what it names: a line leads there. */
  middle?: Spot;
}

/**
 * The plates as marks.
 * @param from a data set with a row a plate: its class in `c`, its `text`, its `half` and its `tall`
 * @param look `x` and `y`: expressions of its middle
 */
export function plateMarks(from: string, { x, y, opacity, middle }: PlateLook): object[] {
  const shown = signal(opacity);
  return [
    ...(middle ? [leaders(from, { x, y }, middle, shown)] : []),
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

function leaders(from: string, { x, y }: Spot, middle: Spot, opacity: object): object {
  const ends = { x: signal(x), y: signal(y), x2: signal(middle.x), y2: signal(middle.y) };
  return mark('rule', {
    name: 'leaders',
    from,
    enter: { stroke: INK, strokeWidth: 1 },
    update: { ...ends, opacity },
  });
}
