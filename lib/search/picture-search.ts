import { type Concept, loadConcepts } from '../data/concepts';
import { framePhotograph, PHOTOGRAPH_SIDE } from '../data/frame-photograph';
import { loadPhotographFiles, type PhotographFile, type PhotographSource } from '../data/photographs';
import type { PictureItems } from '../data/picture-items';
import { sha256 } from '../data/sha256';
import { loadPhotographEncoder, type PhotographEncoder, type TextTowers } from '../encoders/photographs';
import { type Indexed, type IndexOptions, indexItems } from './index-items';
import { openStore } from './open-store';
import { fitsPicture, type Voice, type Voted, type Votes, voteOn } from './picture-votes';
import type { Search } from './search';
import type { ItemDetails } from './stores/vector-store';

/** A picture as both encoders take it: of 224 pixels as `framePhotograph` gives it, and as `readPicture` does, of 48. */
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
export interface FoundPhotograph extends ItemDetails {
  /** A WebP. */
  file: Uint8Array;
}

export interface PictureSearch {
  /** The photographs that ship and show a concept of the course, by the id of their item. */
  photographs: ReadonlyMap<string, FoundPhotograph>;
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
}

const SOURCES: PhotographSource[] = ['tuxpaint', 'gcompris'];
/** Drawings that are looked at: enough for the best of every concept that may come into question. */
const DRAWINGS = 300;
/** Photographs at once; texts go all at once. */
const BATCH = 50;

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
  { address = 'memory:', token, onProgress, signal }: PictureSearchOptions = {},
): Promise<PictureSearch> {
  const encoder = await loadPhotographEncoder({ towers });
  const concepts = await loadConcepts();
  const texts = concepts.flatMap(textsOf);
  const photographs: FoundPhotograph[] = [];
  for (const source of SOURCES) photographs.push(...(await photographsOf(source)));
  const items = [...texts, ...photographs];
  const store = await openStore(address, { dim: encoder.dim, fingerprint: sha256(encoder.fingerprint), token });
  const indexed = await indexItems<TextItem | FoundPhotograph>(store, items, {
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
      const hits = await drawings.find({ picture }, { k: DRAWINGS, filter: { modality: 'image' } });
      const drawn = new Map<string, number>();
      for (const { label, similarity } of hits) if (!drawn.has(label)) drawn.set(label, similarity);
      const votes: Record<Voice, Votes> = { name: named(row), photograph: seen(row), drawing: drawn };
      const voted = voteOn(votes, likely);
      return { concepts: voted, photograph: likely, nothing: !fitsPicture(voted, drawn, likely) };
    },
    close: async () => encoder.dispose(),
  };
}

/** The bytes of a picture as the encoder of photographs takes it. */
export const asPhotograph = async (picture: Uint8Array): Promise<PictureItems> => ({
  pixels: await framePhotograph(picture),
  side: PHOTOGRAPH_SIDE,
});

/** Two texts stand for a concept: its name, and its name with the words that go with it. */
function textsOf({ id, name, tags }: Concept): TextItem[] {
  return Object.entries({ name, caption: `${name}: ${tags.join(', ')}` }).map(([source, text]) => ({
    ...{ id: `${source}/${id}`, modality: 'text', source, title: text, label: id, hash: sha256(text), text },
  }));
}

async function photographsOf(source: PhotographSource): Promise<FoundPhotograph[]> {
  return (await loadPhotographFiles(source)).flatMap((photograph, i) =>
    photograph.concept === undefined ? [] : [photographItem(source, photograph, photograph.concept, i)],
  );
}

const photographItem = (
  source: string,
  { name, file }: PhotographFile,
  concept: string,
  i: number,
): FoundPhotograph => ({
  ...{ id: `photograph/${source}/${i}`, modality: 'image', source: 'photographs', title: name, label: concept },
  ...{ hash: sha256(file), file },
});

async function embedAll(encoder: PhotographEncoder, items: readonly (TextItem | FoundPhotograph)[]) {
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
    const embedded = await encoder.embed(await asPhotograph(item.file));
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
