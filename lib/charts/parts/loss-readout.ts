import { linearScale, stepAxis, valueAxis } from './axes';
import type { LossPoint } from './loss-points';
import { MUTED, REFERENCE, SAME_COLOUR } from './theme';
import { mark, type Part, signal } from './vega-mark';

/** The plot of the curve in the chart, in pixels, without its axes; where it lies are expressions. */
interface Place {
  x: string;
  y: string;
  width: number;
  height: number;
}

/** From the plot's left to that of its axis, where the numbers above begin. */
const AXIS_LEFT = 34;

/**
 * A loss in numbers, and below them its curve with a cursor. Three signals say which: `loss` is its name, `film` its number, and `step` the
 * step.
 * @param losses a row for each film's number `f` and step
 */
export function lossReadout(losses: (LossPoint & { f: number })[], { x, y, width, height }: Place): Part {
  return {
    data: [
      { name: 'moments', values: losses, transform: [{ type: 'filter', expr: 'datum.f === film' }] },
      { name: 'moment', source: 'moments', transform: [{ type: 'filter', expr: 'datum.step === step' }] },
    ],
    marks: [
      mark('group', {
        name: 'side',
        enter: { width, height },
        update: { x: signal(x), y: signal(y) },
        scales: [
          linearScale('x', { data: 'moments', field: 'step' }, width, { zero: true }),
          linearScale('y', { data: 'moments', field: 'loss' }, height, { zero: true, nice: true }),
        ],
        axes: [stepAxis('step'), valueAxis({ title: 'loss', tickCount: 4 })],
        marks: [...numbers(), ...curve(height)],
      }),
    ],
  };
}

function numbers(): object[] {
  const line = (y: number, text: string, look: Record<string, string | number>) =>
    mark('text', {
      from: 'moment',
      enter: { x: -AXIS_LEFT, y, baseline: 'alphabetic', ...look },
      update: { text: signal(text) },
    });
  return [
    line(-86, 'loss', { fontSize: 15, fontWeight: 600 }),
    line(-58, "format(datum.loss, '.3f')", { fontSize: 24, fontWeight: 600, fill: SAME_COLOUR }),
    line(-34, "'after step ' + format(datum.step, ',d')", { fill: MUTED }),
  ];
}

function curve(height: number): object[] {
  const point = { x: { scale: 'x', field: 'step' }, y: { scale: 'y', field: 'loss' } };
  return [
    mark('line', { name: 'curve', from: 'moments', update: { ...point, stroke: SAME_COLOUR, strokeWidth: 2 } }),
    mark('rule', {
      name: 'cursor',
      from: 'moment',
      update: { x: point.x, y: 0, y2: height, stroke: REFERENCE, strokeDash: [3, 3] },
    }),
    mark('symbol', {
      name: 'dot',
      from: 'moment',
      update: { ...point, size: 70, fill: SAME_COLOUR, stroke: '#ffffff', strokeWidth: 1.5 },
    }),
  ];
}
