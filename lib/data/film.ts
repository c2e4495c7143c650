import sharp from 'sharp';
import type { PictureItems } from './picture-items';

/** Milliseconds a frame: a clip of eight frames is a loop of two seconds. */
const FRAME = 250;

/**
 * The frames of a clip as an animated WebP, which plays again and again, as long as it is shown.
 * @param effort 0, quick, to 6, small; 4 by default
 */
export function encodeFilm({ pixels, side }: PictureItems, { effort = 4 } = {}): Promise<Buffer> {
  const frames = pixels.length / (side * side * 3);
  const raw = { width: side, height: side * frames, channels: 3, pageHeight: side } as const;
  return sharp(pixels, { raw })
    .webp({ loop: 0, delay: new Array(frames).fill(FRAME), quality: 90, effort })
    .toBuffer();
}
