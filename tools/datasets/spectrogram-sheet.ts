/** The picture for a README: log-mel pictures side by side, time to the right, low bands below. */
import sharp from 'sharp';
import { type ColourRamp, colourOf } from '../../lib/charts/parts/colour-ramp';

/** Dark is silence. */
const LOUDNESS_RAMP: ColourRamp = {
  domain: [0, 1],
  stops: ['#000004', '#3b0f70', '#8c2981', '#de4968', '#fe9f6d', '#fcfdbf'],
};
/** Pixels a cell, and between two pictures. */
const SCALE = 2;
const GAP = 4;

export interface Sheet {
  frames: number;
  bands: number;
  columns: number;
}

/** @param mels pictures of `frames * bands` values in 0..1, row by row; undefined leaves a place empty */
export async function spectrogramSheet(
  mels: (Float32Array | undefined)[],
  { frames, bands, columns }: Sheet,
): Promise<Buffer> {
  const [tileWidth, tileHeight] = [frames * SCALE + GAP, bands * SCALE + GAP];
  const [width, height] = [columns * tileWidth - GAP, Math.ceil(mels.length / columns) * tileHeight - GAP];
  const pixels = Buffer.alloc(width * height * 3, 255);
  mels.forEach((mel, i) => {
    if (!mel) return;
    const [left, top] = [(i % columns) * tileWidth, Math.floor(i / columns) * tileHeight];
    for (let y = 0; y < bands * SCALE; y++) {
      for (let x = 0; x < frames * SCALE; x++) {
        const band = bands - 1 - Math.floor(y / SCALE);
        const value = mel[Math.floor(x / SCALE) * bands + band];
        pixels.set(colourOf(LOUDNESS_RAMP, value), ((top + y) * width + left + x) * 3);
      }
    }
  });
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .webp({ quality: 70, effort: 6 })
    .toBuffer();
}
