import type { LossFigures } from '../evaluation/loss-figures';
import { panelRow, stackedWhen } from './parts/panel-row';
import { roundTicks } from './parts/scales';
import { checkLossFigures, DRAWN_MEASURES, type DrawnMeasure, measuresInWords, seedValues } from './parts/seed-values';
import { INK, SAME_COLOUR, sentence, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';

const PANEL = 96;
const ROW = 26;
/** Room for the numbers beside a panel, and of a letter of the names, about. */
const [NUMBERS, LETTER] = [42, 6.6];

/**
 * What several seeds of several losses measured, side by side: kNN accuracy, alignment, uniformity. A ring a seed, a stroke and a number
 * for the mean. The axes do not start at zero: the places of the rings are to be compared.
 * @param rows in the order in which they are drawn, from the top (see lossTable)
 * @throws RangeError for no row, a measure without a seed, values that are no numbers, two rows of a loss
 */
export function lossDots(rows: LossFigures[], { title }: { title: string }): Chart {
  checkLossFigures('lossDots', rows);
  const names = rows.map(({ loss }) => loss);
  if (new Set(names).size < rows.length)
    throw new RangeError('lossDots: two rows are of the same loss; give each its own');
  const left = Math.ceil(LETTER * Math.max(...names.map(name => name.length))) + 10;
  const row = { plot: PANEL, left, right: NUMBERS, between: NUMBERS + 18, below: 84 };
  const stacked = stackedWhen(DRAWN_MEASURES.length, row);
  return vegaLiteChart(
    {
      title: { text: title, subtitle: `ring: a seed · stroke and number: mean of ${rows[0].seeds.length}` },
      ...panelRow(
        DRAWN_MEASURES.map((measure, i) => panel(rows, measure, { names, labelled: i === 0 ? 'true' : stacked })),
        row,
      ),
    },
    `${sentence(title)} ${rows.map(row => `${row.loss}: ${measuresInWords(row)}.`).join(' ')}`,
  );
}

function panel(rows: LossFigures[], measure: DrawnMeasure, { names, labelled }: { names: string[]; labelled: string }) {
  const { seeds, means } = seedValues(rows, measure, ({ loss }) => ({ loss }));
  const ticks = roundTicks(seeds.map(({ value }) => value));
  const x = (field: string) => ({
    field,
    type: 'quantitative',
    title: measure.title,
    scale: { domain: [ticks[0], ticks.at(-1)], nice: false, zero: false },
    axis: { tickCount: 3, grid: true },
  });
  const y = {
    field: 'loss',
    type: 'nominal',
    sort: names,
    title: null,
    axis: { labelFontSize: 12, labelColor: INK, labelPadding: 8, labelExpr: `${labelled} ? datum.label : ''` },
  };
  const tooltip = [
    { field: 'loss', type: 'nominal' },
    { field: 'seed', type: 'nominal' },
    { field: 'value', type: 'quantitative', title: measure.title, format: `.${measure.decimals}f` },
  ];
  return {
    title: { text: measure.better, fontSize: 12, fontWeight: 'normal', frame: 'group', offset: 8 },
    width: PANEL,
    height: { step: ROW },
    layer: [
      {
        data: { values: means },
        mark: { type: 'tick', size: 20, thickness: 2.5, color: INK, opacity: 1, tooltip: null },
        encoding: { x: x('mean'), y },
      },
      {
        data: { values: seeds },
        mark: { type: 'point', size: 50, stroke: SAME_COLOUR, strokeWidth: 1.75, fill: 'transparent', opacity: 1 },
        encoding: { x: x('value'), y, tooltip },
      },
      {
        data: { values: means },
        mark: { type: 'text', align: 'right', fontSize: 11, fontWeight: 600, tooltip: null },
        encoding: { x: { value: PANEL + NUMBERS }, y, text: { field: 'printed', type: 'nominal' } },
      },
    ],
  };
}
