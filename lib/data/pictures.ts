import { conceptPositions, loadConcepts } from './concepts';
import { DATASETS, fingerprint, openDataSet, readSetFile } from './data-set';
import { sha256 } from './sha256';
import { checkSide, readTiles, type Side, TILE_SIDE } from './sprite-sheet';
import { loadStamps } from './stamps';

/** In which set each style ships: a set is what goes under one licence. */
const SETS = {
  noto: 'emoji-apache',
  'noto-v1': 'emoji-apache',
  fxemoji: 'emoji-apache',
  'fluent-flat': 'emoji-mit',
  'fluent-3d': 'emoji-mit',
  twemoji: 'emoji-cc-by',
  emojione: 'emoji-cc-by',
  openmoji: 'emoji-cc-by-sa',
  'emojione-v1': 'emoji-cc-by-sa',
} as const;

/** Nine ways to draw emoji, and photographs. */
export type Style = keyof typeof SETS | 'tuxpaint';
export const STYLES = [...Object.keys(SETS), 'tuxpaint'] as Style[];
/** Styles that no encoder of the course was trained on: two that are drawn, and photographs. */
export const UNSEEN_STYLES: Style[] = ['twemoji', 'openmoji', 'tuxpaint'];
/** The others: seven ways to draw. */
export const TRAINED_STYLES = STYLES.filter(style => !UNSEEN_STYLES.includes(style));

/** Pictures of one style: drawn, at most one a concept; photographs, some concepts several times and most not at all. */
export interface Pictures {
  style: Style;
  /** Height and width of a picture, in pixels. */
  side: number;
  /** `size * side * side * 3` values from 0 to 255: red, green, blue, row by row, on white. */
  pixels: Uint8Array;
  /** What each shows: `size` positions in the list of `loadConcepts()`. */
  concepts: Int32Array;
  /** A caption each, in English: the concept's name, or what Tux Paint says of its photograph ('A lion.'). */
  captions: string[];
  /** 1 where a style that encoders are trained on holds nearly the same picture (a plain diamond), so that finding it proves little. */
  nearCopies: Uint8Array;
  size: number;
  /** SHA-256 of the files and of the side: two sets are the same when it is the same. */
  fingerprint: string;
}

export interface LoadPicturesOptions {
  /** 64 (as they ship), 48 or 32 pixels, made smaller by averaging areas. */
  side?: Side;
  /** The folder of the sets; datasets/ by default. */
  folder?: string;
}

/** What `set.json` says of a style. */
interface StyleIndex {
  styles: Record<string, { sprite: string; nearCopies?: string[]; items: [concept: string, file: string][] }>;
}

/**
 * The pictures of one style, checked against their SHA-256. Nothing is downloaded.
 * @throws RangeError for a style or a side that does not exist; Error when a file is missing, cut short or changed
 */
export async function loadPictures(style: Style, options: LoadPicturesOptions = {}): Promise<Pictures> {
  const { side = TILE_SIDE, folder = DATASETS } = options;
  if (style === 'tuxpaint') return loadPhotographs(side, folder);
  if (!STYLES.includes(style)) {
    throw new RangeError(`loadPictures: there is no style '${style}'; expected one of ${STYLES.join(', ')}`);
  }
  checkSide('loadPictures', side);
  const concepts = await loadConcepts({ folder });
  const positions = conceptPositions(concepts);
  const set = await openDataSet<StyleIndex>('loadPictures', SETS[style], folder);
  const { sprite, items, nearCopies = [] } = set.styles[style];
  const alike = new Set(nearCopies);
  const file = await readSetFile('loadPictures', set, sprite, folder);
  const shown = Int32Array.from(items, ([concept]) => positions.get(concept)!);
  return {
    style,
    side,
    pixels: await readTiles('loadPictures', file, items.length, side),
    concepts: shown,
    captions: Array.from(shown, i => concepts[i].name),
    nearCopies: Uint8Array.from(items, ([concept]) => Number(alike.has(concept))),
    size: items.length,
    fingerprint: fingerprint(set, sprite, side, items),
  };
}

/** The photographs of Tux Paint that show a concept of the course. */
async function loadPhotographs(side: Side, folder: string): Promise<Pictures> {
  checkSide('loadPictures', side);
  const stamps = await loadStamps({ side, folder });
  const chosen = [...stamps.concepts.keys()].filter(i => stamps.kinds[i] === 'photograph' && stamps.concepts[i] >= 0);
  const values = side * side * 3;
  const pixels = new Uint8Array(chosen.length * values);
  chosen.forEach((from, to) => {
    pixels.set(stamps.pixels.subarray(from * values, (from + 1) * values), to * values);
  });
  return {
    style: 'tuxpaint',
    side,
    pixels,
    concepts: Int32Array.from(chosen, i => stamps.concepts[i]),
    captions: chosen.map(i => stamps.captions[i].en),
    nearCopies: new Uint8Array(chosen.length),
    size: chosen.length,
    fingerprint: sha256(`photographs ${stamps.fingerprint}`),
  };
}
