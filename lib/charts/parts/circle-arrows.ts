import { MUTED } from './theme';
import { CIRCLE, fromCentre } from './unit-circle';
import { mark, signal } from './vega-mark';

/** In rows, the direction of a point from the circle's centre; see `stepOf`. */
export const POINT = { x: 'ux', y: 'uy' };

/** What the rows know of their point's look. */
export const look = (field: string) => signal(`datum.look.${field}`);

/**
 * Adds to rows with a direction and a gradient `g` along the circle, against the clock, where their point and the head of their arrow are:
 * descent goes against the gradient.
 * @param scale an expression of the gradient that an arrow as long as the radius stands for
 * @param gap pixels from the point to where its arrow begins: a short one would hide under its point
 */
export function arrowEnds(scale: string, gap: number): object[] {
  const along = (pixels: string, axis: 'x' | 'y') =>
    axis === 'x' ? `datum.x + ${pixels} * datum.uy` : `datum.y - ${pixels} * datum.ux`;
  const from = `(datum.reach < 0 ? ${-gap} : ${gap})`;
  const to = `(${from} + datum.reach)`;
  return [
    { type: 'formula', as: 'x', expr: fromCentre(CIRCLE.radius, POINT).x.signal },
    { type: 'formula', as: 'y', expr: fromCentre(CIRCLE.radius, POINT).y.signal },
    // Along the circle against the clock is (-sin, cos) upwards.
    { type: 'formula', as: 'reach', expr: `-datum.g / ${scale} * ${CIRCLE.radius}` },
    { type: 'formula', as: 'fx', expr: along(from, 'x') },
    { type: 'formula', as: 'fy', expr: along(from, 'y') },
    { type: 'formula', as: 'tx', expr: along(to, 'x') },
    { type: 'formula', as: 'ty', expr: along(to, 'y') },
  ];
}

/** The arrows of the rows of `from`, whose angle is `a`, in degrees. */
export function circleArrows(from: string): object[] {
  const head = { x: { field: 'tx' }, y: { field: 'ty' } };
  // None where there is no gradient.
  const opacity = signal('abs(datum.reach) > 1 ? 1 : 0');
  return [
    mark('rule', {
      name: 'arrows',
      from,
      update: {
        x: { field: 'fx' },
        y: { field: 'fy' },
        x2: head.x,
        y2: head.y,
        stroke: look('colour'),
        strokeWidth: 2.25,
        opacity,
      },
    }),
    mark('symbol', {
      name: 'heads',
      from,
      update: {
        ...head,
        shape: 'triangle',
        size: 56,
        angle: signal('(datum.reach > 0 ? 0 : 180) - datum.a'),
        fill: look('colour'),
        opacity,
      },
    }),
  ];
}

/** What an arrow means: expressions of two texts. */
export const arrowNote = (scale: string): [string, string] => [
  "'Arrows: minus the gradient, along the circle.'",
  `'One as long as the radius is a gradient of ' + format(${scale}, ',.3~r') + '.'`,
];

const NOTE_HEIGHT = 15;
/** What is narrower shows a note's two texts one below the other. */
const NARROW = 520;

/** Pixels that the notes take: an expression. */
export const notesHeight = (notes: unknown[]): string =>
  `(room < ${NARROW} ? ${2 * notes.length * NOTE_HEIGHT} : ${notes.length * NOTE_HEIGHT})`;

/** Notes of two texts each, as expressions, below each other and below `top`. */
export function circleNotes(notes: [string, string][], top: number): object[] {
  return notes.map(([first, second], i) =>
    mark('text', {
      enter: { fontSize: 11, lineHeight: NOTE_HEIGHT, baseline: 'top', fill: MUTED },
      update: {
        y: signal(`${top} + (room < ${NARROW} ? ${2 * i * NOTE_HEIGHT} : ${i * NOTE_HEIGHT})`),
        text: signal(`room < ${NARROW} ? [${first}, ${second}] : ${first} + ' ' + ${second}`),
      },
    }),
  );
}
