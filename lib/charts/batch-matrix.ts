import { type BatchMatrixOptions, checkMatrix } from './input/matrix-input';
import { batchCells } from './parts/batch-cells';
import { batchHeads } from './parts/batch-heads';
import { batchLegend, legendHeight } from './parts/batch-legend';
import { type BatchScores, batchScores, mean } from './parts/batch-scores';
import { FIXED_WIDTH, PADDING } from './parts/sizes';
import { AS_ELEMENTS, fixedFrame, fixedTitle, sentence, vegaChart } from './parts/theme';
import { assemble } from './parts/vega-mark';
import type { Chart } from './render/chart';

export type { BatchMatrixOptions };

const WIDTH = FIXED_WIDTH - 2 * PADDING;
/** The legend, at the right. */
const SIDE = 168;
const LEGEND_GAP = 34;

/**
 * A batch as a matrix: row i's own partner is column i, on the diagonal; everything else in its row is a negative. Radio buttons switch
 * between the cosines and the probabilities that a softmax over each row makes of them.
 * @param similarities n rows of n cosines, up to 256
 * @throws RangeError for a matrix that is empty, not square or too large, for what is no cosine, names, labels or pictures of another
 *   number than rows, or a temperature that is not above 0
 */
export function batchMatrix(similarities: ArrayLike<number>[], options: BatchMatrixOptions = {}): Chart {
  checkMatrix(similarities, options);
  const { title, labels, temperature = 0.1, pictures = {} } = options;
  const batch = batchScores(similarities, { temperature, labels });
  const { n } = batch;
  const speak = labels !== undefined && !options.rows && !options.columns;
  const spoken = speak ? Array.from(labels, withArticle) : undefined;
  const names = {
    rows: spoken ?? namesOf('row', n, options.rows),
    columns: spoken ?? namesOf('column', n, options.columns),
    speak,
  };
  const { layout, marks: heads } = batchHeads({
    n,
    rowNames: options.rows && names.rows,
    columnNames: options.columns && names.columns,
    pictures,
    rowTitle: options.rowTitle ?? 'anchors',
    columnTitle: options.columnTitle ?? 'their partners',
    room: WIDTH - SIDE,
  });
  const { left, top, cell } = layout;
  const side = n * cell;
  const width = left + side + SIDE;
  const height = top + Math.max(side, legendHeight(batch));
  const frame = { width, height, ...fixedFrame(title), ...AS_ELEMENTS };

  const spec = assemble(frame, [
    fixedTitle(title),
    { signals: controls(batch) },
    { marks: heads },
    batchCells(batch, layout, names),
    { marks: batchLegend(batch, cell, { x: left + side + LEGEND_GAP, y: top }) },
  ]);
  return vegaChart(spec, inWords(batch, title));
}

/** What the cells show, and whether false negatives are marked, where there are any. */
function controls({ hasFalse }: BatchScores): object[] {
  return [
    { name: 'shown', value: 'cosine', bind: { input: 'radio', name: 'show ', options: ['cosine', 'probability'] } },
    ...(hasFalse ? [{ name: 'marked', value: true, bind: { input: 'checkbox', name: 'mark false negatives ' } }] : []),
  ];
}

function namesOf(what: string, n: number, names?: ArrayLike<string | number>): string[] {
  return Array.from({ length: n }, (_, i) => (names ? String(names[i]) : `${what} ${i}`));
}

/** 'a 3', 'an 8'; a word as it is. */
const withArticle = (label: string | number) =>
  typeof label === 'number' ? `${/^(8|1[18]$)/.test(String(label)) ? 'an' : 'a'} ${label}` : label;

function inWords(batch: BatchScores, title?: string): string {
  const { n, temperature, cosines, kinds, found, loss, hasFalse } = batch;
  const meanCosine = (right: boolean) => mean(cosines.filter((_, k) => (kinds[k] === 'right') === right)).toFixed(2);
  return [
    ...(title ? [sentence(title)] : []),
    `A batch of ${n} pairs as a matrix.`,
    `The right partner, on the diagonal: mean cosine ${meanCosine(true)}, others ${meanCosine(false)}.`,
    `At temperature ${temperature}, ${found} of ${n} rows give their partner the highest probability; InfoNCE is ${loss.toFixed(3)}.`,
    ...(hasFalse
      ? [`${kinds.filter(kind => kind === 'false negative').length} false negatives share their row's label.`]
      : []),
  ].join(' ');
}
