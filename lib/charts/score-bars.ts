import { requireFinite, requireSome } from './input/checks';
import { FIXED_WIDTH } from './parts/sizes';
import { GRID, INK, MUTED, SERIES_COLOURS, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';

export interface Score {
  name: string;
  /** In the unit that is printed: 98.7 for 98.7 %. */
  score: number;
}

export interface ScoreBarsOptions {
  title?: string;
  /** What the axis measures; 'score' by default. */
  measure?: string;
  /** A score to compare with, drawn as a line through all rows. */
  baseline?: Score;
  /** Ends of the axis; 0 to 100 for per cent, else 0 to the highest score. */
  domain?: [number, number];
  /** '%' by default; '' for none. */
  unit?: string;
  /** Decimals that are printed; 1 by default. */
  decimals?: number;
  /** Pixels. */
  width?: number;
}

/**
 * Scores by name, the number printed beside each. Bars where the axis starts at zero; dots where it does not, since the
 * length of a bar would then say nothing.
 * @throws RangeError for no row, a score that is no number or lies outside the axis, fractions given as per cent
 */
export function scoreBars(rows: Score[], options: ScoreBarsOptions = {}): Chart {
  const { title, measure = 'score', baseline, unit = '%', decimals = 1 } = options;
  requireSome('scoreBars', 'rows', rows.length);
  const all = baseline ? [...rows, baseline] : rows;
  const domain = options.domain ?? [0, unit === '%' ? 100 : Math.max(...all.map(row => row.score)) * 1.05];
  checkScores(all, domain, unit);

  const printed = (score: number) => `${score.toFixed(decimals)}${unit && ` ${unit}`}`;
  const values = rows.map(row => ({ ...row, printed: printed(row.score) }));
  const x = {
    field: 'score',
    type: 'quantitative',
    title: unit && !measure.endsWith(`(${unit})`) ? `${measure} (${unit})` : measure,
    scale: { domain, nice: false, zero: domain[0] === 0 },
    axis: { tickCount: 5, grid: true },
  };
  const names = rows.map(row => row.name);
  const room = FIXED_WIDTH - 100 - 7 * Math.max(...names.map(name => name.length));
  const width = options.width ?? Math.max(240, Math.min(440, room));
  const y = {
    field: 'name',
    type: 'nominal',
    sort: names,
    title: null,
    axis: { labelFontSize: 12, labelColor: INK, labelLimit: 260, labelPadding: 8 },
  };
  const tooltip = [
    { field: 'name', type: 'nominal', title: 'name' },
    { field: 'printed', type: 'nominal', title: measure },
  ];
  const marks =
    domain[0] === 0
      ? [
          {
            mark: { type: 'bar', height: 16, color: SERIES_COLOURS[0], cornerRadiusEnd: 2 },
            encoding: { x, y, tooltip },
          },
        ]
      : [
          {
            mark: { type: 'rule', color: GRID, strokeWidth: 1.5, tooltip: null },
            encoding: { y, x: { ...x, field: undefined, datum: domain[0] }, x2: { datum: domain[1] } },
          },
          {
            mark: { type: 'circle', size: 120, color: SERIES_COLOURS[0], opacity: 1 },
            encoding: { x, y, tooltip },
          },
        ];

  return vegaLiteChart(
    {
      ...(title && { title: { text: title, offset: baseline ? 28 : 12 } }),
      data: { values },
      width,
      height: { step: 30 },
      layer: [
        ...marks,
        ...(baseline
          ? [
              {
                data: { values: [{ ...baseline, printed: printed(baseline.score) }] },
                mark: { type: 'rule', color: MUTED, strokeDash: [5, 3], strokeWidth: 1.5 },
                encoding: { x, tooltip },
              },
              {
                data: { values: [{ ...baseline, label: `${baseline.name} ${printed(baseline.score)}` }] },
                mark: { type: 'text', color: MUTED, fontSize: 11, baseline: 'bottom', dy: -4, tooltip: null },
                encoding: { x, y: { value: 0 }, text: { field: 'label', type: 'nominal' } },
              },
            ]
          : []),
        // Twice: a white border keeps the grid off the numbers.
        ...[{ stroke: '#ffffff', strokeWidth: 4 }, {}].map(border => ({
          mark: { type: 'text', align: 'left', dx: 10, fontWeight: 600, tooltip: null, ...border },
          encoding: { x, y, text: { field: 'printed', type: 'nominal' } },
        })),
      ],
    },
    `${title ?? measure}: ${rows.map(row => `${row.name} ${printed(row.score)}`).join('; ')}` +
      (baseline ? `; for comparison ${baseline.name} ${printed(baseline.score)}.` : '.'),
  );
}

function checkScores(rows: Score[], domain: [number, number], unit: string): void {
  requireFinite(
    'scoreBars',
    'score',
    rows.map(row => row.score),
  );
  if (!(domain[1] > domain[0]))
    throw new RangeError(`scoreBars: domain is ${domain.join(' to ')}, expected the lower value first`);
  if (unit === '%' && rows.every(row => Math.abs(row.score) <= 1))
    throw new RangeError('scoreBars: no score is above 1 %; give per cent, 98.7 and not 0.987, or set unit to ""');
  const outside = rows.find(row => row.score < domain[0] || row.score > domain[1]);
  if (outside)
    throw new RangeError(
      `scoreBars: '${outside.name}' scores ${outside.score}, outside the axis of ${domain.join(' to ')}; widen domain`,
    );
  if (new Set(rows.map(row => row.name)).size < rows.length)
    throw new RangeError('scoreBars: two rows have the same name; give each its own');
}
