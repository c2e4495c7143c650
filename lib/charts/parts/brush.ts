import type { Classes } from '../input/point-input';
import { legendWidth } from './class-legend';
import type { FittedPanel } from './panel';
import { TENTH } from './plane';
import { INK, MUTED } from './theme';
import { mark, type Part, signal } from './vega-mark';

/** Whether a row is inside the rectangle, wherever that was dragged, or there is none: an expression of `datum`. */
export const BRUSHED = `(!brushed || ${within('xs', 'brushX')} && ${within('ys', 'brushY')})`;

function within(places: string, range: string): string {
  const place = `${places}[brushStart + datum.row]`;
  return `${place} >= ${range}[0] && ${place} <= ${range}[1]`;
}

/** A smaller rectangle is a click, which clears the selection. */
const LEAST = 3;

/**
 * Linked selection: a rectangle dragged in one panel selects rows, and the same rows in every other panel. The data set `chosen0` has the
 * rows of the first panel that are selected.
 * @param panels all with the same n rows
 * @param y of the line that says what to do, and then how many are selected
 */
export function brush(panels: FittedPanel[], { classes, n, y }: { classes: Classes; n: number; y: number }): Part {
  const drag = ({ name, left, top, plane: { width, height } }: FittedPanel, panel: number) => {
    const within = (at: string, from: string, length: number) => `clamp(${at}, ${from}, ${from} + ${length} * fit)`;
    const [x, up] = [within('x()', left, width), within('y()', top, height)];
    return [
      { events: `@${name}:mousedown`, update: `{panel: ${panel}, x0: ${x}, y0: ${up}, x1: ${x}, y1: ${up}}` },
      {
        events: `[@${name}:mousedown, window:mouseup] > window:mousemove!`,
        update: `{panel: ${panel}, x0: brush.x0, y0: brush.y0, x1: ${x}, y1: ${up}}`,
      },
    ];
  };
  return {
    signals: [
      { name: 'brush', value: null, on: panels.flatMap(drag) },
      { name: 'brushed', update: `brush && max(abs(brush.x1 - brush.x0), abs(brush.y1 - brush.y0)) >= ${LEAST}` },
      // In the places' own terms, see BRUSHED.
      { name: 'brushStart', update: `brushed ? ${n} * brush.panel : 0` },
      {
        name: 'brushX',
        update: range(
          'x',
          panels.map(panel => panel.left),
        ),
      },
      {
        name: 'brushY',
        update: range(
          'y',
          panels.map(panel => panel.top),
        ),
      },
    ],
    data: [
      {
        name: 'counts',
        source: 'chosen0',
        transform: [
          { type: 'filter', expr: 'brushed' },
          { type: 'aggregate', groupby: ['c'], ops: ['count'], as: ['count'] },
          { type: 'lookup', from: 'classes', key: 'c', fields: ['c'], values: ['left'] },
        ],
      },
      {
        name: 'total',
        source: 'counts',
        transform: [{ type: 'aggregate', ops: ['sum'], fields: ['count'], as: ['count'] }],
      },
    ],
    marks: [
      mark('text', {
        name: 'count labels',
        from: 'counts',
        enter: { y, baseline: 'middle', align: 'center', fill: INK, fontSize: 11 },
        update: { x: signal('datum.left + 13'), text: { field: 'count' } },
      }),
      mark('text', {
        name: 'selected',
        enter: { y, baseline: 'middle', fill: MUTED, fontSize: 11 },
        update: {
          x: signal(`brushed ? ${legendWidth(classes)} : 0`),
          text: signal(
            `!brushed ? 'drag over points to find them in the other ${panels.length > 2 ? 'pictures' : 'picture'}' : ` +
              `format(length(data('total')) ? data('total')[0].count : 0, ',d') + ' of ${n.toLocaleString('en')} selected'`,
          ),
        },
      }),
      mark('rect', {
        name: 'brush',
        enter: { fill: INK, fillOpacity: 0.06, stroke: INK, strokeWidth: 1 },
        update: {
          x: signal('brush ? min(brush.x0, brush.x1) : 0'),
          y: signal('brush ? min(brush.y0, brush.y1) : 0'),
          width: signal('brush ? abs(brush.x1 - brush.x0) : 0'),
          height: signal('brush ? abs(brush.y1 - brush.y0) : 0'),
          opacity: signal('brushed ? 1 : 0'),
        },
      }),
    ],
  };
}

/** The rectangle's extent along an axis, in tenths of a pixel from its panel's border. */
function range(axis: 'x' | 'y', borders: string[]): string {
  const end = (which: 0 | 1) => `${TENTH} * (brush.${axis}${which} - [${borders.join(', ')}][brush.panel]) / fit`;
  return `brushed ? [min(${end(0)}, ${end(1)}), max(${end(0)}, ${end(1)})] : [0, 0]`;
}
