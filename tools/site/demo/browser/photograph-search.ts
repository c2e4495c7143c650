import { PHOTOGRAPH_SIDE } from '../../../../lib/data/frame-photograph';
import { framePixels, tileOfPixels } from '../../../../lib/data/frame-pixels';
import type { SeenPicture } from '../../../../lib/data/picture-items';
import type { Pixels } from '../../../../lib/data/resize-pixels';
import { shrinkTile } from '../../../../lib/data/sprite-sheet';
import { loadPhotographEncoder } from '../../../../lib/encoders/photographs';
import { TOWERS_SIDE } from '../../../../lib/encoders/towers';
import { type KnownRow, meaningOf } from '../../../../lib/search/picture-meaning';
import { pictureFinder } from '../../../search/find-picture';
import { FILES, type PhotographsContent } from '../contents';
import { readStoreFile, type StoredRows } from '../store-file';
import { download, unpacked } from './download';
import type { WordSearch } from './word-search';

/** Loads what photographs need. @returns what finds out what one shows */
export async function loadPhotographSearch({ towers, search, items }: WordSearch) {
  const [encoder, file] = await Promise.all([
    loadPhotographEncoder({ towers }),
    download(FILES.photographs).then(unpacked),
  ]);
  const { content, rows } = readStoreFile<PhotographsContent>(file);
  const meaning = meaningOf({
    encoder,
    names: known(content.names, rows.names!),
    photographs: known(content.photographs, rows.photographs!),
    blanks: known(content.blanks, rows.blanks!),
    drawings: search,
  });
  const find = pictureFinder(items, { meaning });
  return async (file: Blob) => find([seen(await decode(file))], 'your photograph');
}

const known = (labels: readonly string[], { rows, dim }: StoredRows): KnownRow[] =>
  labels.map((label, i) => ({ label, row: rows.subarray(i * dim, (i + 1) * dim) }));

/** A picture as both encoders take it. */
const seen = (picture: Pixels): SeenPicture => ({
  photograph: { pixels: framePixels(picture), side: PHOTOGRAPH_SIDE },
  picture: { pixels: shrinkTile('demo', tileOfPixels(picture), TOWERS_SIDE), side: TOWERS_SIDE },
});

/** Pixels of the largest picture that is looked at as it is: the browser makes larger ones smaller. */
const MOST_PIXELS = 16e6;

/**
 * What is in a file, upright and on white.
 * @throws Error where the browser knows no such picture
 */
async function decode(file: Blob): Promise<Pixels> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error('this is no picture that your browser can read; save it as a JPEG, PNG or WebP, and drop it again');
  });
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (bitmap.width * bitmap.height)));
  const [width, height] = [bitmap.width, bitmap.height].map(side => Math.max(1, Math.round(side * scale)));
  const paper = new OffscreenCanvas(width!, height!).getContext('2d')!;
  paper.fillStyle = '#ffffff';
  paper.fillRect(0, 0, width!, height!);
  paper.drawImage(bitmap, 0, 0, width!, height!);
  bitmap.close();
  return withoutAlpha(paper.getImageData(0, 0, width!, height!));
}

/** The colours of a picture that hides nothing. */
export function withoutAlpha({ data, width, height }: ImageData): Pixels {
  const values = new Uint8Array(3 * width * height);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    values[to] = data[from]!;
    values[to + 1] = data[from + 1]!;
    values[to + 2] = data[from + 2]!;
  }
  return { values, width, height, channels: 3 };
}
