import type { Classes } from '../input/point-input';
import { packedColumns } from './packed-columns';
import { TENTH } from './plane';
import { mark, type Part, signal } from './vega-mark';

/** How solid a dot is: two that lie on each other are seen as two. */
export const DOT_OPACITY = 0.8;
/** How solid a dot is that belongs to none of what was chosen. */
export const FAINT = 0.06;

/** Area of a dot in square pixels: the dots of a panel cover about a quarter of it, if none covers another. */
export function dotSize(n: number, width: number, height: number): number {
  return Math.min(50, Math.max(7, (width * height) / (4 * n)));
}

/** What dots, legend and card share: the class of every point, and the colour and name of every class. */
export function pointClasses(classOf: number[], { names, colours }: Classes): Part[] {
  return [
    packedColumns('pointClasses', { classOf }),
    {
      signals: [
        { name: 'colours', value: colours },
        { name: 'classNames', value: names },
      ],
    },
  ];
}

/**
 * The points of a panel as rows: `i` is a point's place among all points of the chart, `row` that in its panel, `c` its class.
 * @param start the first point's place, and `count` how many there are
 */
export function pointRows(name: string, start: number, count: number): object {
  return {
    name,
    transform: [
      { type: 'sequence', start, stop: start + count, as: 'i' },
      { type: 'formula', as: 'row', expr: `datum.i - ${start}` },
      { type: 'formula', as: 'c', expr: 'classOf[datum.i]' },
    ],
  };
}

/** A dot a row of a data set; `x`, `y`, `opacity` and, where it is no number, `size` are expressions. */
export function dots(name: string, from: string, { x, y, opacity, size, moving = false, sort }: DotLook): object {
  const place = { x: signal(x), y: signal(y), size: typeof size === 'number' ? size : signal(size) };
  return mark('symbol', {
    name,
    from,
    ...(sort && { sort: { field: sort } }),
    enter: { fill: signal('colours[datum.c]'), ...(!moving && place) },
    update: { opacity: signal(opacity), ...(moving && place) },
  });
}

interface DotLook {
  x: string;
  y: string;
  opacity: string;
  /** Area in square pixels. */
  size: number | string;
  /** Whether place and size change. */
  moving?: boolean;
  /** Draws the rows in the order of this field: the last one lies above the others. */
  sort?: string;
}

/** Rows of a stroke. Strokes of the classes take turns, or the last class would cover all others. */
const TURN = 2000;

/**
 * The same dots for a still picture: strokes without length and with round ends, many in one path, 9 bytes a dot.
 * @param xs and `ys` in tenths of a pixel
 */
export function stillDots({ xs, ys }: { xs: number[]; ys: number[] }, look: StillLook): object[] {
  const { classOf, classes, size, opacity = DOT_OPACITY } = look;
  const marks: object[] = [];
  for (let from = 0; from < xs.length; from += TURN) {
    const turn = Array.from({ length: Math.min(TURN, xs.length - from) }, (_, i) => from + i);
    classes.colours.forEach((colour, c) => {
      const rows = turn.filter(i => classOf[i] === c);
      if (rows.length === 0) return;
      const enter = {
        path: dottedPath(rows, xs, ys),
        stroke: colour,
        strokeWidth: Number((2 * Math.sqrt(size / Math.PI)).toFixed(2)),
        strokeCap: 'round',
        strokeOpacity: opacity,
      };
      marks.push(mark('path', { enter }));
    });
  }
  return marks;
}

interface StillLook {
  classOf: number[];
  classes: Classes;
  size: number;
  opacity?: number;
}

function dottedPath(rows: number[], xs: number[], ys: number[]): string {
  // From left to right: steps from one dot to the next are short numbers.
  const ordered = [...rows].sort((a, b) => xs[a] - xs[b]);
  let [x, y] = [0, 0];
  return ordered
    .map(i => {
      const step = `m${pixels(xs[i] - x)} ${pixels(ys[i] - y)}h0`;
      [x, y] = [xs[i], ys[i]];
      return step;
    })
    .join('')
    .replaceAll(' -', '-');
}

/** As few letters as a path needs: .5 for 0.5. */
const pixels = (tenths: number) => String(tenths / TENTH).replace(/^(-?)0\./, '$1.');
