import sharp from 'sharp';
import { framePhotograph, PHOTOGRAPH_SIDE } from '../../lib/data/frame-photograph';
import type { PictureItems } from '../../lib/data/picture-items';

/** One picture that ships small, as large as the backbone takes it. */
export async function enlarged({ pixels, side }: PictureItems): Promise<PictureItems> {
  const file = await sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer();
  return { pixels: await framePhotograph(file), side: PHOTOGRAPH_SIDE };
}
