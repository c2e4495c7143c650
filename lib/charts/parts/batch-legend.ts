import { SHOWS_COSINES } from './batch-cells';
import type { BatchScores } from './batch-scores';
import { FALSE_COLOUR, RIGHT_COLOUR } from './cell-outlines';
import { COSINE_RAMP, type ColourRamp, PROBABILITY_RAMP } from './colour-ramp';
import { ROOMY_CELL, rampPicture } from './ramp-pictures';
import { MUTED } from './theme';
import { mark, signal } from './vega-mark';

/** Of the bar that shows the colours, in pixels. */
const BAR = { width: 120, height: 10 };
const SMALL = { fontSize: 11, fill: MUTED };

type Words = string | { signal: string };
type Look = Record<string, string | number>;

/** From the legend's upper left corner. */
interface Corner {
  x: number;
  y: number;
}

/** Pixels that the legend takes downwards. */
export const legendHeight = ({ hasFalse }: BatchScores): number => (hasFalse ? 250 : 210);

/** What the colours and outlines of a batch matrix mean, and what the batch comes to. */
export function batchLegend(batch: BatchScores, cell: number, corner: Corner): object[] {
  const { n, temperature, loss, found, hasFalse } = batch;
  const text = (dy: number, words: Words, look: Look = {}) => line(corner, dy, words, look);
  const strokeWidth = cell >= ROOMY_CELL ? 2 : 1.25;
  const below = hasFalse ? 122 : 100;
  return [
    ...colourBar(corner),
    ...key(corner, 68, 'right partner', { stroke: RIGHT_COLOUR, strokeWidth }),
    ...(hasFalse
      ? key(corner, 90, 'false negative', { stroke: FALSE_COLOUR, strokeWidth }, signal('marked ? 1 : 0.25'))
      : []),
    text(below, `temperature ${temperature}`, SMALL),
    text(below + 18, 'InfoNCE loss'),
    text(below + 34, loss.toFixed(3), { fontSize: 20, fontWeight: 600 }),
    text(below + 62, `guessing: ln ${n} = ${Math.log(n).toFixed(2)}`, SMALL),
    text(below + 80, `${found} of ${n} rows rank`, SMALL),
    text(below + 94, 'their partner first', SMALL),
  ];
}

const line = ({ x, y }: Corner, dy: number, words: Words, look: Look = {}) =>
  mark('text', { enter: { x, y: y + dy, baseline: 'top', ...look }, update: { text: words } });

/** The bar of colours with its numbers, for what the chart shows. */
function colourBar(corner: Corner): object[] {
  const { x, y } = corner;
  const bar = (ramp: ColourRamp, shown: string) =>
    mark('image', {
      enter: { x, y: y + 20, url: rampPicture(ramp, BAR), ...BAR },
      update: { opacity: signal(`shown === '${shown}' ? 1 : 0`) },
    });
  const number = (share: number, words: Words, align: string) =>
    line(corner, 34, words, { ...SMALL, x: x + share * BAR.width, align });
  return [
    line(corner, 0, signal(`${SHOWS_COSINES} ? 'cosine' : 'probability in its row'`)),
    bar(COSINE_RAMP, 'cosine'),
    bar(PROBABILITY_RAMP, 'probability'),
    number(0, signal(`${SHOWS_COSINES} ? '−1' : '0'`), 'left'),
    number(0.5, signal(`${SHOWS_COSINES} ? '0' : '0.5'`), 'center'),
    number(1, '1', 'right'),
  ];
}

/** An outline as in the matrix, and what it means. */
function key(corner: Corner, dy: number, words: string, look: Look, opacity?: object): object[] {
  const { x, y } = corner;
  return [
    mark('rect', { enter: { x: x + 1, y: y + dy, width: 12, height: 12, ...look }, update: { opacity } }),
    line(corner, dy, words, { x: x + 21 }),
  ];
}
