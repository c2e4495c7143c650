import type { Classes } from '../input/point-input';
import { ROW_WIDTH } from './sizes';
import { INK, MUTED } from './theme';
import { mark, type Part, signal } from './vega-mark';

/** From one line above the panels to the next; the legend is the first. */
export const LINE = 20;
/** The middle of the legend. */
export const LEGEND_Y = 8;

/** Whether a row of `points` or of `classes` belongs to what was chosen in the legend. */
export const CHOSEN = '(alone < 0 || alone === datum.c)';

/** Width of a character at 12 px. */
const CHARACTER = 7;
const HINT = 'click one to see it alone';

/**
 * A row of coloured dots with the classes' names. A click on one sets the signal `alone` to its number, and a second click back to -1.
 * Names that are too long for the row are cut: they stand beside the points, too. A single class needs no legend.
 * @param room an expression of the pixels across; without it, the legend is still, of a full row
 */
export function classLegend(classes: Classes, room?: string): Part {
  const entries: { c: number; name: string; left: number; width: number }[] = [];
  for (const [c, name] of classes.names.entries()) {
    const left = entries.reduce((sum, { width }) => sum + width, 0);
    entries.push({ c, name, left, width: keyWidth(name) });
  }
  return {
    signals: room
      ? [
          {
            name: 'alone',
            value: -1,
            on: [{ events: '@legend:click', update: 'alone === datum.c ? -1 : datum.c' }],
          },
        ]
      : [],
    data: [{ name: 'classes', values: entries }],
    marks: entries.length > 1 ? legendMarks(legendWidth(classes), room) : [],
  };
}

const keyWidth = (name: string) => 22 + CHARACTER * name.length;

/** Pixels across that the keys take. */
export function legendWidth({ names }: Classes): number {
  return names.length > 1 ? names.reduce((sum, name) => sum + keyWidth(name), 0) : 0;
}

function legendMarks(width: number, room: string | undefined): object[] {
  const opacity = room ? signal(`${CHOSEN} ? 1 : 0.3`) : 1;
  const fit = `min(1, ${room ?? ROW_WIDTH} / ${width})`;
  const at = (more: number) => signal(`datum.left * ${fit} + ${more}`);
  return [
    mark('symbol', {
      name: 'keys',
      from: 'classes',
      enter: { y: LEGEND_Y, size: 90, fill: signal('colours[datum.c]') },
      update: { x: at(6), opacity },
    }),
    mark('text', {
      name: 'key names',
      from: 'classes',
      enter: { y: LEGEND_Y, baseline: 'middle', text: { field: 'name' }, fill: INK, fontSize: 12 },
      // where all have room none is cut: without a screen to measure on, letters are taken for wider than they are
      update: { x: at(16), limit: signal(`${fit} < 1 ? datum.width * ${fit} - 18 : 0`), opacity },
    }),
    ...(room
      ? [
          mark('rect', {
            name: 'legend',
            from: 'classes',
            interactive: true,
            enter: { y: LEGEND_Y - LINE / 2, height: LINE, fill: 'transparent', cursor: 'pointer' },
            update: { x: at(-2), width: signal(`datum.width * ${fit}`) },
          }),
          mark('text', {
            name: 'legend hint',
            enter: { x: width + 6, y: LEGEND_Y, baseline: 'middle', text: HINT, fill: MUTED, fontSize: 11 },
            update: { opacity: signal(`${width + HINT.length * 6} < ${room} ? 1 : 0`) },
          }),
        ]
      : []),
  ];
}
