import { requireFinite, requireLength, requireSome } from './input/checks';
import { DIGIT_COLOURS, SERIES_COLOURS, sentence, vegaLiteChart } from './parts/theme';
import { RING } from './parts/unit-circle';
import type { Chart } from './render/chart';

export interface CloudPanel {
  title: string;
  /** Rows [x, y] of length 1. */
  points: ArrayLike<number>[];
  /** A class a point; points of a class share a colour and a shape. */
  labels: ArrayLike<number | string>;
  /** Mean squared distance of partners, printed below: lower is tighter. */
  alignment?: number;
  /** Printed below: lower is more even. */
  uniformity?: number;
}

const SIDE = 138;
/** The circle's panel reaches a little farther than the circle. */
const REACH = 1.12;
const SHAPES = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down'];

/**
 * Labelled points on the unit circle, a panel each, with two numbers below: alignment and uniformity (Wang and Isola 2020).
 * Panels stand side by side, three in a row, and four in two rows.
 * @throws RangeError for no panel, no point, rows that are not of length 1, another number of labels than points, values that are no numbers
 */
export function circleCloud(panels: CloudPanel[], { title }: { title?: string } = {}): Chart {
  requireSome('circleCloud', 'panels', panels.length);
  for (const panel of panels) checkPanel(panel);
  const classes = [...new Set(panels.flatMap(panel => Array.from(panel.labels, String)))];
  const colours = classes.length <= SERIES_COLOURS.length ? SERIES_COLOURS : DIGIT_COLOURS;
  const scale = { domain: [-REACH, REACH], nice: false, zero: false };
  const place = (field: string) => ({ field, type: 'quantitative', scale, axis: null });
  const below = (line: number, text: string) => ({
    data: { values: [{ text }] },
    mark: { type: 'text', align: 'left', baseline: 'top', fontSize: 12, tooltip: null },
    encoding: { x: { value: 0 }, y: { value: SIDE + 6 + 17 * line }, text: { field: 'text', type: 'nominal' } },
  });
  const round = Array.from({ length: 91 }, (_, i) => {
    const angle = (i * 4 * Math.PI) / 180;
    return { x: neat(Math.cos(angle)), y: neat(Math.sin(angle)), i };
  });

  return vegaLiteChart(
    {
      ...(title && { title }),
      columns: panels.length === 4 ? 2 : Math.min(3, panels.length),
      bounds: 'flush',
      spacing: { column: 28, row: 78 },
      concat: panels.map(panel => ({
        title: { text: panel.title, fontSize: 13, offset: 6, frame: 'group' },
        width: SIDE,
        height: SIDE,
        layer: [
          {
            data: { values: round },
            mark: { type: 'line', color: RING, strokeWidth: 1, tooltip: null },
            encoding: { x: place('x'), y: place('y'), order: { field: 'i', type: 'quantitative' } },
          },
          {
            data: {
              values: panel.points.map((point, i) => ({
                x: neat(point[0]),
                y: neat(point[1]),
                class: String(panel.labels[i]),
              })),
            },
            mark: { type: 'point', filled: true, size: 55, opacity: 0.7, stroke: '#ffffff', strokeWidth: 0.75 },
            encoding: {
              x: place('x'),
              y: place('y'),
              color: {
                field: 'class',
                type: 'nominal',
                scale: { domain: classes, range: colours.slice(0, classes.length) },
                legend: null,
              },
              shape: {
                field: 'class',
                type: 'nominal',
                scale: { domain: classes, range: classes.map((_, i) => SHAPES[i % SHAPES.length]) },
                legend: null,
              },
              tooltip: { field: 'class', type: 'nominal' },
            },
          },
          ...(panel.alignment === undefined ? [] : [below(0, `alignment ${printed(panel.alignment)}`)]),
          ...(panel.uniformity === undefined
            ? []
            : [below(panel.alignment === undefined ? 0 : 1, `uniformity ${printed(panel.uniformity)}`)]),
        ],
      })),
    },
    `${title ? `${sentence(title)} ` : ''}Points of ${classes.length} ${classes.length === 1 ? 'class' : 'classes'} on the unit circle. ` +
      panels.map(inWords).join(' '),
  );
}

function checkPanel({ title, points, labels, alignment, uniformity }: CloudPanel): void {
  requireSome('circleCloud', `points of '${title}'`, points.length);
  requireLength('circleCloud', `labels of '${title}'`, labels.length, points.length, 'point');
  points.forEach((point, i) => {
    const length = point.length === 2 ? Math.hypot(point[0], point[1]) : Number.NaN;
    if (!(Math.abs(length - 1) < 1e-3))
      throw new RangeError(
        `circleCloud: points[${i}] of '${title}' is [${Array.from(point).join(', ')}], expected a row [x, y] of length 1`,
      );
  });
  if (alignment !== undefined) requireFinite('circleCloud', `alignment of '${title}'`, [alignment]);
  if (uniformity !== undefined) requireFinite('circleCloud', `uniformity of '${title}'`, [uniformity]);
}

function inWords({ title, points, alignment, uniformity }: CloudPanel): string {
  const numbers = [
    alignment === undefined ? '' : `alignment ${printed(alignment)}`,
    uniformity === undefined ? '' : `uniformity ${printed(uniformity)}`,
  ].filter(Boolean);
  return `${title}: ${[`${points.length} points`, ...numbers].join(', ')}.`;
}

const printed = (value: number) =>
  value
    .toFixed(2)
    .replace(/^-0\.00$/, '0.00')
    .replace('-', '−');

function neat(value: number): number {
  return Number(value.toFixed(4));
}
