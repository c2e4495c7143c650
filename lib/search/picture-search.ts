import { type Concept, loadConcepts } from '../data/concepts';
import { loadPhotographFiles, type PhotographSource } from '../data/photographs';
import { readPhotograph, readPicture } from '../data/picture-file';
import type { PictureItems } from '../data/picture-items';
import { STYLES } from '../data/pictures';
import { sha256 } from '../data/sha256';
import type { TextTowers } from '../encoders/described-texts';
import { loadPhotographEncoder, type PhotographEncoder } from '../encoders/photographs';
import { TOWERS_SIDE } from '../encoders/towers';
import type { CourseItem } from './course-items';
import { type Indexed, type IndexOptions, indexItems } from './index-items';
import { openStore } from './open-store';
import { fitsPicture, type Voice, type Voted, type Votes, voteOn } from './picture-votes';
import type { Search } from './search';
import type { ItemDetails } from './stores/vector-store';

/** A picture as both encoders take it: of 224 pixels as `readPhotograph` gives it, and of 48 as `readPicture` does. */
export interface SeenPicture {
  photograph: PictureItems;
  picture: PictureItems;
}

/** What a picture may show. */
export interface PictureMeaning {
  /** The likeliest first. */
  concepts: Voted[];
  /** How likely it is a photograph and no drawing, 0 to 1. */
  photograph: number;
  /** Whether nothing that is known fits it: the concepts are the nearest all the same. */
  nothing: boolean;
}

/** A photograph that can be found. */
export interface PhotographToFind extends CourseItem {
  /** Larger than its content: a WebP. */
  file: Uint8Array;
}

export interface PictureSearch {
  /** The photographs that ship and show a concept of the course, by their id: those of Tux Paint have that of `loadCourseItems`. */
  photographs: ReadonlyMap<string, PhotographToFind>;
  indexed: Indexed;
  /**
   * What a photograph or a drawing shows, by what it looks like and by the names of concepts.
   * @throws RangeError for pictures of other sides
   */
  meaning(picture: SeenPicture): Promise<PictureMeaning>;
  close(): Promise<void>;
}

export interface PictureSearchOptions extends Pick<IndexOptions<ItemDetails>, 'onProgress' | 'signal'> {
  /** Where names and photographs are kept; see `openStore`. */
  address?: string;
  token?: string;
  /** Only these can be meant; all of them by default. */
  concepts?: readonly Concept[];
  /** Whose photographs are looked at; all by default. */
  sources?: readonly PhotographSource[];
}

/** The tower of drawings makes little of photographs. */
const DRAWN = STYLES.filter(style => style !== 'tuxpaint');
const SOURCES: PhotographSource[] = ['tuxpaint', 'gcompris'];
/** Drawings that are looked at: enough for the best of every concept that may come into question. */
const DRAWINGS = 300;
/** Items that are embedded and stored at once: 10 seconds of photographs. */
const BATCH = 200;

interface TextItem extends ItemDetails {
  text: string;
}

/**
 * Tells what pictures show, photographs and drawings. A photograph is compared with the names of all concepts, and with the photographs that
 * ship; a drawing with drawings, in the search that there is. A picture of which it is not sure which it is has both asked, each counted by
 * how likely it is.
 * @param towers those of `drawings`; they stay the caller's
 * @param drawings the search among the course's drawings
 * @throws Error when a set, a checkpoint or the store is missing or damaged
 */
export async function openPictureSearch(
  towers: TextTowers,
  drawings: Pick<Search, 'find'>,
  { address = 'memory:', token, concepts: given, sources = SOURCES, onProgress, signal }: PictureSearchOptions = {},
): Promise<PictureSearch> {
  const encoder = await loadPhotographEncoder({ towers });
  const concepts = given ?? (await loadConcepts());
  const texts = concepts.flatMap(textsOf);
  const known = new Set(concepts.map(({ id }) => id));
  const photographs: PhotographToFind[] = [];
  for (const source of sources) photographs.push(...(await photographsOf(source, known)));
  const items = [...texts, ...photographs];
  const store = await openStore(address, { dim: encoder.dim, fingerprint: sha256(encoder.fingerprint), token });
  const indexed = await indexItems<TextItem | PhotographToFind>(store, items, {
    embed: part => embedAll(encoder, part),
    batch: BATCH,
    wholeOf: {},
    onProgress,
    signal,
  });
  const rows = indexed.finished ? await rowsOf(store, items) : new Map<string, Float32Array>();
  const named = voter(texts, rows);
  const seen = voter(photographs, rows, { centred: true });
  await store.close();
  return {
    photographs: new Map(photographs.map(item => [item.id, item])),
    indexed,
    meaning: async ({ photograph, picture }) => {
      const looked = await encoder.look(photograph);
      const row = Float32Array.from(await looked.rows.data());
      looked.rows.dispose();
      const likely = looked.photographs[0];
      const hits = await drawings.find({ picture }, { k: DRAWINGS, filter: { modality: 'image', source: DRAWN } });
      const drawn = new Map<string, number>();
      for (const { label, similarity } of hits) if (!drawn.has(label)) drawn.set(label, similarity);
      const votes: Record<Voice, Votes> = { name: named(row), photograph: seen(row), drawing: drawn };
      const voted = voteOn(votes, likely);
      return { concepts: voted, photograph: likely, nothing: !fitsPicture(voted, drawn, likely) };
    },
    close: async () => encoder.dispose(),
  };
}

/** Two texts stand for a concept: its name, and its name with the words that go with it. */
function textsOf({ id, name, tags }: Concept): TextItem[] {
  return Object.entries({ name, caption: `${name}: ${tags.join(', ')}` }).map(([source, text]) => ({
    ...{ id: `${source}/${id}`, modality: 'text', source, title: text, label: id, hash: sha256(text), text },
  }));
}

async function photographsOf(source: PhotographSource, known: ReadonlySet<string>): Promise<PhotographToFind[]> {
  const shown = (await loadPhotographFiles(source)).filter(({ concept }) => concept !== undefined);
  const items: PhotographToFind[] = [];
  for (const [i, { name, concept, file }] of shown.entries()) {
    if (!known.has(concept!)) continue;
    items.push({
      ...{ id: `${source}/${i}`, modality: 'image', source, title: name, label: concept!, hash: sha256(file) },
      ...{ content: { picture: await readPicture(file, { side: TOWERS_SIDE }) }, unseen: true, file },
    });
  }
  return items;
}

async function embedAll(encoder: PhotographEncoder, items: readonly (TextItem | PhotographToFind)[]) {
  const rows = new Float32Array(items.length * encoder.dim);
  const texts = items.flatMap((item, i) => ('text' in item ? [{ i, text: item.text }] : []));
  if (texts.length > 0) {
    const embedded = await encoder.words.embed(texts.map(({ text }) => text));
    const values = await embedded.data();
    texts.forEach(({ i }, at) => {
      rows.set(values.subarray(at * encoder.dim, (at + 1) * encoder.dim), i * encoder.dim);
    });
    embedded.dispose();
  }
  for (const [i, item] of items.entries()) {
    if (!('file' in item)) continue;
    const embedded = await encoder.embed(await readPhotograph(item.file));
    rows.set(await embedded.data(), i * encoder.dim);
    embedded.dispose();
  }
  return { rows, dim: encoder.dim };
}

async function rowsOf(store: Awaited<ReturnType<typeof openStore>>, items: readonly ItemDetails[]) {
  const rows = new Map<string, Float32Array>();
  for (const { id, vector } of await store.get(items.map(item => item.id))) rows.set(id, vector);
  return rows;
}

/**
 * Compares a row with those of items: for each concept the cosine of its nearest item.
 * @param options.centred take away what the items have in common: without it photographs are all near each other
 */
function voter(items: readonly ItemDetails[], rows: ReadonlyMap<string, Float32Array>, { centred = false } = {}) {
  const own = items.map(({ id }) => rows.get(id)!).filter(Boolean);
  const dim = own[0]?.length ?? 0;
  const centre = new Float32Array(dim);
  if (centred) {
    for (const row of own)
      row.forEach((value, i) => {
        centre[i] += value / own.length;
      });
  }
  const direction = (row: Float32Array) => {
    const moved = row.map((value, i) => value - centre[i]);
    const length = Math.hypot(...moved);
    return moved.map(value => value / length);
  };
  const directions = own.map(direction);
  return (row: Float32Array): Votes => {
    const asked = direction(row);
    const best = new Map<string, number>();
    directions.forEach((other, at) => {
      let cosine = 0;
      for (let i = 0; i < dim; i++) cosine += asked[i] * other[i];
      const { label } = items[at];
      if (cosine > (best.get(label) ?? -Infinity)) best.set(label, cosine);
    });
    return best;
  };
}
