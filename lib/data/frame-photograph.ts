import sharp from 'sharp';

/** Height and width of a photograph as the backbone takes it, in pixels. */
export const PHOTOGRAPH_SIDE = 224;

const WHITE = '#ffffff';
/** A border is looked at in a picture of this side. */
export const LOOK = 32;
/** From this value on a channel counts as white. */
const NEARLY_WHITE = 240;
/** From this share of white on the border a picture is a cut-out: a thing on white, not a view. */
const CUT_OUT = 0.6;

/**
 * One photograph as the backbone takes it. Of a view the middle square is taken, as those were that the backbone was trained on; a thing
 * that was cut out and stands on white is shown whole, on white. Turned as a camera's orientation says; any colour space becomes sRGB.
 * @param picture the bytes of a JPEG, PNG, WebP, GIF, TIFF, AVIF or SVG
 * @param options.page which frame of an animation, from 0 on; the first by default
 * @returns 224 * 224 * 3 values
 * @throws Error in sharp's words when it cannot be decoded to its end
 */
export async function framePhotograph(picture: Uint8Array, { page = 0 } = {}): Promise<Uint8Array> {
  const upright = sharp(picture, { failOn: 'error', page, pages: 1 }).autoOrient();
  const whole = await upright
    .resize(2 * PHOTOGRAPH_SIDE, 2 * PHOTOGRAPH_SIDE, { fit: 'outside', withoutEnlargement: true })
    .flatten({ background: WHITE })
    .toColourspace('srgb')
    .png({ compressionLevel: 0 })
    .toBuffer();
  const small = await sharp(whole).resize(LOOK, LOOK, { fit: 'fill' }).removeAlpha().raw().toBuffer();
  const fit = isCutOut(small) ? 'contain' : 'cover';
  const framed = await sharp(whole)
    .resize(PHOTOGRAPH_SIDE, PHOTOGRAPH_SIDE, { fit, background: WHITE })
    .removeAlpha()
    .raw()
    .toBuffer();
  const values = PHOTOGRAPH_SIDE * PHOTOGRAPH_SIDE * 3;
  if (framed.length !== values) throw new Error(`it gave ${framed.length} values, expected ${values}`);
  return framed;
}

/**
 * Whether what lies along the edges is white for the most part.
 * @param small the whole picture in LOOK * LOOK * 3 values
 */
export function isCutOut(small: Uint8Array): boolean {
  let white = 0;
  let edge = 0;
  for (let y = 0; y < LOOK; y++) {
    for (let x = 0; x < LOOK; x++) {
      if (x > 0 && x < LOOK - 1 && y > 0 && y < LOOK - 1) continue;
      edge++;
      const at = 3 * (y * LOOK + x);
      if (Math.min(small[at], small[at + 1], small[at + 2]) >= NEARLY_WHITE) white++;
    }
  }
  return white / edge >= CUT_OUT;
}
