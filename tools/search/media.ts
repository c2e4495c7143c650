import sharp from 'sharp';
import { encodeFilm } from '../../lib/data/film';
import type { PictureItems } from '../../lib/data/picture-items';
import { encodeWav } from '../../lib/data/wav';
import type { Content } from '../../lib/search/course-items';

/** Bytes that a browser shows or plays. */
export interface Medium {
  /** 'image/webp', 'audio/wav'. */
  type: string;
  bytes: Buffer;
}

/** Quick to make: a page of results waits for them. */
const EFFORT = 0;

/**
 * What is seen or heard of an item.
 * @param moving false for the first frame of a clip alone
 * @returns undefined for a text
 */
export async function mediumOf(content: Content, { moving = true } = {}): Promise<Medium | undefined> {
  if ('text' in content) return undefined;
  if ('sound' in content) {
    return { type: 'audio/wav', bytes: encodeWav(content.sound.samples, content.sound.rate) };
  }
  if ('clip' in content && moving)
    return { type: 'image/webp', bytes: await encodeFilm(content.clip, { effort: EFFORT }) };
  const { pixels, side } = 'clip' in content ? content.clip : content.picture;
  return { type: 'image/webp', bytes: await still({ pixels: pixels.subarray(0, side * side * 3), side }) };
}

const still = ({ pixels, side }: PictureItems): Promise<Buffer> =>
  sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .webp({ quality: 90, effort: EFFORT })
    .toBuffer();
