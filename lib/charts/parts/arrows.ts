import type { Classes } from '../input/point-input';
import type { Plane } from './plane';
import { INK } from './theme';
import { mark } from './vega-mark';

/** From one place to another, each [x, y] in the points' own units. */
export interface Arrow {
  from: readonly number[];
  to: readonly number[];
  /** Written beside its head. */
  label?: string;
}

const HEAD = 90;
const LABEL_GAP = 14;
/** Share of a class's points that are no farther away than its spoke is long. */
const NEARLY_ALL = 0.95;

export function arrowMarks(arrows: Arrow[], { x, y }: Plane): object[] {
  return arrows.flatMap(({ from, to, label }) => {
    const [startX, startY, endX, endY] = [x(from[0]), y(from[1]), x(to[0]), y(to[1])];
    const length = Math.hypot(endX - startX, endY - startY);
    if (length < 1) return []; // it points nowhere
    const [right, down] = [(endX - startX) / length, (endY - startY) / length];
    const words = { x: endX + LABEL_GAP * right, y: endY + LABEL_GAP * down, text: label };
    const look = {
      align: right > 0.5 ? 'left' : right < -0.5 ? 'right' : 'center',
      baseline: 'middle',
      fontWeight: 600,
    };
    return [
      mark('rule', { enter: { x: startX, y: startY, x2: endX, y2: endY, stroke: '#ffffff', strokeWidth: 5 } }),
      mark('rule', { enter: { x: startX, y: startY, x2: endX, y2: endY, stroke: INK, strokeWidth: 2.25 } }),
      mark('symbol', {
        enter: {
          x: endX,
          y: endY,
          shape: 'triangle',
          size: HEAD,
          angle: (Math.atan2(down, right) * 180) / Math.PI + 90,
          fill: INK,
        },
      }),
      ...(label
        ? [
            mark('text', { enter: { ...words, ...look, stroke: '#ffffff', strokeWidth: 4 } }),
            mark('text', { enter: { ...words, ...look, fill: INK } }),
          ]
        : []),
    ];
  });
}

/**
 * For each class the end of a line from the origin through its mean, as long as nearly all of its points are away; undefined where it has
 * no point, or no direction.
 */
export function spokeEnds(points: ArrayLike<number>, classOf: number[], classes: Classes): (Ends | undefined)[] {
  return classes.names.map((_, c) => {
    const rows = classOf.flatMap((own, i) => (own === c ? [i] : []));
    const [x, y] = [0, 1].map(axis => rows.reduce((sum, i) => sum + points[2 * i + axis], 0));
    const length = Math.hypot(x, y);
    if (!(length > 0)) return undefined;
    const lengths = rows.map(i => Math.hypot(points[2 * i], points[2 * i + 1])).sort((a, b) => a - b);
    const reach = lengths[Math.ceil(NEARLY_ALL * (lengths.length - 1))];
    return [(x / length) * reach, (y / length) * reach];
  });
}

type Ends = [number, number];

/** A place so many pixels farther from the origin. */
export function beyond([x, y]: readonly [number, number], { domain, width }: Plane, pixels: number): Ends {
  const factor = 1 + (pixels * (domain.x[1] - domain.x[0])) / width / Math.hypot(x, y);
  return [x * factor, y * factor];
}

/** The origin, and from there a line to each end in the colour of its class. */
export function spokeMarks(ends: (Ends | undefined)[], { x, y }: Plane, { names, colours }: Classes): object[] {
  const [startX, startY] = [x(0), y(0)];
  const lines = ends.flatMap((end, c) => {
    if (!end) return [];
    const line = { x: startX, y: startY, x2: x(end[0]), y2: y(end[1]) };
    return [mark('rule', { name: `spoke ${names[c]}`, enter: { ...line, stroke: colours[c], strokeWidth: 1.5 } })];
  });
  const origin = { x: startX, y: startY, size: 70, fill: '#ffffff', stroke: INK, strokeWidth: 2 };
  return [...lines, mark('symbol', { name: 'origin', enter: origin })];
}
