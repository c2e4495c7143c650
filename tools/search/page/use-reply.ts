import { useLayoutEffect, useState } from 'preact/hooks';
import type { Reply } from '../answers';
import { askQuestion } from './ask';
import { isQuestion } from './is-question';
import type { Query, Question } from './query';

/** What is asked, and what came of it so far. */
export interface Replying {
  asked: string;
  /** Undefined as long as it is looked for. */
  reply?: Reply;
  /** What went wrong. */
  problem?: string;
}

/** What is asked in words, where anything is: about what is looked for among concepts. */
export function askedIn({ query, filters, about }: Question): string | undefined {
  if (filters.among !== 'concepts') return undefined;
  if ('words' in query) return isQuestion(query.words) ? query.words : undefined;
  return about;
}

/** The answer to a question, beside what is found for it. It comes when it is there, and waits for nothing that is found. */
export function useReply(question: Question | undefined): Replying | undefined {
  const query = question?.query;
  const asked = question && askedIn(question);
  const [told, setTold] = useState<Replying & { query: Query }>();
  // not after the next frame: the answer is asked for before the search, which takes longer (see useSearch)
  useLayoutEffect(() => {
    if (query === undefined || asked === undefined) return undefined;
    const stop = new AbortController();
    const tell = (what: Pick<Replying, 'reply' | 'problem'>) => {
      if (!stop.signal.aborted) setTold({ query, asked, ...what });
    };
    askQuestion(asked, query, stop.signal).then(
      reply => tell({ reply }),
      (error: Error) => tell({ problem: error.message }),
    );
    return () => stop.abort();
  }, [query, asked]);
  if (asked === undefined) return undefined;
  return told && told.query === query && told.asked === asked ? told : { asked };
}
