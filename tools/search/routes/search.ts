import type { FastifyInstance } from 'fastify';
import { loadConcepts } from '../../../lib/data/concepts';
import type { SeenPicture } from '../../../lib/data/picture-items';
import { loadOtherWords } from '../../../lib/search/name-book';
import type { Answer, FoundItem, Modality } from '../answers';
import { findDigits } from '../find-digits';
import { answerFrom, demandFolder, findInFolder, frameOf } from '../find-folder';
import { pictureFinder } from '../find-picture';
import { wordFinder } from '../find-words';
import { type Finder, type Found, findCards } from '../found';
import { itemOf } from '../item-of';
import { namesOf } from '../items-of-concept';
import { filterOf, MOST_FOUND, QUERY_SCHEMA, type SearchOptions, UPLOAD_SCHEMA } from '../options';
import { readSeen } from '../read-upload';
import { comparedBy, type FoundHit, withReasons } from '../reasons';
import { Refusal, refusingQuery } from '../refusal';
import type { Searches } from '../searches';
import type { UploadsOfServer } from '../uploads';

/** GET looks for words, or for what is like an item; POST for what is like a file. */
export async function searchRoutes(
  server: FastifyInstance,
  searches: Searches,
  uploads: UploadsOfServer,
): Promise<void> {
  const { concepts, pictures, digits } = searches;
  const findWords = wordFinder(concepts, await loadConcepts(), await loadOtherWords());
  const findPicture = pictureFinder(concepts.items, pictures);
  const names = namesOf([...concepts.items.values(), ...digits.items.values()]);

  const answer = ({ k }: SearchOptions, found: Found): Answer => ({
    ...found,
    hits: found.hits.slice(0, k).map(hit => shown(hit)),
    more: found.hits.length > k && k < MOST_FOUND,
  });
  const shown = ({ id, similarity, reason }: FoundHit): FoundItem => {
    const item = (concepts.items.get(id) ?? digits.items.get(id))!;
    const { unseen, label } = item;
    return { ...itemOf(item), similarity, unseen, concept: names.get(label) ?? null, reason };
  };

  server.get<{ Querystring: SearchOptions }>('/api/search', { schema: QUERY_SCHEMA }, async ({ query }) => {
    if (query.among === 'folder') return findInFolder(searches.folder, query);
    if (query.id !== undefined) return answer(query, await findLike(query.id, query));
    const words = query.words!.trim();
    if (query.among === 'concepts') return answer(query, await findCards(query, options => findWords(words, options)));
    return answer(query, await findDigits(digits, words, nearest(query)));
  });

  server.post<{ Querystring: SearchOptions }>('/api/search', { schema: UPLOAD_SCHEMA }, async request => {
    const { query } = request;
    const folder = query.among === 'folder' ? demandFolder(searches.folder) : undefined;
    const upload = await uploads.read(request, query.among);
    const { asked } = upload;
    if (folder) {
      const wanted = 'seen' in upload ? { frames: upload.seen.map(frameOf) } : upload.content;
      return answerFrom(folder, wanted, asked, query);
    }
    if ('seen' in upload) return answer(query, await findSeen(upload.seen, asked, query));
    const { content } = upload;
    const compared = comparedBy(content);
    if (query.among === 'digits') {
      const hits = await refusingQuery(() => digits.find(content, nearest(query)));
      return answer(query, { hits: withReasons(hits, compared), asked });
    }
    const vector = await refusingQuery(() => concepts.vectorOf(content));
    const found = await findCards(query, async options => ({
      hits: withReasons(await concepts.find({ vector }, options), compared),
      asked,
    }));
    return answer(query, (await uploads.fits(content, vector)) ? found : { ...found, nothing: true });
  });

  /** What a picture or a clip finds: items of what it shows. */
  async function findSeen(
    seen: readonly SeenPicture[],
    asked: string,
    query: SearchOptions,
    without?: string,
  ): Promise<Found> {
    const { find, nothing } = await findPicture(seen, asked, without);
    const found = await findCards(query, find);
    return nothing ? { ...found, nothing: true } : found;
  }

  /** What an item finds: what is stored fits, so that only a filter can leave nothing. */
  async function findLike(id: string, query: SearchOptions): Promise<Found> {
    const space = concepts.items.has(id) ? concepts : digits;
    const item = space.items.get(id);
    if (!item) throw new Refusal(404, 'there is no such item');
    const asked = `what is like “${item.title}”, ${MODALITY_WORDS[item.modality]}`;
    const photograph = pictures.photographs.get(id);
    if (photograph) {
      const seen = [await readSeen(photograph.file)];
      const { nothing, ...found } = await findSeen(seen, asked, query, id);
      return { ...found, like: itemOf(item), ...(found.hits.length === 0 && { nothing: true }) };
    }
    const compared = comparedBy(item.content);
    const named = compared === 'words' ? new Set([item.label]) : undefined;
    const find: Finder = async options => ({
      hits: withReasons(await space.find({ id }, options), compared, named),
      asked,
      like: itemOf(item),
    });
    const found = await (space === digits ? find(nearest(query)) : findCards(query, find));
    return found.hits.length === 0 ? { ...found, nothing: true } : found;
  }
}

const MODALITY_WORDS: Record<Modality, string> = {
  image: 'a picture',
  text: 'words',
  audio: 'a sound',
  video: 'a clip',
};

/** Among digits: the nearest, and one more that says whether there are more. */
const nearest = (query: SearchOptions) => ({ k: query.k + 1, filter: filterOf(query) });
