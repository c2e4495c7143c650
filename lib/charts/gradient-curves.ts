import { requireFinite, requireSome } from './input/checks';
import { roundTicks } from './parts/scales';
import { DIFFERENT_COLOUR, INK, REFERENCE, SAME_COLOUR, sentence, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';

export interface GradientCurve {
  /** The loss. */
  name: string;
  pair: 'positive' | 'negative';
  /** d loss / d cosine of the pair, at each cosine. */
  points: { similarity: number; gradient: number }[];
}

const PANEL = { width: 112, height: 104 };
const COLUMNS = 4;

/**
 * What each loss pushes hardest: its gradient against the cosine of a pair, a panel a loss, one line for a positive pair and one for a
 * negative pair. Below zero, descent brings the two together; above, it drives them apart. Every panel has its own vertical axis:
 * a learning rate can make up for a factor, not for a shape.
 * @throws RangeError for no curve, fewer than two points, values that are no numbers, a similarity that is no cosine, two curves of one
 *   loss and pair
 */
export function gradientCurves(curves: GradientCurve[], { title }: { title?: string } = {}): Chart {
  requireSome('gradientCurves', 'curves', curves.length);
  for (const curve of curves) checkCurve(curve);
  const keys = curves.map(curve => `${curve.pair} ${curve.name}`);
  if (new Set(keys).size < keys.length)
    throw new RangeError('gradientCurves: two curves are of one loss and pair; give each its own name');
  const names = [...new Set(curves.map(curve => curve.name))];
  const columns = Math.min(COLUMNS, names.length);

  return vegaLiteChart(
    {
      title: {
        text: title ?? 'What each loss pushes hardest',
        subtitle: 'below zero, descent pulls a pair together; above, it pushes it apart',
        subtitlePadding: 5,
        offset: 26,
      },
      columns,
      // Flush: panels line up whatever their axis labels need.
      bounds: 'flush',
      spacing: { column: 44, row: 64 },
      concat: names.map((name, i) =>
        panel(
          name,
          curves.filter(curve => curve.name === name),
          {
            left: i % columns === 0,
            low: i + columns >= names.length,
            key: i === 0,
          },
        ),
      ),
    },
    `${sentence(title ?? 'Gradient of each loss against the cosine of a pair')} ${curves.map(inWords).join(' ')}`,
  );
}

function panel(name: string, curves: GradientCurve[], place: { left: boolean; low: boolean; key: boolean }): object {
  const values = curves.flatMap(({ pair, points }) =>
    points.map(({ similarity, gradient }) => ({ pair, similarity: neat(similarity), gradient: neat(gradient) })),
  );
  const ticks = roundTicks([0, ...values.map(value => value.gradient)]);
  const x = {
    field: 'similarity',
    type: 'quantitative',
    title: place.low ? 'cosine of the pair' : null,
    scale: { domain: [-1, 1], nice: false },
    axis: { values: [-1, 0, 1], format: ',.6~r' },
  };
  const y = {
    field: 'gradient',
    type: 'quantitative',
    title: place.left ? 'd loss / d cosine' : null,
    scale: { domain: [ticks[0], ticks.at(-1)], nice: false },
    // Every other number where they would stand too close.
    axis: {
      values: ticks.length > 6 ? ticks.filter(tick => Math.round(tick / (ticks[1] - ticks[0])) % 2 === 0) : ticks,
      format: ',.6~r',
    },
  };
  return {
    ...PANEL,
    data: { values },
    layer: [
      words(name, { x: 0, y: -12, color: INK, fontSize: 13 }),
      ...(place.key
        ? [
            words('━ positive pair', { x: 0, y: -38, color: SAME_COLOUR }),
            words('┅ negative pair', { x: 118, y: -38, color: DIFFERENT_COLOUR }),
          ]
        : []),
      {
        data: { values: [{ zero: 0 }] },
        mark: { type: 'rule', color: REFERENCE, strokeWidth: 1, tooltip: null },
        encoding: { y: { ...y, field: 'zero' } },
      },
      {
        mark: { type: 'line', strokeWidth: 2.25, strokeJoin: 'round' },
        encoding: {
          x,
          y,
          color: {
            field: 'pair',
            type: 'nominal',
            scale: { domain: ['positive', 'negative'], range: [SAME_COLOUR, DIFFERENT_COLOUR] },
            legend: null,
          },
          strokeDash: {
            field: 'pair',
            type: 'nominal',
            scale: {
              domain: ['positive', 'negative'],
              range: [
                [1, 0],
                [5, 2],
              ],
            },
            legend: null,
          },
        },
      },
      {
        params: [
          { name: `near_${slug(name)}`, select: { type: 'point', on: 'mouseover', clear: 'mouseout', nearest: true } },
        ],
        mark: { type: 'circle', size: 50 },
        encoding: {
          x,
          y,
          color: { field: 'pair', type: 'nominal', legend: null },
          opacity: { condition: { param: `near_${slug(name)}`, empty: false, value: 1 }, value: 0 },
          tooltip: [
            { field: 'pair', type: 'nominal', title: 'pair' },
            { field: 'similarity', type: 'quantitative', title: 'cosine', format: '.2f' },
            { field: 'gradient', type: 'quantitative', title: 'd loss / d cosine', format: '.3~g' },
          ],
        },
      },
    ],
  };
}

/** Bold words at a fixed place, in pixels from the panel's upper left. */
function words(text: string, { x, y, ...look }: { x: number; y: number; color: string; fontSize?: number }): object {
  return {
    data: { values: [{ text }] },
    mark: { type: 'text', align: 'left', baseline: 'alphabetic', fontWeight: 600, tooltip: null, ...look },
    encoding: { x: { value: x }, y: { value: y }, text: { field: 'text', type: 'nominal' } },
  };
}

function checkCurve({ name, pair, points }: GradientCurve): void {
  if (pair !== 'positive' && pair !== 'negative')
    throw new RangeError(`gradientCurves: pair of '${name}' is ${String(pair)}, expected 'positive' or 'negative'`);
  if (points.length < 2)
    throw new RangeError(`gradientCurves: '${name}' has ${points.length} points, expected at least 2`);
  for (const field of ['similarity', 'gradient'] as const) {
    requireFinite(
      'gradientCurves',
      `${field} of '${name}'`,
      points.map(point => point[field]),
    );
  }
  const outside = points.find(point => Math.abs(point.similarity) > 1.001);
  if (outside)
    throw new RangeError(
      `gradientCurves: '${name}' has a point at similarity ${outside.similarity}, expected cosines from -1 to 1`,
    );
}

function inWords({ name, pair, points }: GradientCurve): string {
  const hardest = points.reduce((a, b) => (Math.abs(b.gradient) > Math.abs(a.gradient) ? b : a));
  return `${name}, ${pair} pair: hardest at cosine ${hardest.similarity.toFixed(2)}, with ${neat(hardest.gradient, 3)}.`;
}

const slug = (name: string) => Array.from(name, letter => letter.codePointAt(0)!.toString(36)).join('');

function neat(value: number, digits = 4): number {
  return Math.abs(value) < 1e-9 ? 0 : Number(value.toPrecision(digits));
}
