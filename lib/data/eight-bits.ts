import sharp, { type Metadata } from 'sharp';

/** Kinds of numbers of which nobody knows what white is; sharp takes them for 0 to 255. */
const DEEP = ['float', 'double', 'complex', 'dpcomplex', 'int', 'uint', 'short', 'char'];

/**
 * A grey picture of floating-point or large whole numbers, as microscopes and programs for science write them, as one of 8 bits: from 0, or
 * the least where that is less, to 1 where nothing is more, else to the most. Any other picture stays what it is.
 */
export async function eightBits(picture: Uint8Array, { depth, channels = 1 }: Metadata): Promise<Uint8Array> {
  if (!DEEP.includes(depth ?? '') || channels > 2) return picture;
  const { data, info } = await sharp(picture)
    .extractChannel(0)
    .raw({ depth: 'float' })
    .toBuffer({ resolveWithObject: true });
  const values = new Float32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  let [least, most] = [0, 1];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const bytes = Uint8Array.from(values, value => Math.round((255 * (value - least)) / (most - least)));
  return sharp(bytes, { raw: { width: info.width, height: info.height, channels: 1 } })
    .png()
    .toBuffer();
}
