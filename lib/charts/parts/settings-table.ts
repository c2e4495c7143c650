import type { LayoutScores } from '../../evaluation/layout-scores';
import { INK, MUTED } from './theme';
import { mark, type Part, pixels, signal } from './vega-mark';

/** What was measured of a layout, and the settings that made it. */
export interface SettingsRow extends Pick<LayoutScores, 'trustworthiness' | 'kept' | 'accuracy'> {
  neighbours: number;
  minDistance: number;
}

/** Where the table is, in pixels, or expressions of them. */
interface TablePlace {
  left: string;
  top: string;
}

/** Of the table. */
export const TABLE_WIDTH = 258;
const LINE = 20;
const HEAD = 38;
/** The right end of each column, and its name in two lines. */
const COLUMNS: { field: string; right: number; head: [string, string] }[] = [
  { field: 'neighbours', right: 64, head: ['', 'neighbours'] },
  { field: 'distance', right: 116, head: ['minimal', 'distance'] },
  { field: 'trust', right: 181, head: ['trust-', 'worthiness'] },
  { field: 'kept', right: 217, head: ['kept', '%'] },
  { field: 'knn', right: 254, head: ['kNN', '%'] },
];
const CHOSEN_ROW = '#e4ecf5';

export const tableHeight = (rows: number) => HEAD + LINE * rows;

/**
 * The numbers of all layouts, a row each; that of the layout at place `chosen` stands out.
 * @param rows in the order of the layouts
 */
export function settingsTable(rows: SettingsRow[], { left, top }: TablePlace): Part {
  const values = rows.map(({ neighbours, minDistance, trustworthiness, kept, accuracy }, at) => ({
    at,
    neighbours,
    minDistance,
    distance: String(minDistance),
    trust: trustworthiness.toFixed(3),
    kept: (100 * kept).toFixed(1),
    knn: (100 * accuracy).toFixed(1),
  }));
  const y = (more: string) => signal(`${top} + ${HEAD} + ${LINE} * datum.at + ${more}`);
  return {
    data: [{ name: 'settingRows', values }],
    marks: [
      mark('rect', {
        name: 'settings',
        from: 'settingRows',
        interactive: true,
        enter: { width: TABLE_WIDTH, height: LINE, cornerRadius: 3, cursor: 'pointer' },
        update: {
          x: pixels(left),
          y: y('0'),
          fill: signal(`datum.at === chosen ? '${CHOSEN_ROW}' : 'transparent'`),
        },
      }),
      ...COLUMNS.flatMap(({ field, right, head }) => [
        ...head.map((text, line) =>
          mark('text', {
            name: `setting head ${field} ${line}`,
            enter: { text, align: 'right', fill: MUTED, fontSize: 11 },
            update: { x: pixels(left, right), y: pixels(top, 12 + 14 * line) },
          }),
        ),
        mark('text', {
          name: `setting ${field}`,
          from: 'settingRows',
          enter: { text: { field }, align: 'right', baseline: 'middle', fill: INK, fontSize: 12 },
          update: {
            x: pixels(left, right),
            y: y(String(LINE / 2)),
            fontWeight: signal('datum.at === chosen ? 600 : 400'),
          },
        }),
      ]),
    ],
  };
}
