import { linearScale } from './axes';
import type { Plane } from './plane';
import { INK } from './theme';
import { mark, pixels } from './vega-mark';

/** A rectangle of the chart that shows points, with words above and below. */
export interface Panel {
  /** Of its group, which the pointer finds. */
  name: string;
  /** Where it lies in the chart, in pixels. */
  left: number;
  top: number;
  plane: Plane;
  title?: string | { signal: string };
  /** Lines below it; of a signal's list of lines, how many there can be. */
  note?: string[] | { signal: string; lines: number };
  /** Numbers along its borders, and what they count. */
  axes?: { x?: string; y?: string };
}

/** A panel of a chart that follows the room it has: where it lies are expressions, and it is `fit` times as large as its plane. */
export interface FittedPanel extends Omit<Panel, 'left' | 'top'> {
  left: string;
  top: string;
}

/** Between a panel's border and its points: room for a dot and a name. */
export const MARGIN = 14;
const BORDER = '#d9dde4';
const TITLE_GAP = 9;
const NOTE_HEIGHT = 17;
/** Room for the axes' numbers and titles; beside a panel that has no title there, for the numbers alone. */
export const AXIS_LEFT = 50;
export const NUMBERS_LEFT = 34;
const AXIS_BELOW = 42;
const NUMBERS_BELOW = 24;
/** Pixels from one number of an axis to the next, about. */
const TICK_GAP = 50;
/** Room for a title. */
export const TITLE_HEIGHT = 24;

/** Where the panel ends with all that is below it, in pixels from the chart's top. */
export function panelBottom(panel: Panel): number {
  return panel.top + panel.plane.height + below(panel);
}

/** The same of a panel that follows the room it has, as an expression. */
export function fittedBottom(panel: FittedPanel): string {
  return `(${panel.top} + ${panel.plane.height} * fit + ${below(panel)})`;
}

function below({ note, axes }: Pick<Panel, 'note' | 'axes'>): number {
  const lines = Array.isArray(note) ? note.length : (note?.lines ?? 0);
  return (axes ? (axes.x ? AXIS_BELOW : NUMBERS_BELOW) : 0) + (lines > 0 ? 8 + lines * NOTE_HEIGHT : 0);
}

/** What stands above a panel. @param text a text, or what gives it */
export const panelTitle = (name: string, place: Record<'x' | 'y', number | object>, text: string | object): object =>
  mark('text', {
    name: `${name} title`,
    enter: { fill: INK, fontSize: 13, fontWeight: 600 },
    update: { ...place, text },
  });

/** @param marks what is in the panel, in pixels from its own upper left corner */
export function panelMarks(panel: Panel | FittedPanel, marks: object[]): object[] {
  const { name, plane, title, axes } = panel;
  const { domain } = plane;
  const { x, y, width, height, bottom } = placeOf(panel);
  return [
    ...(title ? [panelTitle(name, { x, y: y(-TITLE_GAP) }, title)] : []),
    mark('group', {
      name,
      interactive: true,
      enter: { fill: '#ffffff', stroke: BORDER },
      update: { x, y: y(0), width, height },
      ...(axes && {
        scales: [linearScale('x', domain.x, width), linearScale('y', domain.y, height)],
        axes: [axis('bottom', 'x', plane.width, axes.x), axis('left', 'y', plane.height, axes.y)],
      }),
      marks,
    }),
    ...noteMarks(panel, { x, bottom }),
  ];
}

/** Where a panel lies and how large it is, each as a mark takes it; `y` and `bottom` are so many pixels below its top and its end. */
function placeOf(panel: Panel | FittedPanel) {
  const fitted = isFitted(panel);
  // told apart by hand: the kernel's compiler, which is not strict, does not narrow the other branch
  const bottom = fitted
    ? fittedBottom({ ...panel, note: undefined })
    : panelBottom({ ...(panel as Panel), note: undefined });
  const length = (own: number) => pixels(fitted ? `${own} * fit` : own);
  return {
    x: pixels(panel.left),
    y: (more: number) => pixels(panel.top, more),
    width: length(panel.plane.width),
    height: length(panel.plane.height),
    bottom: (more: number) => pixels(bottom, more),
  };
}

const isFitted = (panel: Panel | FittedPanel): panel is FittedPanel => typeof panel.left === 'string';

function axis(orient: string, scale: string, length: number, title?: string): object {
  const tickCount = Math.min(7, Math.max(2, Math.round(length / TICK_GAP)));
  return { scale, orient, tickCount, domain: false, tickColor: BORDER, ...(title && { title }) };
}

function noteMarks(
  { name, note }: Pick<Panel, 'name' | 'note'>,
  { x, bottom }: { x: number | object; bottom: (more: number) => number | object },
): object[] {
  if (!note) return [];
  const count = Array.isArray(note) ? note.length : note.lines;
  return Array.from({ length: count }, (_, line) => {
    const text = Array.isArray(note) ? note[line] : { signal: `${note.signal}[${line}] || ''` };
    return mark('text', {
      name: `${name} note ${line}`,
      enter: { baseline: 'top', fill: INK, fontSize: 12 },
      update: { x, y: bottom(8 + line * NOTE_HEIGHT), text },
    });
  });
}
