import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import type { CourseItem } from '../../../lib/search/course-items';
import type { Hit } from '../../../lib/search/stores/vector-store';
import type { Answer, FoundItem } from '../answers';
import { MOST_BYTES } from '../explain';
import { findDigits } from '../find-digits';
import { wordFinder } from '../find-words';
import { filterOf, MOST_FOUND, QUERY_SCHEMA, type SearchOptions, UPLOAD_SCHEMA } from '../options';
import { Refusal, refusingQuery } from '../refusal';
import type { Searches } from '../searches';
import { startUploadReader } from '../upload-reader';
import { mediaAddress } from './media';

/** GET looks for words, or for what is like an item; POST for what is like a file. */
export async function searchRoutes(server: FastifyInstance, searches: Searches): Promise<void> {
  const { concepts, digits } = searches;
  const findWords = await wordFinder(concepts);
  const names = namesOf([...concepts.items.values(), ...digits.items.values()]);
  const uploads = startUploadReader();
  server.addHook('onClose', async () => uploads.close());

  const answer = ({ k }: SearchOptions, found: Omit<Answer, 'hits' | 'more'> & { hits: Hit[] }): Answer => ({
    ...found,
    hits: found.hits.slice(0, k).map(hit => shown(hit)),
    more: found.hits.length > k && k < MOST_FOUND,
  });
  const shown = ({ id, modality, source, title, similarity }: Hit): FoundItem => {
    const { unseen, label } = (concepts.items.get(id) ?? digits.items.get(id))!;
    const concept = names.get(label) ?? null;
    const media = modality === 'text' ? {} : { media: mediaAddress(id) };
    return { id, modality, source, title, similarity, unseen, concept, ...media };
  };

  server.get<{ Querystring: SearchOptions }>('/api/search', { schema: QUERY_SCHEMA }, async ({ query }) => {
    const options = { k: query.k + 1, filter: filterOf(query) };
    if (query.id !== undefined) {
      const space = concepts.items.has(query.id) ? concepts : digits;
      const item = space.items.get(query.id);
      if (!item) throw new Refusal(404, 'there is no such item');
      return answer(query, {
        hits: await space.find({ id: query.id }, options),
        asked: `what is like “${item.title}”`,
      });
    }
    const words = query.words!.trim();
    if (query.among === 'concepts') return answer(query, await findWords(words, options));
    return answer(query, await findDigits(digits, words, options));
  });

  server.post<{ Querystring: SearchOptions }>('/api/search', { schema: UPLOAD_SCHEMA }, async request => {
    const { query } = request;
    const { content, asked } = await uploads.read(await filesOf(request), query.among);
    const space = query.among === 'digits' ? digits : concepts;
    const options = { k: query.k + 1, filter: filterOf(query) };
    return answer(query, { hits: await refusingQuery(() => space.find(content, options)), asked });
  });
}

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
