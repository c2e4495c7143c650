import type { LossFigures } from '../evaluation/loss-figures';
import { panelRow } from './parts/panel-row';
import { roundTicks } from './parts/scales';
import { checkLossFigures, DRAWN_MEASURES, type DrawnMeasure, measuresInWords, seedValues } from './parts/seed-values';
import { SAME_COLOUR, sentence, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';

const ROW = { plot: 136, left: 34, right: 8, between: 50, below: 100 };

/**
 * What several seeds of a loss measured at several temperatures, on a logarithmic axis: kNN accuracy, alignment, uniformity. A ring a
 * seed, and a line through the means.
 * @param rows from the lowest temperature to the highest (see lossTable)
 * @throws RangeError for fewer than two rows, a row without a temperature, a measure without a seed, values that are no numbers
 */
export function temperatureCurves(rows: LossFigures[], { title }: { title: string }): Chart {
  checkLossFigures('temperatureCurves', rows);
  const without = rows.find(({ temperature }) => !(temperature! > 0));
  if (without || rows.length < 2) {
    throw new RangeError(
      `temperatureCurves: ${without ? `a row of '${without.loss}' has no temperature above 0` : 'there is one row'}, expected two temperatures or more`,
    );
  }
  const described = rows.map(row => `Temperature ${row.temperature}: ${measuresInWords(row)}.`);
  return vegaLiteChart(
    {
      title: { text: title, subtitle: `ring: a seed · line: mean of ${rows[0].seeds.length}` },
      ...panelRow(
        DRAWN_MEASURES.map(measure => panel(rows, measure)),
        ROW,
      ),
    },
    `${sentence(title)} ${described.join(' ')}`,
  );
}

function panel(rows: LossFigures[], measure: DrawnMeasure) {
  const { seeds, means } = seedValues(rows, measure, ({ temperature }) => ({ temperature: temperature! }));
  const ticks = roundTicks(seeds.map(({ value }) => value));
  const temperatures = rows.map(({ temperature }) => temperature!);
  const x = {
    field: 'temperature',
    type: 'quantitative',
    title: 'temperature',
    scale: { type: 'log', domain: [Math.min(...temperatures), Math.max(...temperatures)], nice: false, padding: 8 },
    axis: { values: temperatures, format: '~r', labelFontSize: 10, labelOverlap: false, grid: false },
  };
  const y = (field: string) => ({
    field,
    type: 'quantitative',
    title: null,
    scale: { domain: [ticks[0], ticks.at(-1)], nice: false, zero: false },
    axis: { values: ticks, grid: true, minExtent: 30 },
  });
  const tooltip = [
    { field: 'temperature', type: 'quantitative', format: '~r' },
    { field: 'seed', type: 'nominal' },
    { field: 'value', type: 'quantitative', title: measure.title, format: `.${measure.decimals}f` },
  ];
  return {
    title: {
      text: measure.title,
      subtitle: measure.better,
      fontSize: 12,
      subtitleFontSize: 11,
      frame: 'group',
      offset: 8,
    },
    width: ROW.plot,
    height: 170,
    layer: [
      {
        data: { values: means },
        mark: { type: 'line', strokeWidth: 2, color: SAME_COLOUR, opacity: 0.6, tooltip: null },
        encoding: { x, y: y('mean') },
      },
      {
        data: { values: seeds },
        mark: { type: 'point', size: 50, stroke: SAME_COLOUR, strokeWidth: 1.75, fill: 'transparent', opacity: 1 },
        encoding: { x, y: y('value'), tooltip },
      },
    ],
  };
}
