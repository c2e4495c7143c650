import type { FastifyInstance } from 'fastify';
import type { Question } from '../../../lib/answers/answer';
import type { Reply } from '../answers';
import { namesOf } from '../items-of-concept';
import { type AskOptions, FILE_QUESTION_SCHEMA, QUESTION_SCHEMA } from '../options';
import { refusingQuery } from '../refusal';
import type { Searches } from '../searches';
import { shownConcepts } from '../shown-concepts';
import { sourceTeller } from '../tell-source';
import type { UploadsOfServer } from '../uploads';
import { writingRoute } from './writing';

/** GET answers a question in words, or about an item; POST one about a file. */
export function answerRoutes(server: FastifyInstance, searches: Searches, uploads: UploadsOfServer): void {
  const names = namesOf([...searches.concepts.items.values()]);
  const shown = shownConcepts(searches, uploads);
  const sourceOf = sourceTeller(searches);
  const offerWriting = writingRoute(server, searches, sourceOf);
  // what the first question would wait for is made ready; who asks first meets what goes wrong
  server.addHook('onListen', async () => void searches.answers.ask({ text: 'What is it?' }).catch(() => {}));

  server.get<{ Querystring: AskOptions }>('/api/answer', { schema: QUESTION_SCHEMA }, async ({ query }) =>
    replyTo({ text: query.question, ...(query.id !== undefined && { concepts: shown.ofItem(query.id) }) }),
  );

  server.post<{ Querystring: AskOptions }>('/api/answer', { schema: FILE_QUESTION_SCHEMA }, async request => {
    const upload = await uploads.read(request, 'concepts');
    const concepts = await shown.ofUpload(upload);
    return concepts ? replyTo({ text: request.query.question, concepts }) : unknown(upload.asked);
  });

  async function replyTo(question: Question): Promise<Reply> {
    const { text, abstained, sources, nearest, concept } = await refusingQuery(() => searches.answers.ask(question));
    return {
      ...{ text, abstained, concept: names.get(concept ?? '') ?? null },
      sources: sources.slice(0, 1).map(sourceOf),
      nearest: nearest.slice(sources.length > 0 ? 1 : 0).map(sourceOf),
      ...(offerWriting && !abstained && { writing: offerWriting(question) }),
    };
  }
}

/** What is beside the question is not known. */
const unknown = (asked: string): Reply => ({
  text: `Not in here: nothing that is stored fits ${asked}, so that nothing is known of it.`,
  ...{ abstained: true, sources: [], nearest: [], concept: null },
});
