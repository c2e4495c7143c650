import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Answer, AnswerSource, Question } from '../../../lib/answers/answer';
import { ReaderError } from '../../../lib/answers/written-answer';
import type { Reply, Source, WritingLine, Written } from '../answers';
import { Refusal } from '../refusal';
import type { Searches } from '../searches';

/** Questions that a model may still be asked to write about. */
const KEPT = 50;

/**
 * Hands on what a model writes about a question that was answered by a quotation, as it comes, a line of JSON each. It is stopped by who
 * asked: by going away.
 * @returns gives a question the address of what is written about it; undefined where there is no model
 */
export function writingRoute(
  server: FastifyInstance,
  { answers: { writing } }: Pick<Searches, 'answers'>,
  sourceOf: (source: AnswerSource) => Source,
): ((question: Question) => NonNullable<Reply['writing']>) | undefined {
  if (!writing) return undefined;
  const kept = new Map<string, Question>();

  server.get<{ Params: { key: string } }>('/api/writing/:key', async ({ params }, reply) => {
    const question = kept.get(params.key);
    if (!question) throw new Refusal(404, 'the question is not known any more; ask it again');
    const lines = new PassThrough();
    const stop = new AbortController();
    lines.on('close', () => stop.abort());
    const tell = (line: WritingLine) => lines.writable && lines.write(`${JSON.stringify(line)}\n`);
    writing
      .ask(question, { signal: stop.signal, onText: piece => tell({ piece }) })
      .then(
        answer => tell({ written: writtenOf(answer) }),
        (error: Error) => !stop.signal.aborted && tell({ problem: problemOf(error) }),
      )
      .finally(() => lines.end());
    return reply.type('application/x-ndjson').header('cache-control', 'no-store').send(lines);
  });

  const writtenOf = ({ claims = [], sources }: Answer): Written => ({ claims, sources: sources.map(sourceOf) });

  return question => {
    const key = randomUUID();
    kept.set(key, question);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    return { address: `/api/writing/${key}`, model: writing.model };
  };
}

function problemOf(error: Error): string {
  if (error instanceof ReaderError) return error.message;
  console.error('writing an answer:', error);
  return 'something went wrong; the terminal says what';
}
