import { mark, signal } from './vega-mark';

/** The colour of a unit circle on which points lie. */
export const RING = '#c9ced8';

/** The circle of the circle film, in pixels of the chart; where its middle lies across is an expression of the signal `room`. */
export const CIRCLE = { x: 'min(186, room / 2)', y: 150, radius: 108 };

/**
 * Channels of a place so many pixels from the circle's centre.
 * @param radius a number, or an expression
 * @param direction the fields of a row that hold a step of length 1 to the right and downwards
 */
export function fromCentre(radius: number | string, direction: { x: string; y: string }) {
  const place = (axis: 'x' | 'y') => signal(`${CIRCLE[axis]} + ${radius} * datum.${direction[axis]}`);
  return { x: place('x'), y: place('y') };
}

/** In rows whose field `angle` is in degrees against the clock: the step of length 1 in its direction. The chart's y points down. */
export const stepOf = (angle: string, { x, y }: { x: string; y: string }): object[] => [
  { type: 'formula', as: x, expr: `cos(datum.${angle} * PI / 180)` },
  { type: 'formula', as: y, expr: `-sin(datum.${angle} * PI / 180)` },
];

/** The circle and its centre. */
export function unitCircle(): object[] {
  const { x, y, radius } = CIRCLE;
  const round = { startAngle: 0, endAngle: 2 * Math.PI, innerRadius: radius, outerRadius: radius };
  return [
    mark('arc', { enter: { y, ...round, stroke: RING, strokeWidth: 1.25 }, update: { x: signal(x) } }),
    mark('symbol', { enter: { y, shape: 'cross', size: 36, fill: RING }, update: { x: signal(x) } }),
  ];
}
