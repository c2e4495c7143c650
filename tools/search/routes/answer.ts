import type { FastifyInstance } from 'fastify';
import type { Answer, AnswerSource, Question } from '../../../lib/answers/answer';
import { SILENT_BELOW } from '../../../lib/answers/open-answers';
import type { Reply, Source } from '../answers';
import { itemOf } from '../item-of';
import { itemsByConcept, namesOf } from '../items-of-concept';
import { type AskOptions, FILE_QUESTION_SCHEMA, QUESTION_SCHEMA } from '../options';
import { refusingQuery } from '../refusal';
import type { Searches } from '../searches';
import { shownConcepts } from '../shown-concepts';
import type { UploadsOfServer } from '../uploads';

/** GET answers a question in words, or about an item; POST one about a file. */
export function answerRoutes(server: FastifyInstance, searches: Searches, uploads: UploadsOfServer): void {
  const { concepts, answers } = searches;
  const items = [...concepts.items.values()];
  const names = namesOf(items);
  const itemsOf = itemsByConcept(items);
  const shown = shownConcepts(searches, uploads);

  server.get<{ Querystring: AskOptions }>('/api/answer', { schema: QUESTION_SCHEMA }, async ({ query }) =>
    replyTo({ text: query.question, ...(query.id !== undefined && { concepts: shown.ofItem(query.id) }) }),
  );

  server.post<{ Querystring: AskOptions }>('/api/answer', { schema: FILE_QUESTION_SCHEMA }, async request => {
    const upload = await uploads.read(request, 'concepts');
    const likely = await shown.ofUpload(upload);
    return likely ? replyTo({ text: request.query.question, concepts: likely }) : unknown(upload.asked);
  });

  const replyTo = async (question: Question): Promise<Reply> =>
    replyOf(await refusingQuery(() => answers.ask(question)));

  const replyOf = ({ text, abstained, sources, nearest, concept, reader }: Answer): Reply => ({
    ...{ text, abstained, reader, concept: names.get(concept ?? '') ?? null },
    sources: sources.filter(({ score }) => score >= SILENT_BELOW).map(sourceOf),
    nearest: abstained ? nearest.map(sourceOf) : [],
  });

  const sourceOf = ({ passage, sentence }: AnswerSource): Source => ({
    ...{ title: passage.title, link: safeLink(passage.link), licence: answers.attribution, sentence },
    concepts: passage.concepts.flatMap(id => names.get(id) ?? []),
    items: (['image', 'audio'] as const).flatMap(modality => {
      const all = passage.concepts.flatMap(id => itemsOf.get(id) ?? []);
      return all
        .filter(item => item.modality === modality)
        .slice(0, 1)
        .map(itemOf);
    }),
  });
}

/** What is beside the question is not known. */
const unknown = (asked: string): Reply => ({
  text: `Not in here: nothing that is stored fits ${asked}, so that nothing is known of it.`,
  ...{ abstained: true, sources: [], nearest: [], concept: null, reader: 'quote' },
});

/** A passage may come from anywhere: its link opens a page, and runs nothing. */
const safeLink = (link: string): string => (/^https?:\/\//i.test(link) ? link : '');
