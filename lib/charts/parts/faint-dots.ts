import type { Classes } from '../input/point-input';
import { encodePalettePng, pngDataUri } from '../render/png';
import { channels, type Rgb } from './colour-ramp';
import { TENTH } from './plane';

/** Pixels of the picture for each of the chart's, so that it is sharp on fine screens too. */
const FINE = 2;
/** How much of its class's colour a dot keeps; the rest is white. */
const TINT = 0.2;
const WHITE = [255, 255, 255] as const;

interface FaintLook {
  classOf: number[];
  classes: Classes;
  /** Area of a dot in square pixels. */
  size: number;
  /** Of the panel. */
  width: number;
  height: number;
}

/**
 * All dots of a panel as one pale picture: what is left of those that were not chosen. Ten thousand marks that are hardly seen would cost
 * as much time at every move of the pointer as those that are.
 * @param places in tenths of a pixel
 * @returns the PNG as a data URI
 */
export function faintDots({ xs, ys }: { xs: number[]; ys: number[] }, look: FaintLook): string {
  const { classOf, classes, size } = look;
  const [width, height] = [FINE * look.width, FINE * look.height];
  const radius = FINE * Math.sqrt(size / Math.PI);
  const pixels = new Uint8Array(width * height);
  xs.forEach((tenths, i) => {
    const [x, y] = [(FINE * tenths) / TENTH, (FINE * ys[i]) / TENTH];
    for (let row = Math.max(0, Math.ceil(y - radius)); row <= Math.min(height - 1, y + radius); row++) {
      for (let column = Math.max(0, Math.ceil(x - radius)); column <= Math.min(width - 1, x + radius); column++) {
        if (Math.hypot(column - x, row - y) <= radius) pixels[row * width + column] = 1 + classOf[i];
      }
    }
  });
  return pngDataUri(
    encodePalettePng(pixels, { width, height, palette: [WHITE, ...classes.colours.map(pale)], seeThrough: true }),
  );
}

const pale = (colour: string) => channels(colour).map(channel => Math.round(255 + TINT * (channel - 255))) as Rgb;
