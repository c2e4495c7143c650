import { DIGIT_SIDE } from '../data/digits';
import { countDigits, requireLength, requireWhole } from './input/checks';
import { DIFFERENT_COLOUR, SAME_COLOUR, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';
import { digitSprite, pixel, spriteLayer } from './render/sprite';

export interface PairGridOptions {
  /** Further words under each pair, for example its similarity. */
  captions?: ArrayLike<string | number>;
  /** Pairs in a row; 5 by default. */
  columns?: number;
  title?: string;
  /** Whole factor by which the 28 pixels are enlarged, 1 to 8; 2 by default. */
  scale?: number;
}

const GAP = 16;
/** Between the two of a pair: close enough to be read as one. */
const SEAM = 2;
const LABEL_HEIGHT = 26;

/**
 * Pairs of digits side by side; a bar and a word under each say whether the two show the same digit.
 * @param left n * 784 values in 0..1
 * @param right as many
 * @param same n values, 1 for a pair of the same digit and 0 for a pair of different ones
 * @throws RangeError for no pair, sides of unequal length, a picture cut short, marks other than 0 and 1
 */
export function pairGrid(
  left: ArrayLike<number>,
  right: ArrayLike<number>,
  same: ArrayLike<number | boolean>,
  { captions, title, columns = 5, scale = 2 }: PairGridOptions = {},
): Chart {
  const count = countDigits('pairGrid', 'left', left);
  requireLength('pairGrid', 'right', countDigits('pairGrid', 'right', right), count, 'picture on the left');
  requireLength('pairGrid', 'same', same.length, count, 'pair');
  if (captions) requireLength('pairGrid', 'captions', captions.length, count, 'pair');
  requireWhole('pairGrid', 'columns', columns);
  requireWhole('pairGrid', 'scale', scale, 8);

  const side = DIGIT_SIDE * scale;
  const cellWidth = 2 * side + SEAM;
  const cellHeight = side + LABEL_HEIGHT;
  const width = Math.min(columns, count) * (cellWidth + GAP) - GAP;
  const height = Math.ceil(count / columns) * (cellHeight + GAP / 2) - GAP / 2;
  const pairs = Array.from({ length: count }, (_, i) => {
    const mark = Number(same[i]);
    if (mark !== 0 && mark !== 1)
      throw new RangeError(
        `pairGrid: same[${i}] is ${String(same[i])}, expected 1 (same digit) or 0 (different digits)`,
      );
    const x = (i % columns) * (cellWidth + GAP);
    const y = Math.floor(i / columns) * (cellHeight + GAP / 2);
    const kind = mark === 1 ? 'same' : 'different';
    const label = captions ? `${kind} · ${captions[i]}` : kind;
    return {
      pair: i,
      kind,
      label,
      x,
      y,
      right: x + cellWidth,
      bottom: y + side + 3,
      end: y + side + 6,
      middle: x + cellWidth / 2,
    };
  });
  const both = Float32Array.from({ length: left.length * 2 }, (_, i) =>
    i < left.length ? left[i] : right[i - left.length],
  );
  const tiles = pairs.flatMap(({ pair, x, y }) => [
    { image: pair, x, y },
    { image: count + pair, x: x + side + SEAM, y },
  ]);
  const sprite = digitSprite(both, tiles, { width, height, scale });
  const color = {
    field: 'kind',
    type: 'nominal',
    scale: { domain: ['same', 'different'], range: [SAME_COLOUR, DIFFERENT_COLOUR] },
    legend: null,
  };

  return vegaLiteChart(
    {
      ...(title && { title }),
      width,
      height,
      data: { values: pairs },
      layer: [
        spriteLayer(sprite, width, height),
        {
          mark: { type: 'rect', tooltip: null },
          encoding: { x: pixel('x'), x2: { field: 'right' }, y: pixel('bottom'), y2: { field: 'end' }, color },
        },
        {
          mark: { type: 'text', baseline: 'top', dy: 5, fontSize: 11 },
          encoding: { x: pixel('middle'), y: pixel('end'), text: { field: 'label', type: 'nominal' }, color },
        },
        {
          mark: { type: 'rect', fill: 'transparent' },
          encoding: {
            x: pixel('x'),
            x2: { field: 'right' },
            y: pixel('y'),
            y2: { field: 'bottom' },
            tooltip: { field: 'label', type: 'nominal' },
          },
        },
      ],
    },
    `${title ? `${title}: ` : ''}${count} ${count === 1 ? 'pair' : 'pairs'} of handwritten digits, ` +
      `${pairs.filter(({ kind }) => kind === 'same').length} of the same digit: ${pairs.map(({ label }) => label).join('; ')}.`,
  );
}
