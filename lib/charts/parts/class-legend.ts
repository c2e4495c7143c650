import type { Classes } from '../input/point-input';
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
 * A single class needs no legend.
 * @param room pixels across
 */
export function classLegend({ names }: Classes, { room, still = false }: LegendOptions): Part {
  let left = 0;
  const entries = names.map((name, c) => {
    const entry = { c, name, left, width: keyWidth(name) };
    left += entry.width;
    return entry;
  });
  const several = names.length > 1;
  const hinted = !still && left + HINT.length * 6 < room;
  return {
    signals: still
      ? []
      : [
          {
            name: 'alone',
            value: -1,
            on: [{ events: '@legend:click', update: 'alone === datum.c ? -1 : datum.c' }],
          },
        ],
    data: [{ name: 'classes', values: entries }],
    marks: several ? legendMarks({ left, still, hinted }) : [],
  };
}

const keyWidth = (name: string) => 22 + CHARACTER * name.length;

/** Pixels across that the keys take. */
export function legendWidth({ names }: Classes): number {
  return names.length > 1 ? names.reduce((sum, name) => sum + keyWidth(name), 0) : 0;
}

interface LegendOptions {
  room: number;
  /** Without what a pointer would do. */
  still?: boolean;
}

function legendMarks({ left, still, hinted }: { left: number; still: boolean; hinted: boolean }): object[] {
  const opacity = still ? 1 : signal(`${CHOSEN} ? 1 : 0.3`);
  return [
    mark('symbol', {
      name: 'keys',
      from: 'classes',
      enter: { x: signal('datum.left + 6'), y: LEGEND_Y, size: 90, fill: signal('colours[datum.c]') },
      update: { opacity },
    }),
    mark('text', {
      name: 'key names',
      from: 'classes',
      enter: {
        x: signal('datum.left + 16'),
        y: LEGEND_Y,
        baseline: 'middle',
        text: { field: 'name' },
        fill: INK,
        fontSize: 12,
      },
      update: { opacity },
    }),
    ...(still
      ? []
      : [
          mark('rect', {
            name: 'legend',
            from: 'classes',
            interactive: true,
            enter: {
              x: signal('datum.left - 2'),
              width: signal('datum.width'),
              y: LEGEND_Y - LINE / 2,
              height: LINE,
              fill: 'transparent',
              cursor: 'pointer',
            },
          }),
        ]),
    ...(hinted
      ? [
          mark('text', {
            enter: { x: left + 6, y: LEGEND_Y, baseline: 'middle', text: HINT, fill: MUTED, fontSize: 11 },
          }),
        ]
      : []),
  ];
}
