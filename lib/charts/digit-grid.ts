import { DIGIT_SIDE } from '../data/digits';
import { countDigits, requireLength, requireWhole } from './input/checks';
import { PADDING, PAGE_WIDTH } from './parts/sizes';
import { INK, SERIES_COLOURS, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';
import { digitSprite, pixel, spriteLayer } from './render/sprite';

export interface DigitGridOptions {
  /** A few words under each digit. */
  captions?: ArrayLike<string | number>;
  /** What hovering over a digit says; by default its caption. */
  tooltips?: ArrayLike<string | number>;
  /** Digits in a row; by default 10, or as many as fit on the page with their captions. */
  columns?: number;
  title?: string;
  /** Whole factor by which the 28 pixels are enlarged, 1 to 8; 2 by default. */
  scale?: number;
}

const GAP = 8;
const CAPTION_HEIGHT = 18;
/** Width of a character at 11 px, generously: captions must not touch. */
const CHARACTER = 6.2;

/**
 * Digits as pictures, in rows, with a caption under each.
 * @param images n * 784 values in 0..1
 * @throws RangeError for no picture, a picture cut short, values that are no numbers, captions of another number
 */
export function digitGrid(images: ArrayLike<number>, options: DigitGridOptions = {}): Chart {
  const { captions, title, scale = 2 } = options;
  const tooltips = options.tooltips ?? captions;
  const count = countDigits('digitGrid', 'images', images);
  requireWhole('digitGrid', 'scale', scale, 8);
  if (captions) requireLength('digitGrid', 'captions', captions.length, count, 'picture');
  if (tooltips) requireLength('digitGrid', 'tooltips', tooltips.length, count, 'picture');

  const side = DIGIT_SIDE * scale;
  const words = Array.from({ length: count }, (_, i) => String(captions?.[i] ?? ''));
  const longest = Math.max(...words.map(word => word.length));
  const cellWidth = Math.max(side, Math.ceil(longest * CHARACTER));
  const fitting = Math.max(1, Math.floor((PAGE_WIDTH - 2 * PADDING + GAP) / (cellWidth + GAP)));
  const columns = options.columns ?? Math.min(10, fitting);
  requireWhole('digitGrid', 'columns', columns);
  const cellHeight = side + (captions ? CAPTION_HEIGHT : 0);
  const across = Math.min(columns, count);
  const width = across * (cellWidth + GAP) - GAP;
  const height = Math.ceil(count / columns) * (cellHeight + GAP) - GAP;
  const cells = words.map((caption, i) => {
    const x = (i % columns) * (cellWidth + GAP) + Math.floor((cellWidth - side) / 2);
    const y = Math.floor(i / columns) * (cellHeight + GAP);
    const tooltip = tooltips ? String(tooltips[i]) : `picture ${i}`;
    return { image: i, caption, tooltip, x, y, right: x + side, bottom: y + side, middle: x + side / 2 };
  });
  const sprite = digitSprite(images, cells, { width, height, scale });

  return vegaLiteChart(
    {
      ...(title && { title }),
      width,
      height,
      layer: [
        spriteLayer(sprite, width, height),
        {
          data: { values: cells },
          params: [
            { name: 'hovered', select: { type: 'point', on: 'mouseover', clear: 'mouseout', fields: ['image'] } },
          ],
          mark: { type: 'rect', fill: 'transparent', stroke: SERIES_COLOURS[0], strokeWidth: 2 },
          encoding: {
            x: pixel('x'),
            y: pixel('y'),
            x2: { field: 'right' },
            y2: { field: 'bottom' },
            strokeOpacity: { condition: { param: 'hovered', empty: false, value: 1 }, value: 0 },
            tooltip: { field: 'tooltip', type: 'nominal' },
          },
        },
        ...(captions
          ? [
              {
                data: { values: cells },
                mark: { type: 'text', baseline: 'top', dy: 5, fontSize: 11, color: INK },
                encoding: { x: pixel('middle'), y: pixel('bottom'), text: { field: 'caption', type: 'nominal' } },
              },
            ]
          : []),
      ],
    },
    `${title ? `${title}: ` : ''}${count} handwritten ${count === 1 ? 'digit' : 'digits'}` +
      (captions ? `, captioned ${words.join('; ')}` : '') +
      '.',
  );
}
