import { CIRCLE } from './unit-circle';

/** A drag by mouse, which may leave the chart, and by touch; both begin on a mark `grips`. */
const DRAGS = '[@grips:mousedown, window:mouseup] > window:mousemove!, [@grips:touchstart, touchend] > touchmove!';
/** Where the pointer is, as seen from the centre: degrees against the clock. */
const AIM = `(atan2(${CIRCLE.y} - y(), x() - ${CIRCLE.x}) * 180 / PI + 360)`;

/**
 * Signals of points on the circle, each an angle in whole degrees that a slider of its name sets, and that dragging sets: who holds a
 * mark `grips` holds the point that lies next to the pointer. `held` is its number, -1 for none.
 */
export function heldPoints(names: string[], start: number[]): object[] {
  return [
    ...names.map((name, i) => ({
      name,
      value: start[i],
      bind: { input: 'range', name: `${name} `, min: 0, max: 359, step: 1 },
      on: [{ events: DRAGS, update: `held === ${i} ? round(${AIM}) % 360 : ${name}` }],
    })),
    {
      name: 'held',
      value: -1,
      on: [
        // The ! keeps the page from scrolling under the finger.
        { events: '@grips:mousedown, @grips:touchstart!', update: nearest(names) },
        { events: 'window:mouseup, touchend', update: '-1' },
      ],
    },
  ];
}

/** An expression: the number of the point that lies next to the pointer; the last of several, which lies on top. */
function nearest(names: string[]): string {
  const gaps = names.map(name => `abs((${AIM} - ${name} + 540) % 360 - 180)`);
  return `lastindexof([${gaps.join(', ')}], min(${gaps.join(', ')}))`;
}
