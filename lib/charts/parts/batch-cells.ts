import type { HeadLayout } from './batch-heads';
import type { BatchScores } from './batch-scores';
import { cellOutlines } from './cell-outlines';
import { COSINE_RAMP, type ColourRamp, colourOf, isDark, PROBABILITY_RAMP } from './colour-ramp';
import { matrixPicture } from './ramp-pictures';
import { INK } from './theme';
import { mark, type Part, signal } from './vega-mark';

/** Up to so many rows, a cell carries its number. */
const MOST_NUMBERS = 10;

/** An expression: whether the chart shows cosines, and not probabilities, as its signal `shown` says. */
export const SHOWS_COSINES = "shown === 'cosine'";

interface CellNames {
  /** What each row is, and each column: for the pointer. */
  rows: string[];
  columns: string[];
  /** Whether the two say what they are, 'a 3' and 'a 7', so that no word before them has to. */
  speak: boolean;
}

/** The cells of a batch matrix: coloured by what the signal `shown` says, 'cosine' or 'probability'; the pointer finds each. */
export function batchCells(batch: BatchScores, { left, top, cell }: HeadLayout, names: CellNames): Part {
  const { n, cosines, totals, kinds } = batch;
  const side = n * cell;
  return {
    signals: [
      { name: 'cosines', value: cosines },
      { name: 'totals', value: totals.map(total => Number(total.toFixed(6))) },
      { name: 'names', value: { rows: names.rows, columns: names.columns } },
      { name: 'kinds', value: kinds.map(kind => kind[0]).join('') },
      {
        name: 'pointed',
        value: null,
        on: [
          { events: '@cells:mouseover', update: 'datum' },
          { events: '@cells:mouseout', update: 'null' },
        ],
      },
    ],
    data: [{ name: 'pairs', transform: cellTransforms(batch) }],
    marks: [
      mark('group', {
        enter: { x: left, y: top, width: side, height: side },
        marks: [
          picture('cosine', matrixPicture(cosines, COSINE_RAMP, cell), side),
          picture('probability', matrixPicture(batch.probabilities, PROBABILITY_RAMP, cell), side),
          ...(n <= MOST_NUMBERS ? [numbers(cell)] : []),
          ...cellOutlines(batch, cell),
          ...pointedAt(side, cell),
          hitAreas(cell, names.speak),
        ],
      }),
    ],
  };
}

/** The pointer's card reads the numbers of a cell from the signals: as rows they would weigh more than the picture. */
function cellTransforms({ n, temperature }: BatchScores): object[] {
  return [
    { type: 'sequence', start: 0, stop: n * n, as: 'k' },
    { type: 'formula', as: 'i', expr: `floor(datum.k / ${n})` },
    { type: 'formula', as: 'j', expr: `datum.k % ${n}` },
    { type: 'formula', as: 'cosine', expr: 'cosines[datum.k]' },
    { type: 'formula', as: 'probability', expr: `exp(datum.cosine / ${temperature} - totals[datum.i])` },
  ];
}

function picture(of: 'cosine' | 'probability', url: string, side: number): object {
  return mark('image', {
    name: `${of} picture`,
    enter: { url, width: side, height: side },
    update: { opacity: signal(`shown === '${of}' ? 1 : 0`) },
  });
}

function numbers(cell: number): object {
  const white = (field: string, ramp: ColourRamp) => {
    const [from, to] = darkBeyond(ramp);
    return `datum.${field} < ${from} || datum.${field} > ${to}`;
  };
  const shown = `${SHOWS_COSINES} ? datum.cosine : datum.probability`;
  const dark = `${SHOWS_COSINES} ? ${white('cosine', COSINE_RAMP)} : ${white('probability', PROBABILITY_RAMP)}`;
  return mark('text', {
    name: 'numbers',
    from: 'pairs',
    enter: {
      x: signal(`(datum.j + 0.5) * ${cell}`),
      y: signal(`(datum.i + 0.5) * ${cell}`),
      align: 'center',
      baseline: 'middle',
      fontSize: Math.max(9, Math.min(12, Math.round(cell * 0.3))),
    },
    update: {
      text: signal(`replace(format(${shown}, '.2f'), /^(.)0\\.00$/, '0.00')`),
      fill: signal(`(${dark}) ? '#ffffff' : '${INK}'`),
    },
  });
}

/** Below the first and above the second value, a ramp is dark. */
function darkBeyond(ramp: ColourRamp): [number, number] {
  const [low, high] = ramp.domain;
  const values = Array.from({ length: 201 }, (_, i) => low + ((high - low) * i) / 200);
  const light = values.filter(value => !isDark(colourOf(ramp, value)));
  return [light[0] - 0.001, light.at(-1)! + 0.001].map(value => Number(value.toFixed(3))) as [number, number];
}

/** Frames round the row and the cell under the pointer. */
function pointedAt(side: number, cell: number): object[] {
  const at = (index: string) => signal(`pointed ? pointed.${index} * ${cell} : 0`);
  const frame = (name: string, x: number | object, width: number, strokeWidth: number) =>
    mark('rect', {
      name,
      enter: { height: cell, width, stroke: INK, strokeWidth, fill: null },
      update: { x, y: at('i'), opacity: signal('pointed ? 1 : 0') },
    });
  return [frame('row pointed at', 0, side, 1), frame('cell pointed at', at('j'), cell, 2.5)];
}

function hitAreas(cell: number, speak: boolean): object {
  const which = speak
    ? "'title': names.rows[datum.i] + ' and ' + names.columns[datum.j]"
    : "'row': names.rows[datum.i], 'column': names.columns[datum.j]";
  return mark('rect', {
    name: 'cells',
    from: 'pairs',
    interactive: true,
    enter: {
      x: signal(`datum.j * ${cell}`),
      y: signal(`datum.i * ${cell}`),
      width: cell,
      height: cell,
      fill: 'transparent',
      tooltip: signal(
        `{${which}, ` +
          "'pair': {r: 'right: its own partner', n: 'negative', f: 'false negative: same label'}[kinds[datum.k]], " +
          "'cosine': format(datum.cosine, '.3f'), 'probability in its row': format(datum.probability, '.4~f')}",
      ),
    },
  });
}
