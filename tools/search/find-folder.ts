import path from 'node:path';
import type { SeenPicture } from '../../lib/data/picture-items';
import { TOWERS_SIDE } from '../../lib/encoders/towers';
import type { Frame } from '../../lib/search/folder/read-content';
import type { FolderItem, FolderQuery, FolderSearch } from '../../lib/search/index-folder';
import type { Answer, FoundItem } from './answers';
import { itemOf } from './item-of';
import { filterOf, MOST_FOUND, type SearchOptions } from './options';
import { comparedBy, type FoundHit, withReasons } from './reasons';
import { Refusal, refusingQuery } from './refusal';

/** A folder of the reader's own, as the server uses it. */
export type OpenFolder = Pick<FolderSearch, 'find' | 'items' | 'root'>;

/** @throws Refusal where no folder was given to the command */
export function demandFolder(folder: OpenFolder | undefined): OpenFolder {
  if (folder) return folder;
  throw new Refusal(404, 'no folder of yours is indexed; start the search with npm run search -- --folder DIR');
}

/**
 * Looks in a folder for words, or for what is like one of its items.
 * @throws Refusal for words that say nothing, and for an item that is not in it
 */
export async function findInFolder(folder: OpenFolder | undefined, options: SearchOptions): Promise<Answer> {
  const { items } = demandFolder(folder);
  const { id, words = '' } = options;
  if (id === undefined) return answerFrom(demandFolder(folder), { text: words.trim() }, `“${words.trim()}”`, options);
  const item = items.get(id);
  if (!item) throw new Refusal(404, 'there is no such item');
  return answerFrom(demandFolder(folder), { id }, `what is like “${path.posix.basename(item.path)}”`, options);
}

/** Looks in a folder for what is like a query. */
export async function answerFrom(
  folder: OpenFolder,
  query: FolderQuery,
  asked: string,
  options: SearchOptions,
): Promise<Answer> {
  const { k } = options;
  const compared = 'id' in query ? comparedAs(folder.items.get(query.id)!) : comparedBy(query);
  const hits = await refusingQuery(() => folder.find(query, { k: k + 1, filter: filterOf(options) }));
  return {
    hits: withReasons(hits.slice(0, k), compared).map(hit => shown(folder, hit)),
    asked,
    more: hits.length > k && k < MOST_FOUND,
    ...(hits.length === 0 && { nothing: true as const }),
  };
}

function shown({ items }: OpenFolder, hit: FoundHit): FoundItem {
  const { path: place, others, at, near } = items.get(hit.id)!;
  return {
    ...itemOf({ ...hit, title: hit.title === '' ? path.posix.basename(place) : hit.title }),
    ...{
      similarity: hit.similarity,
      reason: hit.modality === 'text' ? ('words' as const) : hit.reason,
      unseen: true,
      concept: null,
      path: place,
    },
    file: {
      others,
      ...(typeof at === 'number' && { page: at }),
      ...(typeof at === 'string' && at !== '' && { heading: at }),
      ...(near !== undefined && { near }),
    },
  };
}

const comparedAs = ({ modality }: FolderItem) =>
  modality === 'text' ? 'words' : modality === 'audio' ? 'heard' : 'seen';

/** A picture that was dropped, or a frame of a clip, as files of the folder are read. */
export const frameOf = ({ photograph, picture }: SeenPicture): Frame => ({
  photograph: photograph.pixels,
  drawing: picture.pixels,
  side: TOWERS_SIDE,
});
