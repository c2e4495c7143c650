import { conceptPositions, loadConcepts } from './concepts';
import { DATASETS, fingerprint, openDataSet, readSetFile } from './data-set';
import { checkSide, readTiles, type Side, TILE_SIDE } from './sprite-sheet';

/** Pictures of Tux Paint, most of them photographs of one thing on white. No encoder is trained on them. */
export interface Stamps {
  /** Height and width of a picture, in pixels. */
  side: number;
  /** `size * side * side * 3` values from 0 to 255: red, green, blue, row by row, on white. */
  pixels: Uint8Array;
  kinds: ('photograph' | 'drawing')[];
  /** `size` positions in the list of `loadConcepts()`; -1 where the course has no such concept (an ostrich, a cello). */
  concepts: Int32Array;
  /** What Tux Paint says of each, by language: { en: 'A lion.', de: 'Ein Löwe.', … }; English is always there. */
  captions: Record<string, string>[];
  /** The file of each inside tuxpaint-stamps-default: 'animals/mammals/cats/lion.png'. */
  files: string[];
  size: number;
  /** SHA-256 of the files and of the side: two sets are the same when it is the same. */
  fingerprint: string;
}

export interface LoadStampsOptions {
  /** 64 (as they ship), 48 or 32 pixels, made smaller by averaging areas. */
  side?: Side;
  /** The folder of the sets; datasets/ by default. */
  folder?: string;
}

interface StampIndex {
  sprite: string;
  items: { file: string; kind: 'photograph' | 'drawing'; concept?: string; captions: Record<string, string> }[];
}

/**
 * What Tux Paint says of the stamps that show a concept of the course, by language, without their pictures.
 * @throws Error when the set's index is missing, cut short or changed
 */
export async function loadStampCaptions({
  folder = DATASETS,
}: {
  folder?: string;
} = {}): Promise<{ concept: string; captions: Record<string, string> }[]> {
  const { items } = await openDataSet<StampIndex>('loadStampCaptions', 'stamps-gpl', folder);
  return items.flatMap(({ concept, captions }) => (concept === undefined ? [] : [{ concept, captions }]));
}

/**
 * All stamps that ship, checked against their SHA-256.
 * @throws RangeError for a side that does not exist; Error when a file is missing, cut short or changed
 */
export async function loadStamps(options: LoadStampsOptions = {}): Promise<Stamps> {
  const { side = TILE_SIDE, folder = DATASETS } = options;
  checkSide('loadStamps', side);
  const positions = conceptPositions(await loadConcepts({ folder }));
  const set = await openDataSet<StampIndex>('loadStamps', 'stamps-gpl', folder);
  const { sprite, items } = set;
  const file = await readSetFile('loadStamps', set, sprite, folder);
  return {
    side,
    pixels: await readTiles('loadStamps', file, items.length, side),
    kinds: items.map(({ kind }) => kind),
    concepts: Int32Array.from(items, ({ concept }) => (concept === undefined ? -1 : positions.get(concept)!)),
    captions: items.map(({ captions }) => captions),
    files: items.map(item => item.file),
    size: items.length,
    fingerprint: fingerprint(set, sprite, side, items),
  };
}
