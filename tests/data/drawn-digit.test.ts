import { describe, expect, test } from 'vitest';
import { drawnDigit } from '../../lib/data/drawn-digit';
import type { PictureItems } from '../../lib/data/picture-items';

const SIDE = 64;

/** White paper with a black bar on it. */
function bar({ left, top, width, height }: Record<'left' | 'top' | 'width' | 'height', number>): PictureItems {
  const pixels = new Uint8Array(SIDE * SIDE * 3).fill(255);
  for (let y = top; y < top + height; y++) pixels.fill(0, 3 * (y * SIDE + left), 3 * (y * SIDE + left + width));
  return { pixels, side: SIDE };
}

/** The columns and rows, first and last, that have ink. */
function inked({ pixels, side }: PictureItems) {
  const dark = Array.from({ length: side * side }, (_, i) => i).filter(i => pixels[3 * i] < 128);
  const [xs, ys] = [dark.map(i => i % side), dark.map(i => Math.floor(i / side))];
  return [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
}

describe('a drawn digit', () => {
  test('is 20 pixels high, in the middle of 28, wherever and however large it was drawn', () => {
    for (const place of [
      { left: 3, top: 2, width: 6, height: 30 },
      { left: 50, top: 3, width: 12, height: 60 },
    ]) {
      const digit = drawnDigit(bar(place));
      expect(digit.side).toBe(28);
      expect(inked(digit)).toEqual([12, 15, 4, 23]);
    }
  });

  test('that is wide keeps its proportions, and light on dark is dark on light', () => {
    const wide = bar({ left: 10, top: 30, width: 40, height: 8 });
    const digit = drawnDigit(wide);
    expect(inked(digit)).toEqual([4, 23, 12, 15]);
    const inverted = { pixels: wide.pixels.map(value => 255 - value), side: SIDE };
    expect(drawnDigit(inverted)).toEqual(digit);
  });

  test('that is none is an error', () => {
    const blank = { pixels: new Uint8Array(SIDE * SIDE * 3).fill(255), side: SIDE };
    expect(() => drawnDigit(blank)).toThrow('drawnDigit: nothing is drawn on the picture, expected one digit');
  });
});
