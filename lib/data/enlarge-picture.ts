import sharp from 'sharp';
import { framePhotograph, PHOTOGRAPH_SIDE } from './frame-photograph';
import { countPictures, type PictureItems } from './picture-items';

/**
 * One picture that ships small, a drawing as a rule, as the backbone takes it: 224 x 224 pixels, no sharper than it was.
 * @throws TypeError or RangeError for pixels that are no picture, or several
 */
export async function enlargePicture({ pixels, side }: PictureItems): Promise<PictureItems> {
  const size = countPictures('enlargePicture', { pixels, side }, side);
  if (size !== 1)
    throw new RangeError(`enlargePicture: there are ${size} pictures, expected one; take them one by one`);
  const file = await sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  return { pixels: await framePhotograph(file), side: PHOTOGRAPH_SIDE };
}
