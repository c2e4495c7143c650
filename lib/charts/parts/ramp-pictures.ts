import { encodePng, pngDataUri } from '../render/png';
import { type ColourRamp, colourOf } from './colour-ramp';

/** From so many pixels on, the cells of a matrix have gaps between them, and outlines have room. */
export const ROOMY_CELL = 12;

/**
 * The cells of a square matrix as one picture: 16,384 rectangles would weigh megabytes.
 * @param values n * n numbers, row by row
 * @param cell pixels along a cell's side
 * @returns the PNG as a data URI, n * cell pixels wide and high
 */
export function matrixPicture(values: number[], ramp: ColourRamp, cell: number): string {
  const n = Math.sqrt(values.length);
  const side = n * cell;
  const gap = cell >= ROOMY_CELL ? 1 : 0;
  const pixels = new Uint8Array(side * side * 3).fill(255);
  values.forEach((value, k) => {
    const colour = colourOf(ramp, value);
    const [x, y] = [(k % n) * cell, Math.floor(k / n) * cell];
    for (let row = y + gap; row < y + cell - gap; row++)
      for (let column = x + gap; column < x + cell - gap; column++) pixels.set(colour, 3 * (row * side + column));
  });
  return pngDataUri(encodePng(pixels, { width: side, height: side, channels: 3 }));
}

/** A ramp from its lowest value at the left to its highest: the PNG as a data URI. */
export function rampPicture(ramp: ColourRamp, { width, height }: { width: number; height: number }): string {
  const pixels = new Uint8Array(width * height * 3);
  const [low, high] = ramp.domain;
  for (let x = 0; x < width; x++) {
    const colour = colourOf(ramp, low + ((high - low) * (x + 0.5)) / width);
    for (let y = 0; y < height; y++) pixels.set(colour, 3 * (y * width + x));
  }
  return pngDataUri(encodePng(pixels, { width, height, channels: 3 }));
}
