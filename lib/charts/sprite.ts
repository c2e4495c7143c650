import { DIGIT_PIXELS, DIGIT_SIDE } from '../data/digits';
import { encodePng, pngDataUri } from './png';

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
        pixels[to + column] = grey(images[from + Math.floor(column / scale)]!);
    }
  }
  return pngDataUri(encodePng(pixels, { width, height }));
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
