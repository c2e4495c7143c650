import { requireFinite, requireSome } from './input/checks';
import { followingPlot } from './parts/room';
import { roundTicks, spread } from './parts/scales';
import { MUTED, SERIES_COLOURS, sentence, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';

export interface MeasuredSeries {
  name: string;
  points: { x: number; y: number }[];
}

export interface MeasuredCurveOptions {
  /** What the axes measure, with units. */
  xTitle: string;
  yTitle: string;
  title?: string;
  /** A value to compare with, drawn as a dashed line with its name. */
  reference?: { name: string; y: number };
  /** true for x in powers: batch sizes, temperatures. */
  logX?: boolean;
  /** Of the plot, in pixels. */
  height?: number;
}

/** Up to so many points a line, each is drawn as a dot too: measured, not interpolated. */
const MOST_DOTS = 30;

/**
 * Measured values as lines with their names at the right end.
 * @throws RangeError for no series, no point, values that are no numbers, two series of a name, or x ≤ 0 on a logarithmic axis
 */
export function measuredCurve(series: MeasuredSeries[], options: MeasuredCurveOptions): Chart {
  const { xTitle, yTitle, title, reference, logX = false, height = 240 } = options;
  checkSeries(series, { reference, logX });
  const lines = series.map(({ name, points }) => ({ name, points: [...points].sort((a, b) => a.x - b.x) }));
  const names = lines.map(line => line.name);
  const ys = [...lines.flatMap(line => line.points.map(point => point.y)), ...(reference ? [reference.y] : [])];
  const ticks = roundTicks(ys);
  const [bottom, top] = [ticks[0], ticks.at(-1)!];
  const labels = endLabels(lines, reference);

  const xs = [...new Set(lines.flatMap(line => line.points.map(point => point.x)))].sort((a, b) => a - b);
  const fewXs = xs.length <= 10;
  const x = {
    field: 'x',
    type: 'quantitative',
    title: xTitle,
    scale: logX
      ? { type: 'log', domain: [xs[0], xs.at(-1)], nice: false, padding: 6 }
      : { domain: [Math.min(0, xs[0]), xs.at(-1)], nice: false, zero: false },
    axis: logX && fewXs ? { values: xs, format: ',.6~r' } : { tickCount: 6, format: ',.6~r' },
  };
  const y = {
    field: 'y',
    type: 'quantitative',
    title: yTitle,
    scale: { domain: [bottom, top], nice: false, zero: false },
    axis: { values: ticks, minExtent: 30 },
  };
  const color = { field: 'series', type: 'nominal', scale: { domain: names, range: SERIES_COLOURS }, legend: null };
  const values = lines.flatMap(line => line.points.map(point => ({ series: line.name, ...neatPoint(point) })));
  const placed = spread(
    labels.map(label => label.y),
    (15 * (top - bottom)) / height,
    bottom,
  );
  const dots = lines.every(line => line.points.length <= MOST_DOTS);

  return vegaLiteChart(
    {
      ...followingPlot(title),
      height,
      layer: [
        ...(reference
          ? [
              {
                data: { values: [reference] },
                mark: { type: 'rule', color: MUTED, strokeDash: [5, 3], strokeWidth: 1.5, tooltip: null },
                encoding: { y },
              },
            ]
          : []),
        { data: { values }, mark: { type: 'line', strokeWidth: 2.25, strokeJoin: 'round' }, encoding: { x, y, color } },
        {
          data: { values },
          params: [{ name: 'near', select: { type: 'point', on: 'mouseover', clear: 'mouseout', nearest: true } }],
          mark: { type: 'circle', size: 60 },
          encoding: {
            x,
            y,
            color,
            opacity: { condition: { param: 'near', empty: false, value: 1 }, value: dots ? 1 : 0 },
            tooltip: [
              ...(lines.length > 1 ? [{ field: 'series', type: 'nominal', title: 'series' }] : []),
              { field: 'x', type: 'quantitative', title: xTitle, format: ',.4~r' },
              { field: 'y', type: 'quantitative', title: yTitle, format: ',.4~r' },
            ],
          },
        },
        {
          data: { values: labels.map((label, i) => ({ ...label, at: placed[i] })) },
          mark: { type: 'text', align: 'left', dx: 10, fontWeight: 600, tooltip: null },
          encoding: {
            x: { value: 'width' },
            y: { ...y, field: 'at' },
            text: { field: 'label', type: 'nominal' },
            color: { field: 'colour', type: 'nominal', scale: null },
          },
        },
      ],
    },
    `${title ? `${sentence(title)} ` : ''}${yTitle} against ${xTitle}. ${lines.map(inWords).join(' ')}` +
      (reference ? ` For comparison, ${reference.name}: ${short(reference.y)}.` : ''),
  );
}

/** The names beside the right end: of several lines, and of what they are compared with. */
function endLabels(lines: MeasuredSeries[], reference?: { name: string; y: number }) {
  const ofLines = lines.map(({ name, points }, i) => ({
    label: name,
    y: points.at(-1)!.y,
    colour: SERIES_COLOURS[i % SERIES_COLOURS.length],
  }));
  return [
    ...(lines.length > 1 ? ofLines : []),
    ...(reference ? [{ label: reference.name, y: reference.y, colour: MUTED }] : []),
  ];
}

function checkSeries(
  series: MeasuredSeries[],
  { reference, logX }: { reference?: { name: string; y: number }; logX: boolean },
): void {
  requireSome('measuredCurve', 'series', series.length);
  for (const { name, points } of series) {
    requireSome('measuredCurve', `points of '${name}'`, points.length);
    for (const axis of ['x', 'y'] as const) {
      requireFinite(
        'measuredCurve',
        `${axis} of '${name}'`,
        points.map(point => point[axis]),
      );
    }
    const notAbove = logX ? points.find(point => point.x <= 0) : undefined;
    if (notAbove)
      throw new RangeError(
        `measuredCurve: '${name}' has a point at x = ${notAbove.x}, which a logarithmic axis cannot show; leave logX out`,
      );
  }
  if (reference) requireFinite('measuredCurve', 'reference.y', [reference.y]);
  if (new Set(series.map(one => one.name)).size < series.length)
    throw new RangeError('measuredCurve: two series have the same name; give each its own');
}

function inWords({ name, points }: MeasuredSeries): string {
  const [first, last] = [points[0], points.at(-1)!];
  return `${name}: ${short(first.y)} at ${short(first.x)}, ${short(last.y)} at ${short(last.x)}.`;
}

const short = (value: number) => String(Number(value.toPrecision(4)));
const neatPoint = ({ x, y }: { x: number; y: number }) => ({
  x: Number(x.toPrecision(6)),
  y: Number(y.toPrecision(5)),
});
