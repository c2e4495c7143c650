import { realpath } from 'node:fs/promises';
import sharp from 'sharp';
import { fileType } from '../../lib/data/decoders.cjs';
import { keyOf, placeOf } from '../../lib/search/folder/file-key';
import { LeftOut, readWhole } from '../../lib/search/folder/read-whole';
import type { OpenFolder } from './find-folder';
import type { Medium } from './media';
import { Refusal } from './refusal';

/** Width and height that a picture has at most, in pixels: a page shows many at once. */
const MOST_SIDE = 640;
/** Quick to make: a page of results waits for them. */
const EFFORT = 0;

/**
 * What is seen or heard of an item of a folder: pictures as WebP, turned as the camera's orientation says, sounds as they are. Only files that
 * are indexed are read.
 * @param moving false for the first frame of a clip alone
 * @returns undefined for a text, and for an item that is not in the folder
 * @throws Refusal where the file is not there any more, or cannot be read
 */
export async function folderMedium(
  { items, root }: OpenFolder,
  id: string,
  { moving = true } = {},
): Promise<Medium | undefined> {
  const item = items.get(id);
  if (!item || item.modality === 'text') return undefined;
  const bytes = await bytesOf(root, item.key);
  if (item.modality === 'audio') {
    return { type: (await fileType(bytes))?.mime ?? 'application/octet-stream', bytes };
  }
  const animated = moving && item.modality === 'video';
  const picture = sharp(bytes, { animated, failOn: 'none', limitInputPixels: false }).autoOrient();
  const size = { width: MOST_SIDE, height: MOST_SIDE, fit: 'inside', withoutEnlargement: true } as const;
  try {
    return { type: 'image/webp', bytes: await picture.resize(size).webp({ quality: 80, effort: EFFORT }).toBuffer() };
  } catch {
    throw changed();
  }
}

/** A folder on the way may have become a link to elsewhere since it was indexed. */
async function bytesOf(root: string, key: string): Promise<Buffer> {
  try {
    const place = placeOf(root, key);
    const real = await realpath(place, 'latin1');
    if (real !== keyOf(place)) throw changed();
    return (await readWhole(place, async () => {})).bytes;
  } catch (error) {
    throw error instanceof LeftOut || (error as NodeJS.ErrnoException).code !== undefined ? changed() : error;
  }
}

const changed = () =>
  new Refusal(
    404,
    'the file was moved, removed or changed since it was indexed; start the search again, which looks anew',
  );
