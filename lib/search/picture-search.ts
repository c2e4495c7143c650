import { type Concept, loadConcepts } from '../data/concepts';
import { loadPhotographFiles, type PhotographSource } from '../data/photographs';
import { readPhotograph, readPicture } from '../data/picture-file';
import type { PictureItems, SeenPicture } from '../data/picture-items';
import { sha256 } from '../data/sha256';
import type { TextTowers } from '../encoders/described-texts';
import { loadPhotographEncoder, type PhotographEncoder } from '../encoders/photographs';
import { TOWERS_SIDE } from '../encoders/towers';
import { seededRandom } from '../engine/seeds';
import { drawBlanks } from '../sampling/draw-blanks';
import type { CourseItem } from './course-items';
import { type Indexed, type IndexOptions, indexItems } from './index-items';
import { openStore } from './open-store';
import { type KnownPictures, meaningOf, type PictureMeaning } from './picture-meaning';
import type { ItemDetails } from './stores/vector-store';

/** A photograph that can be found. */
export interface PhotographToFind extends CourseItem {
  /** Larger than its content: a WebP. */
  file: Uint8Array;
}

export interface PictureSearch {
  /** The photographs that ship and show a concept of the course, by their id: those of Tux Paint have that of `loadCourseItems`. */
  photographs: ReadonlyMap<string, PhotographToFind>;
  indexed: Indexed;
  /** What pictures are compared with. */
  known: Pick<KnownPictures, 'names' | 'photographs' | 'blanks'>;
  /**
   * What a photograph, a drawing or a clip shows, by what it looks like and by the names of concepts.
   * @param frames one picture, or the frames of a clip
   * @throws RangeError for pictures of other sides, or for none
   */
  meaning(frames: readonly SeenPicture[]): Promise<PictureMeaning>;
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

const SOURCES: PhotographSource[] = ['tuxpaint', 'gcompris'];
/** Items that are embedded and stored at once: 10 seconds of photographs. */
const BATCH = 200;

interface TextItem extends ItemDetails {
  text: string;
}

/** A picture with nothing on it, which is compared with and never found. */
interface BlankItem extends ItemDetails {
  blank: PictureItems;
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
  drawings: KnownPictures['drawings'],
  { address = 'memory:', token, concepts: given, sources = SOURCES, onProgress, signal }: PictureSearchOptions = {},
): Promise<PictureSearch> {
  const encoder = await loadPhotographEncoder({ towers });
  const concepts = given ?? (await loadConcepts());
  const texts = concepts.flatMap(textsOf);
  const ids = new Set(concepts.map(({ id }) => id));
  const photographs: PhotographToFind[] = [];
  for (const source of sources) photographs.push(...(await photographsOf(source, ids)));
  const blanks = blankItems();
  const items = [...texts, ...photographs, ...blanks];
  const store = await openStore(address, { dim: encoder.dim, fingerprint: sha256(encoder.fingerprint), token });
  const indexed = await indexItems<TextItem | PhotographToFind | BlankItem>(store, items, {
    embed: part => embedAll(encoder, part),
    batch: BATCH,
    wholeOf: {},
    onProgress,
    signal,
  });
  const rows = indexed.finished ? await rowsOf(store, items) : new Map<string, Float32Array>();
  await store.close();
  const rowsOfAll = (of: readonly ItemDetails[]) =>
    of.flatMap(({ id, label }) => {
      const row = rows.get(id);
      return row ? [{ label, row }] : [];
    });
  const known = {
    names: rowsOfAll(texts),
    photographs: rowsOfAll(photographs),
    blanks: rowsOfAll(blanks),
  };
  return {
    photographs: new Map(photographs.map(item => [item.id, item])),
    indexed,
    known,
    meaning: meaningOf({ encoder, ...known, drawings }),
    close: async () => encoder.dispose(),
  };
}

/** Two texts stand for a concept: its name, and its name with the words that go with it. */
function textsOf({ id, name, tags }: Concept): TextItem[] {
  return Object.entries({ name, caption: `${name}: ${tags.join(', ')}` }).map(([source, text]) => ({
    ...{ id: `${source}/${id}`, modality: 'text', source, title: text, label: id, hash: sha256(text), text },
  }));
}

const blankItems = (): BlankItem[] =>
  drawBlanks(seededRandom('nothing on it')).map((blank, i) => ({
    ...{
      id: `blank/${i}`,
      modality: 'image',
      source: 'blank',
      title: '',
      label: '',
      hash: sha256(blank.pixels),
      blank,
    },
  }));

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

async function embedAll(encoder: PhotographEncoder, items: readonly (TextItem | PhotographToFind | BlankItem)[]) {
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
    if ('text' in item) continue;
    const embedded = await encoder.embed('blank' in item ? item.blank : await readPhotograph(item.file));
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
