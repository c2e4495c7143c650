import { linearScale } from './axes';
import type { Plane } from './plane';
import { INK, PADDING, PAGE_WIDTH } from './theme';
import { mark } from './vega-mark';

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

/** Of all panels side by side, in pixels. */
export const ROW_WIDTH = PAGE_WIDTH - 2 * PADDING;
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
export function panelBottom({ top, plane, note, axes }: Panel): number {
  const lines = Array.isArray(note) ? note.length : (note?.lines ?? 0);
  return (
    top + plane.height + (axes ? (axes.x ? AXIS_BELOW : NUMBERS_BELOW) : 0) + (lines > 0 ? 8 + lines * NOTE_HEIGHT : 0)
  );
}

/** What stands above a panel. @param text a text, or what gives it */
export const panelTitle = (name: string, place: { x: number; y: number }, text: string | object): object =>
  mark('text', {
    name: `${name} title`,
    enter: { ...place, fill: INK, fontSize: 13, fontWeight: 600 },
    update: { text },
  });

/** @param marks what is in the panel, in pixels from its own upper left corner */
export function panelMarks(panel: Panel, marks: object[]): object[] {
  const { name, left, top, plane, title, note, axes } = panel;
  const { width, height, domain } = plane;
  return [
    ...(title ? [panelTitle(name, { x: left, y: top - TITLE_GAP }, title)] : []),
    mark('group', {
      name,
      interactive: true,
      enter: { x: left, y: top, width, height, fill: '#ffffff', stroke: BORDER },
      ...(axes && {
        scales: [linearScale('x', domain.x, width), linearScale('y', domain.y, height)],
        axes: [axis('bottom', 'x', width, axes.x), axis('left', 'y', height, axes.y)],
      }),
      marks,
    }),
    ...noteMarks(panel, note),
  ];
}

function axis(orient: string, scale: string, length: number, title?: string): object {
  const tickCount = Math.min(7, Math.max(2, Math.round(length / TICK_GAP)));
  return { scale, orient, tickCount, domain: false, tickColor: BORDER, ...(title && { title }) };
}

function noteMarks(panel: Panel, note: Panel['note']): object[] {
  if (!note) return [];
  const count = Array.isArray(note) ? note.length : note.lines;
  const first = panelBottom({ ...panel, note: undefined }) + 8;
  return Array.from({ length: count }, (_, line) => {
    const text = Array.isArray(note) ? note[line] : { signal: `${note.signal}[${line}] || ''` };
    return mark('text', {
      name: `${panel.name} note ${line}`,
      enter: {
        x: panel.left,
        y: first + line * NOTE_HEIGHT,
        baseline: 'top',
        fill: INK,
        fontSize: 12,
      },
      update: { text },
    });
  });
}
