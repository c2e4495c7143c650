import { shareInWords } from '../evaluation/share';
import { shareInterval } from '../metrics/interval';
import { requireFinite, requireSome } from './input/checks';
import { type PanelRow, panelRow, stackedWhen } from './parts/panel-row';
import { brokenLines, linesWithin } from './parts/room';
import { FIXED_WIDTH, PADDING } from './parts/sizes';
import { INK, MUTED, SAME_COLOUR, sentence, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';

type At = 'at1' | 'at5' | 'at10';
/** With `at5` where the row has it. */
type Shares = { at1: number; at5?: number; at10: number };

export interface RecallRow {
  /** What looks for what, among what: 'text → picture, twemoji'. */
  name: string;
  /** Shares of queries that find a right answer first, among the first five, and among the first ten: 0 to 1. */
  at1: number;
  /** In every row, or in none. */
  at5?: number;
  at10: number;
  /** The same by comparing raw values, where that is possible. */
  raw?: Shares;
  /** What guessing would score. */
  chance: Shares;
  /** How many queries were counted: the bars get their 95 % intervals. */
  queries?: number;
}

/** Pixels across of a panel, at most and at least. */
const [WIDEST, NARROWEST] = [148, 90];
/** Letters of a line of a name, where there is a place to break it; and pixels of a letter, about. */
const [NAME_LINE, LETTER] = [18, 6.6];
/** Between two panels, and from one line of a name to the next. */
const [BETWEEN, LINE] = [40, 14];
/** Right of the names, and right of a panel for its longest number. */
const [BESIDE_NAMES, BESIDE_PANELS] = [12, 48];

/**
 * Recall at 1, at 5 where it is given, and at 10, side by side: a bar for what was trained, with a thin line for its 95 % interval where the number of queries is
 * given, a ring for raw values, a stroke for chance. The axes run from 0 to 100 %.
 * @throws RangeError for no row, shares outside 0 to 1, two rows of a name, some rows with recall at 5 and some without, queries that
 *   are no whole number of 1 or more
 */
export function recallBars(rows: RecallRow[], { title }: { title?: string } = {}): Chart {
  requireSome('recallBars', 'rows', rows.length);
  if (new Set(rows.map(row => row.name)).size < rows.length)
    throw new RangeError('recallBars: two rows have the same name; give each its own');
  const keys = panelsOf(rows);
  for (const row of rows) {
    const given = [row, row.chance, ...(row.raw ? [row.raw] : [])];
    checkShares(
      row.name,
      given.flatMap(shares => keys.map(key => shares[key]!)),
    );
  }
  const names = rows.map(row => row.name);
  const counted = rows.some(({ queries }) => queries);
  const lines = names.map(name => linesWithin(name, NAME_LINE));
  const row = rowOf(lines, keys.length);
  const stacked = stackedWhen(keys.length, row);
  const panel = (key: At, p: number) => {
    const heading = `recall@${key.slice(2)}`;
    const values = rows.map(row => {
      const { low, high } = intervalOf(row, key) ?? { low: row[key]!, high: row[key]! };
      return {
        name: row.name,
        trained: percent(row[key]!),
        low: percent(low),
        high: percent(high),
        interval: row.queries && `${printed(low)} to ${printed(high)}, of ${row.queries.toLocaleString('en')}`,
        raw: row.raw && percent(row.raw[key]!),
        chance: percent(row.chance[key]!),
        printed: printed(row[key]!),
      };
    });
    const y = {
      field: 'name',
      type: 'nominal',
      sort: names,
      title: null,
      axis: {
        ...{ labelFontSize: 12, labelColor: INK, labelLimit: 2 * row.left, labelPadding: 8, labelLineHeight: LINE },
        labelExpr: `${p === 0 ? 'true' : stacked} ? ${brokenLines('datum.label', NAME_LINE)} : ''`,
      },
    };
    const x = (field: string) => ({
      field,
      type: 'quantitative',
      title: '%',
      scale: { domain: [0, 100], nice: false },
      axis: { tickCount: keys.length === 3 ? 3 : 5, grid: true },
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
      width: row.plot,
      height: { step: Math.max(28, LINE * Math.max(...lines.map(({ length }) => length)) + 6) },
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

  const legend = [
    'bar: trained',
    ...(counted ? ['line: 95 % interval'] : []),
    ...(rows.some(({ raw }) => raw) ? ['ring: raw values'] : []),
    'stroke: chance',
  ];
  return vegaLiteChart(
    {
      title: { text: title ?? 'Recall', subtitle: legend.join(' · ') },
      ...panelRow(keys.map(panel), row),
    },
    `${sentence(title ?? `Recall at ${keys.map(key => key.slice(2)).join(' and at ')}`)} ${rows.map(row => inWords(row, keys)).join(' ')}`,
  );
}

/** Panels as wide as the names leave them. */
function rowOf(names: string[][], panels: number): PanelRow {
  const left = Math.ceil(LETTER * Math.max(...names.flat().map(line => line.length))) + BESIDE_NAMES;
  const room = FIXED_WIDTH - 2 * PADDING - left - BESIDE_PANELS - (panels - 1) * BETWEEN;
  const plot = Math.max(NARROWEST, Math.min(WIDEST, Math.floor(room / panels)));
  return { plot, left, right: BESIDE_PANELS, between: BETWEEN, below: 84 };
}

function panelsOf(rows: RecallRow[]): At[] {
  const with5 = rows.filter(({ at5 }) => at5 !== undefined);
  if (with5.length === 0) return ['at1', 'at10'];
  const keys: At[] = ['at1', 'at5', 'at10'];
  for (const { name, at5, raw, chance } of rows) {
    if ([at5, chance.at5, raw ? raw.at5 : 0].includes(undefined))
      throw new RangeError(
        `recallBars: '${name}' lacks recall at 5 (at5, of chance and raw values too), expected it in every row or in none`,
      );
  }
  return keys;
}

function checkShares(name: string, shares: number[]): void {
  requireFinite('recallBars', `a share of '${name}'`, shares);
  const outside = shares.find(share => share < 0 || share > 1);
  if (outside !== undefined)
    throw new RangeError(`recallBars: '${name}' has a share of ${outside}, expected 0 to 1: recallAtK gives shares`);
}

function intervalOf(row: RecallRow, key: At) {
  return row.queries === undefined ? undefined : shareInterval(Math.round(row[key]! * row.queries), row.queries);
}

const percent = (share: number) => Number((100 * share).toFixed(3));
const printed = (share: number) => `${(100 * share).toFixed(1)}`;

const inWords = (row: RecallRow, keys: At[]) => {
  const each = (value: (key: At) => string) => keys.map(value).join(' and ');
  return (
    `${row.name}: ${each(key => `${shareAt(row, key)} at ${key.slice(2)}`)}` +
    (row.raw ? `; raw values ${each(key => printed(row.raw![key]!))} %` : '') +
    `; chance ${each(key => (100 * row.chance[key]!).toFixed(2))} %.`
  );
};

const shareAt = (row: RecallRow, key: At) =>
  row.queries === undefined ? `${printed(row[key]!)} %` : shareInWords(row[key]!, row.queries);
