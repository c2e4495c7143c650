import { loadTowers, type Towers } from '../../../../lib/encoders/towers';
import { openEvidence } from '../../../../lib/search/evidence';
import { openSearch, type Search } from '../../../../lib/search/search';
import { memoryStore } from '../../../../lib/search/stores/memory-store';
import { wordFinder } from '../../../search/find-words';
import type { Finder, Found } from '../../../search/found';
import { FILES, type WordsContent } from '../contents';
import { type DemoItem, picturePlaces, readStoreFile, type StoredRows } from '../store-file';
import { download, unpacked } from './download';

/** The search among the course's pictures, loaded. */
export interface WordSearch {
  towers: Towers;
  search: Search;
  items: ReadonlyMap<string, DemoItem & { hash: string }>;
  places: ReturnType<typeof picturePlaces>;
  names: ReadonlyMap<string, string>;
  /** What looks for words. */
  finderOf(words: string): Finder;
}

/** Loads what words need. */
export async function loadWordSearch(): Promise<WordSearch> {
  const [towers, file] = await Promise.all([loadTowers(), download(FILES.words).then(unpacked)]);
  const { content, rows } = readStoreFile<WordsContent>(file);
  const { fingerprint, concepts, other, rowsOf } = content;
  if (fingerprint !== towers.fingerprint)
    throw new Error('the files of the demo are of two versions; load the page anew');
  const items = new Map(content.items.map(item => [item.id, { ...item, hash: '' }]));
  const stored = rowsOf.map(id => items.get(id)!);
  const search = await searchIn(stored, rows.items!, { image: towers.image, text: towers.text });
  // no sentence model: a sentence is as near to every concept, and its words decide
  const near = new Map(concepts.map(({ id }) => [id, { caption: 0 }]));
  const sentences = { nearness: async () => near };
  const find = wordFinder({ ...search, items, sentences }, concepts, other);
  const evidence = openEvidence(concepts, other.glosses);
  return {
    ...{ towers, search, items, places: picturePlaces(content.items) },
    names: new Map(concepts.map(({ id, name }) => [id, name])),
    finderOf: words => async options => withoutSentences(await find(words, options), evidence.shares(words)),
  };
}

/** Whether anything fits a sentence is told by its words alone: where none is known, all that is here is as far from it. */
function withoutSentences({ nothing, ...found }: Found, shares: Float64Array): Found {
  if (found.meanings) return shares.some(share => share > 0) ? found : { ...found, hits: [], nothing: true };
  return nothing ? { ...found, nothing } : found;
}

/** The search among items whose rows are known. */
export async function searchIn(
  items: readonly (DemoItem & { hash: string })[],
  { rows, dim }: StoredRows,
  encoders: Parameters<typeof openSearch>[1],
): Promise<Search> {
  const store = memoryStore('memory:', dim);
  await store.upsert(items.map((item, i) => ({ ...item, vector: rows.subarray(i * dim, (i + 1) * dim) })));
  return openSearch(store, encoders);
}
