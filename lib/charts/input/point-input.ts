import { DIGIT_COLOURS } from '../parts/theme';
import { requireLength, requireSome } from './checks';

/** Points as n * dim numbers, one point after the other, or as one list of dim numbers a point. */
export type Points = ArrayLike<number> | ArrayLike<ArrayLike<number>>;

/** A class a point: a digit, or a word. */
export type PointLabels = ArrayLike<number> | ArrayLike<string>;

const COORDINATES = ['x', 'y', 'z'];

/** More points than this no page draws smoothly, and their pictures outgrow a notebook. */
const MOST_POINTS = 10_000;

/**
 * Reads points out of whichever form they came in.
 * @param dim coordinates a point
 * @returns n * dim numbers, all finite
 * @throws RangeError for no point, too many, a point of another width, or a coordinate that is no number, with its position
 */
export function readPoints(where: string, name: string, points: Points, dim: 2 | 3): Float64Array {
  const flat = flatten(where, name, points, dim);
  if (flat.length > MOST_POINTS * dim)
    throw new RangeError(
      `${where}: ${name} holds ${(flat.length / dim).toLocaleString('en')} points, expected at most ` +
        `${MOST_POINTS.toLocaleString('en')}; draw a sample of them`,
    );
  for (let at = 0; at < flat.length; at++) {
    if (!Number.isFinite(flat[at]))
      throw new RangeError(
        `${where}: ${name} holds ${flat[at]} as ${COORDINATES[at % dim]} of point ${Math.floor(at / dim)}, expected numbers`,
      );
  }
  return flat;
}

function flatten(where: string, name: string, points: Points, dim: number): Float64Array {
  requireSome(where, name, points.length);
  if (typeof points[0] === 'number') {
    if (points.length % dim !== 0)
      throw new RangeError(
        `${where}: ${name} has ${points.length} numbers, expected a multiple of ${dim}: ${COORDINATES.slice(0, dim).join(', ')} of each point`,
      );
    return Float64Array.from(points as ArrayLike<number>);
  }
  const rows = points as ArrayLike<ArrayLike<number>>;
  const flat = new Float64Array(rows.length * dim);
  for (let i = 0; i < rows.length; i++) {
    if (rows[i]?.length !== dim)
      throw new RangeError(
        `${where}: point ${i} of ${name} has ${rows[i]?.length ?? 'no'} coordinates, expected ${dim}`,
      );
    flat.set(Array.from(rows[i]), i * dim);
  }
  return flat;
}

/** The classes of points, in order, with the colour of each. */
export interface Classes {
  names: string[];
  colours: string[];
  /** Whether the classes are digits. A digit has the same colour in every chart, whichever others are there. */
  digits: boolean;
}

/**
 * @param labels one list a panel
 * @throws RangeError for more classes than there are colours that can be told apart
 */
export function readClasses(where: string, labels: PointLabels[]): Classes {
  const found = new Set(labels.flatMap(list => Array.from<number | string>(list)));
  const digits = [...found].every(
    label => typeof label === 'number' && Number.isInteger(label) && label >= 0 && label <= 9,
  );
  const names = [...found].sort((a, b) => Number(a) - Number(b) || (String(a) < String(b) ? -1 : 1)).map(String);
  if (names.length > DIGIT_COLOURS.length)
    throw new RangeError(
      `${where}: labels name ${names.length} classes, expected at most ${DIGIT_COLOURS.length}, as many as there are colours ` +
        'that can be told apart',
    );
  return { names, colours: names.map((name, c) => DIGIT_COLOURS[digits ? Number(name) : c]), digits };
}

/**
 * The class of each point, as its place among the classes.
 * @throws RangeError when there is not one label for each point
 */
export function classOfEach(where: string, name: string, labels: PointLabels, classes: Classes, n: number): number[] {
  requireLength(where, name, labels.length, n, 'point');
  const places = new Map(classes.names.map((className, c) => [className, c]));
  return Array.from<number | string, number>(labels, label => places.get(String(label))!);
}
