import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { readPhotograph, readPicture } from '../../../lib/data/picture-file';
import { TOWERS_SIDE } from '../../../lib/encoders/towers';
import type { CourseItem } from '../../../lib/search/course-items';
import type { SeenPicture } from '../../../lib/search/picture-search';
import type { Answer, FoundItem, Modality } from '../answers';
import { MOST_BYTES } from '../explain';
import { findDigits } from '../find-digits';
import { answerFrom, demandFolder, findInFolder, frameOf } from '../find-folder';
import { pictureFinder } from '../find-picture';
import { wordFinder } from '../find-words';
import { type Finder, type Found, findCards } from '../found';
import { itemOf } from '../item-of';
import { uploadJudge } from '../judge-upload';
import { filterOf, MOST_FOUND, QUERY_SCHEMA, type SearchOptions, UPLOAD_SCHEMA } from '../options';
import { comparedBy, type FoundHit, withReasons } from '../reasons';
import { Refusal, refusingQuery } from '../refusal';
import type { Searches } from '../searches';
import { startUploadReader } from '../upload-reader';

/** GET looks for words, or for what is like an item; POST for what is like a file. */
export async function searchRoutes(server: FastifyInstance, searches: Searches): Promise<void> {
  const { concepts, pictures, digits } = searches;
  const findWords = await wordFinder(concepts);
  const findPicture = pictureFinder(concepts.items, pictures);
  const judge = uploadJudge(concepts);
  const names = namesOf([...concepts.items.values(), ...digits.items.values()]);
  const uploads = startUploadReader();
  server.addHook('onListen', async () => judge.prepare());
  server.addHook('onClose', async () => {
    uploads.close();
    await judge.close();
  });

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
    const { content, seen, asked } = await uploads.read(await filesOf(request), query.among);
    if (folder) return answerFrom(folder, seen ? { frames: [frameOf(seen)] } : content, asked, query);
    const compared = comparedBy(content);
    if (query.among === 'digits') {
      const hits = await refusingQuery(() => digits.find(content, nearest(query)));
      return answer(query, { hits: withReasons(hits, compared), asked });
    }
    if (seen) return answer(query, await findSeen(seen, asked, query));
    const vector = await refusingQuery(() => concepts.vectorOf(content));
    const found = await findCards(query, async options => ({
      hits: withReasons(await concepts.find({ vector }, options), compared),
      asked,
    }));
    return answer(query, (await judge.fits(content, vector)) ? found : { ...found, nothing: true });
  });

  /** What a picture finds: items of what it shows. */
  async function findSeen(seen: SeenPicture, asked: string, query: SearchOptions, without?: string): Promise<Found> {
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
      const seen = {
        picture: await readPicture(photograph.file, { side: TOWERS_SIDE }),
        photograph: await readPhotograph(photograph.file),
      };
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

/** What is shown, by its label: each set has a text for it. */
const namesOf = (items: CourseItem[]) =>
  new Map(items.filter(({ source }) => NAMES.includes(source)).map(({ label, title }) => [label, title]));
const NAMES = ['name', 'number-words'];

/** Names and types of the files are not looked at. */
async function filesOf(request: FastifyRequest): Promise<[Buffer, ...Buffer[]]> {
  const files: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of request.files()) {
      const file = await part.toBuffer();
      bytes += file.length;
      if (bytes > MOST_BYTES) throw new Refusal(413, `the files are larger than ${MOST_BYTES / 1e6} MB together`);
      files.push(file);
    }
  } catch (error) {
    // the parser of forms gives its errors no status: they are all about the body
    if ((error as FastifyError).statusCode !== undefined) throw error;
    throw new Refusal(400, `the form is cut short or damaged (${(error as Error).message}); send the file again`);
  }
  const [first, ...others] = files;
  if (!first) throw new Refusal(400, 'there is no file, expected one');
  return [first, ...others];
}
