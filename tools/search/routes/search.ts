import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Hit } from '../../../lib/search/stores/vector-store';
import type { Answer, FoundItem } from '../answers';
import { MOST_BYTES } from '../explain';
import { wordFinder } from '../find-words';
import { filterOf, MOST_FOUND, QUERY_SCHEMA, type SearchOptions, UPLOAD_SCHEMA } from '../options';
import { Refusal } from '../refusal';
import type { Searches } from '../searches';
import { startUploadReader } from '../upload-reader';
import { mediaAddress } from './media';

/** GET looks for words, or for what is like an item; POST for what is like a file. */
export function searchRoutes(server: FastifyInstance, searches: Searches): void {
  const { concepts, digits } = searches;
  const findWords = wordFinder(concepts);
  const uploads = startUploadReader();
  server.addHook('onClose', async () => uploads.close());

  const answer = ({ k }: SearchOptions, found: Omit<Answer, 'hits' | 'more'> & { hits: Hit[] }): Answer => ({
    ...found,
    hits: found.hits.slice(0, k).map(hit => shown(hit)),
    more: found.hits.length > k && k < MOST_FOUND,
  });
  const shown = ({ id, modality, source, title, similarity }: Hit): FoundItem => {
    const { unseen } = (concepts.items.get(id) ?? digits.items.get(id))!;
    const media = modality === 'text' ? {} : { media: mediaAddress(id) };
    return { id, modality, source, title, similarity, unseen, ...media };
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
    const hits = await digits.find({ text: words.toLowerCase() }, options);
    return answer(query, { hits, asked: `the number “${words}”` });
  });

  server.post<{ Querystring: SearchOptions }>('/api/search', { schema: UPLOAD_SCHEMA }, async request => {
    const { query } = request;
    const { content, asked } = await uploads.read(await filesOf(request), query.among);
    const space = query.among === 'digits' ? digits : concepts;
    return answer(query, { hits: await space.find(content, { k: query.k + 1, filter: filterOf(query) }), asked });
  });
}

/** Names and types of the files are not looked at. */
async function filesOf(request: FastifyRequest): Promise<[Buffer, ...Buffer[]]> {
  const files: Buffer[] = [];
  let bytes = 0;
  for await (const part of request.files()) {
    const file = await part.toBuffer();
    bytes += file.length;
    if (bytes > MOST_BYTES) throw new Refusal(413, `the files are larger than ${MOST_BYTES / 1e6} MB together`);
    files.push(file);
  }
  const [first, ...others] = files;
  if (!first) throw new Refusal(400, 'there is no file, expected one');
  return [first, ...others];
}
