import type { VectorStore } from '../stores/vector-store';
import { bm25, type WordSearch } from '../words';
import type { FolderItem } from './folder-items';

/**
 * A search for words in the passages of a folder and in the names of its files and folders. It is made when it is first asked.
 * @returns a function that gives the ids of the items that have some of the words, the best first
 */
export function folderWords(store: VectorStore, items: ReadonlyMap<string, FolderItem>) {
  let made: Promise<{ search: WordSearch; ids: string[] }> | undefined;
  const make = async () => {
    const passages = new Map((await store.list({ modality: 'text' })).map(({ id, title }) => [id, title]));
    const ids = [...items.keys()];
    return { ids, search: bm25(ids.map(id => `${wordsOfName(items.get(id)!.path)} ${passages.get(id) ?? ''}`)) };
  };
  return async (text: string): Promise<string[]> => {
    made ??= make();
    const { search, ids } = await made;
    return search.search(text, Math.max(1, ids.length)).map(({ index }) => ids[index]);
  };
}

/** A path without its ending, in words: 'holiday 2023 beach hut' for holiday_2023/beachHut.jpg. */
const wordsOfName = (path: string): string =>
  path
    .replace(/\.[^./]*$/, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ');
