import { shareInWords } from '../evaluation/share';
import { shareInterval } from '../metrics/interval';
import { requireFinite, requireSome } from './input/checks';
import { INK, MUTED, SAME_COLOUR, sentence, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';

export interface RecallRow {
  /** What looks for what, among what: 'text → picture, twemoji'. */
  name: string;
  /** Shares of queries that find a right answer first, and among the first ten: 0 to 1. */
  at1: number;
  at10: number;
  /** The same by comparing raw values, where that is possible. */
  raw?: { at1: number; at10: number };
  /** What guessing would score. */
  chance: { at1: number; at10: number };
  /** How many queries were counted: the bars get their 95 % intervals. */
  queries?: number;
}

const PANEL = 190;

/**
 * Recall at 1 and at 10, side by side: a bar for what was trained, with a thin line for its 95 % interval where the number of queries is
 * given, a ring for raw values, a stroke for chance. Both axes run from 0 to 100 %.
 * @throws RangeError for no row, shares outside 0 to 1, two rows of a name, queries that are no whole number of 1 or more
 */
export function recallBars(rows: RecallRow[], { title }: { title?: string } = {}): Chart {
  requireSome('recallBars', 'rows', rows.length);
  if (new Set(rows.map(row => row.name)).size < rows.length)
    throw new RangeError('recallBars: two rows have the same name; give each its own');
  for (const { name, at1, at10, raw, chance } of rows) {
    checkShares(name, [at1, at10, chance.at1, chance.at10, ...(raw ? [raw.at1, raw.at10] : [])]);
  }
  const names = rows.map(row => row.name);
  const counted = rows.some(({ queries }) => queries);
  const labelRoom = 10 * Math.max(...names.map(name => name.length));
  const panel = (key: 'at1' | 'at10', heading: string, labelled: boolean) => {
    const values = rows.map(row => {
      const { low, high } = intervalOf(row, key) ?? { low: row[key], high: row[key] };
      return {
        name: row.name,
        trained: percent(row[key]),
        low: percent(low),
        high: percent(high),
        interval: row.queries && `${printed(low)} to ${printed(high)}, of ${row.queries.toLocaleString('en')}`,
        raw: row.raw && percent(row.raw[key]),
        chance: percent(row.chance[key]),
        printed: printed(row[key]),
      };
    });
    const y = {
      field: 'name',
      type: 'nominal',
      sort: names,
      title: null,
      axis: labelled ? { labelFontSize: 12, labelColor: INK, labelLimit: labelRoom, labelPadding: 8 } : null,
    };
    const x = (field: string) => ({
      field,
      type: 'quantitative',
      title: '%',
      scale: { domain: [0, 100], nice: false },
      axis: { tickCount: 5, grid: true },
    });
    const tooltip = [
      { field: 'name', type: 'nominal', title: 'search' },
      { field: 'trained', type: 'quantitative', title: `${heading} (%)`, format: '.1f' },
      ...(counted ? [{ field: 'interval', type: 'nominal', title: '95 % interval' }] : []),
      { field: 'raw', type: 'quantitative', title: 'raw values (%)', format: '.1f' },
      { field: 'chance', type: 'quantitative', title: 'chance (%)', format: '.2f' },
    ];
    return {
      title: { text: heading, fontSize: 13, offset: 8 },
      width: PANEL,
      height: { step: 28 },
      data: { values },
      layer: [
        {
          mark: { type: 'bar', height: 14, color: SAME_COLOUR, cornerRadiusEnd: 2 },
          encoding: { x: x('trained'), y, tooltip },
        },
        {
          transform: [{ filter: 'datum.low < datum.high' }],
          mark: { type: 'rule', color: INK, strokeWidth: 1.25, tooltip: null },
          encoding: { x: x('low'), x2: { field: 'high' }, y },
        },
        {
          transform: [{ filter: 'isValid(datum.raw)' }],
          mark: { type: 'point', size: 70, fill: '#ffffff', stroke: INK, strokeWidth: 1.5, opacity: 1 },
          encoding: { x: x('raw'), y, tooltip },
        },
        {
          mark: { type: 'tick', size: 22, thickness: 2, color: MUTED, opacity: 1 },
          encoding: { x: x('chance'), y, tooltip },
        },
        ...[{ stroke: '#ffffff', strokeWidth: 4 }, {}].map(border => ({
          mark: { type: 'text', align: 'left', dx: 8, fontWeight: 600, fontSize: 11, tooltip: null, ...border },
          encoding: { x: x('high'), y, text: { field: 'printed', type: 'nominal' } },
        })),
      ],
    };
  };

  const legend = ['bar: trained', ...(counted ? ['line: 95 % interval'] : []), 'ring: raw values', 'stroke: chance'];
  return vegaLiteChart(
    {
      title: { text: title ?? 'Recall', subtitle: legend.join(' · ') },
      bounds: 'flush',
      spacing: 40,
      hconcat: [panel('at1', 'recall@1', true), panel('at10', 'recall@10', false)],
    },
    `${sentence(title ?? 'Recall at 1 and at 10')} ${rows.map(inWords).join(' ')}`,
  );
}

function checkShares(name: string, shares: number[]): void {
  requireFinite('recallBars', `a share of '${name}'`, shares);
  const outside = shares.find(share => share < 0 || share > 1);
  if (outside !== undefined)
    throw new RangeError(`recallBars: '${name}' has a share of ${outside}, expected 0 to 1: recallAtK gives shares`);
}

function intervalOf(row: RecallRow, key: 'at1' | 'at10') {
  return row.queries === undefined ? undefined : shareInterval(Math.round(row[key] * row.queries), row.queries);
}

const percent = (share: number) => Number((100 * share).toFixed(3));
const printed = (share: number) => `${(100 * share).toFixed(1)}`;

const inWords = (row: RecallRow) =>
  `${row.name}: ${shareAt(row, 'at1')} at 1 and ${shareAt(row, 'at10')} at 10` +
  (row.raw ? `; raw values ${printed(row.raw.at1)} and ${printed(row.raw.at10)} %` : '') +
  `; chance ${(100 * row.chance.at1).toFixed(2)} and ${(100 * row.chance.at10).toFixed(2)} %.`;

const shareAt = (row: RecallRow, key: 'at1' | 'at10') =>
  row.queries === undefined ? `${printed(row[key])} %` : shareInWords(row[key], row.queries);
