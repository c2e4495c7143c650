import { DIGIT_PIXELS, DIGIT_SIDE } from '../../data/digits';
import { encodePalettePng, encodePng, pngDataUri } from './png';

/** Where a digit's top left corner lies in the sprite, in pixels. */
export interface Tile {
  image: number;
  x: number;
  y: number;
}

const PAPER = 0xff;
/** Value 0 and value 1 of a digit: dark ink on a tile just darker than the paper, so that its border shows. */
const TILE_GREY = 0xf1;
const INK_GREY = 0x12;

/**
 * Many digits in one PNG, each enlarged `scale` times without blur: one picture to send, however many digits.
 * Values outside 0..1 are drawn as 0 or 1.
 * @param images n * 784 values
 * @returns the PNG as a data URI, `width` x `height` pixels
 */
export function digitSprite(
  images: ArrayLike<number>,
  tiles: Tile[],
  { width, height, scale }: { width: number; height: number; scale: number },
): string {
  const pixels = new Uint8Array(width * height).fill(PAPER);
  for (const { image, x, y } of tiles) {
    for (let row = 0; row < DIGIT_SIDE * scale; row++) {
      const from = image * DIGIT_PIXELS + Math.floor(row / scale) * DIGIT_SIDE;
      const to = (y + row) * width + x;
      for (let column = 0; column < DIGIT_SIDE * scale; column++)
        pixels[to + column] = grey(images[from + Math.floor(column / scale)]);
    }
  }
  return pngDataUri(encodePng(pixels, { width, height }));
}

/** Many digits in one PNG, side by side and row by row, at their own size: for charts that show one of them at a time. */
export interface DigitSheet {
  /** The PNG as a data URI. */
  url: string;
  /** Digits in a row. */
  columns: number;
  /** Rows of digits. */
  rows: number;
}

/**
 * Shades of grey that a sheet of so many digits tells apart. A saved notebook carries the sheet of every chart: with 16 shades a digit takes
 * 130 bytes, with 4 75, with ink and paper alone 45; drawn twice as large and smoothly, as charts do, all three look much alike.
 */
function shadesOf(count: number): number {
  return count > 1000 ? 2 : count > 300 ? 4 : 16;
}

/**
 * Digits as a sheet, as square as can be. The i-th of them is in row floor(i / columns), column i % columns.
 * @param images n * 784 values in 0..1
 * @param chosen which of them; all by default
 */
export function digitSheet(images: ArrayLike<number>, chosen?: number[]): DigitSheet {
  const count = chosen?.length ?? images.length / DIGIT_PIXELS;
  const shades = shadesOf(count);
  const columns = Math.ceil(Math.sqrt(count));
  const rows = Math.ceil(count / columns);
  const width = columns * DIGIT_SIDE;
  const pixels = new Uint8Array(width * rows * DIGIT_SIDE);
  for (let i = 0; i < count; i++) {
    const image = (chosen?.[i] ?? i) * DIGIT_PIXELS;
    const corner = Math.floor(i / columns) * DIGIT_SIDE * width + (i % columns) * DIGIT_SIDE;
    for (let at = 0; at < DIGIT_PIXELS; at++) {
      const value = Math.min(1, Math.max(0, images[image + at]));
      pixels[corner + Math.floor(at / DIGIT_SIDE) * width + (at % DIGIT_SIDE)] = Math.round(value * (shades - 1));
    }
  }
  const palette = Array.from({ length: shades }, (_, shade) => {
    const level = grey(shade / (shades - 1));
    return [level, level, level] as const;
  });
  return { url: pngDataUri(encodePalettePng(pixels, { width, height: rows * DIGIT_SIDE, palette })), columns, rows };
}

function grey(value: number): number {
  return Math.round(TILE_GREY + (INK_GREY - TILE_GREY) * Math.min(1, Math.max(0, value)));
}

/** The layer that draws a sprite; the marks above it count in the sprite's pixels. */
export function spriteLayer(url: string, width: number, height: number): object {
  return {
    data: { values: [{}] },
    mark: { type: 'image', width, height, align: 'left', baseline: 'top', smooth: false, tooltip: null },
    encoding: { x: { value: 0 }, y: { value: 0 }, url: { value: url } },
  };
}

/** A position in the sprite's pixels: no scale, no axis. */
export function pixel(field: string): object {
  return { field, type: 'quantitative', scale: null, axis: null };
}
