import { conceptPositions, loadConcepts } from './concepts';
import { DATASETS, fingerprint, openDataSet, readSetFile } from './data-set';
import { framePhotograph, PHOTOGRAPH_SIDE } from './frame-photograph';
import { checkSide, drawTile, type Side, shrinkTile } from './sprite-sheet';

/** A photograph as `set.json` lists it. */
export interface PhotographItem {
  /** What is on it: a caption ('A lion.') or a name ('cutting pliers'). */
  name: string;
  /** The id of the concept that it shows; none where the course has no such concept (a windmill, a cello). */
  concept?: string;
  /** The file inside its package. */
  from: string;
  /** Of this photograph: an SPDX identifier, or 'public domain'. */
  licence: string;
  /** Who took it and where it is described, where the package says so. */
  author?: string;
  page?: string;
  /** Where it lies in the set's file, and how long it is: a WebP. */
  at: number;
  bytes: number;
}

export interface PhotographsIndex {
  file: string;
  items: PhotographItem[];
}

const SETS = { tuxpaint: 'photographs-gpl', gcompris: 'photographs-gcompris' } as const;
/** Where photographs come from: cut out on white for the most part, or views. */
export type PhotographSource = keyof typeof SETS;

/** Photographs as an encoder takes them. No encoder of the course is trained on them. */
export interface Photographs {
  /** Height and width, in pixels. */
  side: number;
  /** `size * side * side * 3` values from 0 to 255: red, green, blue, row by row. */
  pixels: Uint8Array;
  /** `size` positions in the list of `loadConcepts()`; -1 where the course has no such concept. */
  concepts: Int32Array;
  /** What is on each. */
  captions: string[];
  size: number;
  /** SHA-256 of the file and its index: two sets are the same when it is the same. */
  fingerprint: string;
}

/** A photograph that ships, as the file that it is. */
export interface PhotographFile extends PhotographItem {
  /** A WebP. */
  file: Uint8Array;
}

/**
 * The photographs that ship, checked against their SHA-256.
 * @throws RangeError for a source that does not exist; Error when a file is missing, cut short or changed
 */
export async function loadPhotographFiles(
  source: PhotographSource,
  { folder = DATASETS }: { folder?: string } = {},
): Promise<PhotographFile[]> {
  const { items, file } = await openPhotographs('loadPhotographFiles', source, folder);
  return items.map(item => ({ ...item, file: file.subarray(item.at, item.at + item.bytes) }));
}

/**
 * What the photographs of a source are, in the order in which `loadPhotographFiles` gives them.
 * @throws RangeError for a source that does not exist; Error when the set is missing or changed
 */
export const listPhotographs = async (source: PhotographSource): Promise<PhotographItem[]> =>
  (await indexOf('listPhotographs', source, DATASETS)).items;

async function openPhotographs(caller: string, source: PhotographSource, folder: string) {
  const set = await indexOf(caller, source, folder);
  return { set, items: set.items, file: await readSetFile(caller, set, set.file, folder) };
}

async function indexOf(caller: string, source: PhotographSource, folder: string) {
  if (!Object.hasOwn(SETS, source)) {
    throw new RangeError(`${caller}: there is no source '${source}', expected one of ${Object.keys(SETS).join(', ')}`);
  }
  return openDataSet<PhotographsIndex>(caller, SETS[source], folder);
}

/**
 * The photographs that ship, checked against their SHA-256 and framed as `framePhotograph` frames a reader's own.
 * @param source 'tuxpaint': 314 of 137 concepts and other things; 'gcompris': animals, tools, buildings
 * @param options.onlyConcepts only those that show a concept of the course
 * @param options.side 224 pixels, as the backbone takes them, by default; 64, 48 or 32 as the towers of drawings do, whole and on white
 * @throws RangeError for a source that does not exist; Error when a file is missing, cut short or changed
 */
export async function loadPhotographs(
  source: PhotographSource,
  {
    onlyConcepts = false,
    side = PHOTOGRAPH_SIDE,
    folder = DATASETS,
  }: { onlyConcepts?: boolean; side?: Side | typeof PHOTOGRAPH_SIDE; folder?: string } = {},
): Promise<Photographs> {
  const { set, file, items: all } = await openPhotographs('loadPhotographs', source, folder);
  const positions = conceptPositions(await loadConcepts({ folder }));
  const items = all.filter(({ concept }) => !onlyConcepts || concept !== undefined);
  const framed = framerOf(side);
  const values = side * side * 3;
  const pixels = new Uint8Array(items.length * values);
  for (const [i, { at, bytes }] of items.entries()) {
    pixels.set(await framed(file.subarray(at, at + bytes)), i * values);
  }
  return {
    side,
    pixels,
    concepts: Int32Array.from(items, ({ concept }) => (concept === undefined ? -1 : positions.get(concept)!)),
    captions: items.map(({ name }) => name),
    size: items.length,
    fingerprint: fingerprint(set, set.file, items),
  };
}

function framerOf(side: Side | typeof PHOTOGRAPH_SIDE): (picture: Uint8Array) => Promise<Uint8Array> {
  if (side === PHOTOGRAPH_SIDE) return framePhotograph;
  checkSide('loadPhotographs', side);
  return async picture => shrinkTile('loadPhotographs', await drawTile(picture), side);
}
