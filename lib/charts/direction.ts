import { requireFinite } from './input/checks';
import { INK, MUTED, REFERENCE, SAME_COLOUR, SERIES_COLOURS, sentence, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';

export interface DirectionOptions {
  title?: string;
  /** Where the slider stands at first, in degrees against the clock from the right; 0 by default. */
  angle?: number;
}

/** Both plots with their axes are FIXED_WIDTH across. */
const SIDE = 244;
const CURVE = { width: 180, height: SIDE };
const MIDDLE = SERIES_COLOURS[1];

/**
 * A cloud of points and a direction to turn by a slider: each point's foot on the line through the middle, the variance of the feet, and
 * that variance as a curve over all directions, whose top is the first principal axis.
 * @param points rows [x, y], three or more
 * @throws RangeError for fewer points, rows of another width, values that are no numbers, points that all lie in one place
 */
export function directionChart(
  points: readonly (readonly number[])[],
  { title, angle = 0 }: DirectionOptions = {},
): Chart {
  checkPoints(points);
  requireFinite('directionChart', 'angle', [angle]);
  const { middle, xx, xy, yy } = moments(points);
  const reach = 1.08 * Math.max(...points.map(([x, y]) => Math.max(Math.abs(x - middle.x), Math.abs(y - middle.y))));
  if (!(reach > 0)) throw new RangeError('directionChart: all points lie in one place, so they vary in no direction');
  const variance = (degrees: number) => {
    const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    return c * c * xx + 2 * c * s * xy + s * s * yy;
  };
  const curve = Array.from({ length: 91 }, (_, i) => ({ degrees: 2 * i, variance: neat(variance(2 * i)) }));
  const best = bestAngle(xx, xy, yy);
  const now = `(${xx} * c * c + 2 * ${xy} * c * s + ${yy} * s * s)`;

  const scale = (centre: number) => ({ domain: [centre - reach, centre + reach], nice: false, zero: false });
  const axis = { tickCount: 5, grid: false };
  const x = { field: 'x', type: 'quantitative', scale: scale(middle.x), axis, title: 'x' };
  const y = { field: 'y', type: 'quantitative', scale: scale(middle.y), axis, title: 'y' };
  const line = [-1, 1].map(end => ({ end }));
  const alongLine = [
    { calculate: `${middle.x} + datum.end * ${1.4 * reach} * c`, as: 'x' },
    { calculate: `${middle.y} + datum.end * ${1.4 * reach} * s`, as: 'y' },
  ];
  const feet = [
    { calculate: `(datum.x - ${middle.x}) * c + (datum.y - ${middle.y}) * s`, as: 'along' },
    { calculate: `${middle.x} + datum.along * c`, as: 'fx' },
    { calculate: `${middle.y} + datum.along * s`, as: 'fy' },
  ];
  const values = points.map(([px, py]) => ({ x: neat(px!), y: neat(py!) }));
  const foot = { x: { ...x, field: 'fx' }, y: { ...y, field: 'fy' } };
  const across = {
    field: 'degrees',
    type: 'quantitative',
    title: 'direction (degrees)',
    scale: { domain: [0, 180], nice: false },
    axis: { values: [0, 45, 90, 135, 180] },
  };
  const up = {
    field: 'variance',
    type: 'quantitative',
    title: 'variance of the feet',
    scale: { domain: [0, neat(1.1 * variance(best))], nice: false },
    axis: { tickCount: 5, grid: true },
  };

  return vegaLiteChart(
    {
      ...(title && { title }),
      params: [
        {
          name: 'angle',
          value: angle,
          bind: { input: 'range', min: 0, max: 180, step: 1, name: 'direction (degrees) ' },
        },
        { name: 'c', expr: 'cos(angle * PI / 180)' },
        { name: 's', expr: 'sin(angle * PI / 180)' },
      ],
      bounds: 'flush',
      spacing: 64,
      hconcat: [
        {
          width: SIDE,
          height: SIDE,
          layer: [
            {
              data: { values: line },
              transform: alongLine,
              mark: { type: 'line', clip: true, color: SAME_COLOUR, strokeWidth: 1.5, tooltip: null },
              encoding: { x, y },
            },
            {
              data: { values },
              transform: feet,
              layer: [
                {
                  mark: { type: 'rule', color: REFERENCE, opacity: 0.5, strokeWidth: 0.75, tooltip: null },
                  encoding: { x, y, x2: { field: 'fx' }, y2: { field: 'fy' } },
                },
                {
                  mark: { type: 'circle', size: 26, color: INK, opacity: 0.75, tooltip: null },
                  encoding: { x, y },
                },
                {
                  mark: { type: 'circle', size: 30, color: SAME_COLOUR, opacity: 0.8, clip: true },
                  encoding: {
                    ...foot,
                    tooltip: {
                      field: 'along',
                      type: 'quantitative',
                      title: 'coordinate along the line',
                      format: '.3~f',
                    },
                  },
                },
              ],
            },
            {
              data: { values: [middle] },
              mark: { type: 'point', shape: 'cross', filled: true, size: 90, color: MIDDLE, opacity: 1, tooltip: null },
              encoding: { x, y },
            },
          ],
        },
        {
          ...CURVE,
          layer: [
            {
              data: { values: curve },
              mark: { type: 'line', color: SAME_COLOUR, strokeWidth: 2, tooltip: null },
              encoding: { x: across, y: up },
            },
            {
              data: {
                values: [{ degrees: neat(best), variance: neat(variance(best)), label: 'first principal axis' }],
              },
              layer: [
                {
                  mark: { type: 'point', shape: 'circle', size: 70, color: MUTED, tooltip: null },
                  encoding: { x: across, y: up },
                },
                {
                  mark: { type: 'text', dy: -12, color: MUTED, fontSize: 11, align: labelSide(best), tooltip: null },
                  encoding: { x: across, y: up, text: { field: 'label', type: 'nominal' } },
                },
              ],
            },
            {
              data: { values: [{}] },
              transform: [
                { calculate: 'angle', as: 'degrees' },
                { calculate: now, as: 'variance' },
                { calculate: `format(datum.variance, '.3~r')`, as: 'label' },
              ],
              layer: [
                {
                  mark: { type: 'rule', color: REFERENCE, strokeDash: [3, 3], tooltip: null },
                  encoding: { x: across },
                },
                {
                  mark: { type: 'circle', size: 90, color: SAME_COLOUR, opacity: 1, tooltip: null },
                  encoding: { x: across, y: up },
                },
                {
                  mark: { type: 'text', align: 'left', dx: 9, dy: 12, fontWeight: 600, tooltip: null },
                  encoding: { x: across, y: up, text: { field: 'label', type: 'nominal' } },
                },
              ],
            },
          ],
        },
      ],
    },
    `${title ? `${sentence(title)} ` : ''}${points.length} points and a line through their middle. The variance of their feet on it is ` +
      `${variance(angle).toPrecision(3)} at ${angle} degrees, and at most ${variance(best).toPrecision(3)}, at ${best.toFixed(0)} degrees.`,
  );
}

function checkPoints(points: readonly (readonly number[])[]): void {
  if (points.length < 3)
    throw new RangeError(`directionChart: points has ${points.length} rows, expected three or more to make a cloud`);
  points.forEach((point, i) => {
    if (point.length !== 2)
      throw new RangeError(`directionChart: points[${i}] has ${point.length} numbers, expected a row [x, y]`);
    requireFinite('directionChart', `points[${i}]`, point);
  });
}

/** The middle, and the variances (of n - 1 degrees of freedom) by x, by both, by y. */
function moments(points: readonly (readonly number[])[]) {
  const n = points.length;
  const middle = { x: 0, y: 0 };
  for (const [x, y] of points) {
    middle.x += x / n;
    middle.y += y / n;
  }
  const sums = { xx: 0, xy: 0, yy: 0 };
  for (const [x, y] of points) {
    const [dx, dy] = [x - middle.x, y - middle.y];
    sums.xx += (dx * dx) / (n - 1);
    sums.xy += (dx * dy) / (n - 1);
    sums.yy += (dy * dy) / (n - 1);
  }
  return { middle, ...sums };
}

/** Where the variance is the largest, 0 to 180 degrees. */
function bestAngle(xx: number, xy: number, yy: number): number {
  const degrees = (0.5 * Math.atan2(2 * xy, xx - yy) * 180) / Math.PI;
  return degrees < 0 ? degrees + 180 : degrees;
}

/** Keeps the label inside the plot. */
const labelSide = (degrees: number) => (degrees < 45 ? 'left' : degrees > 135 ? 'right' : 'center');

const neat = (value: number) => Number(value.toFixed(4));
