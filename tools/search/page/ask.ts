import type { About, Answer, Problem, Reply, WritingLine, Written } from '../answers';
import type { FileQuery, Query, Question } from './query';

export const askAbout = (): Promise<About> => answered<About>(fetch('/api/about'));

/** @throws Error with words for the reader; an AbortError when the signal stopped it */
export function ask({ query, filters, k }: Question, signal: AbortSignal): Promise<Answer> {
  const options = new URLSearchParams({ k: String(k), among: filters.among });
  if (filters.modality) options.set('modality', filters.modality);
  if (filters.source) options.set('source', filters.source);
  if ('files' in query) {
    return answered(fetch(`/api/search?${options}`, { method: 'POST', body: formOf(query), signal }));
  }
  if ('like' in query) options.set('id', query.like);
  else options.set('words', query.words);
  return answered(fetch(`/api/search?${options}`, { signal }));
}

/**
 * Asks a question, about an item or a file where these are looked for.
 * @throws as `ask`
 */
export function askQuestion(question: string, query: Query, signal: AbortSignal): Promise<Reply> {
  const options = new URLSearchParams({ question });
  if ('files' in query) {
    return answered(fetch(`/api/answer?${options}`, { method: 'POST', body: formOf(query), signal }));
  }
  if ('like' in query) options.set('id', query.like);
  return answered(fetch(`/api/answer?${options}`, { signal }));
}

function formOf({ files }: FileQuery): FormData {
  const body = new FormData();
  for (const file of files) body.append('file', file, 'file');
  return body;
}

/**
 * Reads what a model writes.
 * @param onPiece called with each piece of it as it comes
 * @throws as `ask`
 */
export async function readWriting(
  address: string,
  onPiece: (piece: string) => void,
  signal: AbortSignal,
): Promise<Written> {
  const response = await fetch(address, { signal }).catch(explain);
  if (!response.ok) throw new Error(((await response.json()) as Problem).error);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value = '' } = await reader.read().catch(explain);
    if (done) throw new Error('what was written broke off');
    const lines = `${rest}${value}`.split('\n');
    rest = lines.pop()!;
    for (const line of lines.map(text => JSON.parse(text) as WritingLine)) {
      if ('problem' in line) throw new Error(line.problem);
      if ('written' in line) return line.written;
      onPiece(line.piece);
    }
  }
}

async function answered<T>(request: Promise<Response>): Promise<T> {
  const response = await request.catch(explain);
  const said: T | Problem = await response.json();
  if (!response.ok) throw new Error((said as Problem).error);
  return said as T;
}

function explain(error: Error): never {
  if (error.name === 'AbortError') throw error;
  throw new Error('the server does not answer; is npm run search still running?');
}

/** Shows the place of a file on this machine, in its own program for files. */
export const openPlace = (id: string): Promise<unknown> =>
  answered(fetch(`/api/folder/open?${new URLSearchParams({ id })}`, { method: 'POST' }));
