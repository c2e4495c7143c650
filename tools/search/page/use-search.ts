import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer } from '../answers';
import { addressOf, readAddress } from './address';
import { ask } from './ask';
import { keepFile, keptFile } from './kept-files';
import { type Filters, firstOf, type Query, type Question } from './query';
import { askedIn } from './use-reply';

export interface Search {
  /** Of what is looked for, or will be. */
  filters: Filters;
  /** What is looked for, or was last. */
  question?: Question;
  /** Undefined from the moment on when something else is asked. */
  answer?: Answer;
  /** What went wrong, '' if nothing did. */
  problem: string;
  busy: boolean;
  /** Asks the server at once, and says so in the page's address. A query that takes time to make may come as a promise. */
  look(query: Query | Promise<Query> | undefined, filters: Filters): void;
  /** The same with other filters. */
  filter(filters: Filters): void;
  /** Asks about the item or the file that is looked for. What was found stays. */
  askBeside(words: string): void;
  /** Asks for more of the same. */
  lookFurther(k: number): void;
  fail(error: Error): void;
}

/** One question at a time: what comes too late, after another was asked, is not looked at. */
export function useSearch(): Search {
  const [filters, setFilters] = useState(() => readAddress(location.search).filters);
  const [question, setQuestion] = useState<Question>();
  const [answer, setAnswer] = useState<Answer>();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const last = useRef(new AbortController());

  /** Ends what was asked before. */
  const begin = (): AbortSignal => {
    last.current.abort();
    last.current = new AbortController();
    setProblem('');
    return last.current.signal;
  };
  const fail = (error: Error) => {
    setAnswer(undefined);
    setProblem(error.message);
    setBusy(false);
  };
  const ifStill =
    <T>(signal: AbortSignal, take: (value: T) => void) =>
    (value: T) => {
      if (!signal.aborted) take(value);
    };
  const put = (asked: Question, signal: AbortSignal) => {
    setQuestion(asked);
    setFilters(asked.filters);
    setBusy(true);
    const take = (found: Answer) => {
      setAnswer(found);
      setBusy(false);
    };
    const go = () => void ask(asked, signal).then(ifStill(signal, take), ifStill(signal, fail));
    // useReply asks for an answer as soon as this is drawn: it takes less than a search, and comes first
    if (askedIn(asked) === undefined) go();
    else setTimeout(go);
  };
  const show = (query: Query | undefined, chosen: Filters, signal: AbortSignal, about?: string) => {
    setFilters(chosen);
    if (query) return put({ query, filters: chosen, k: firstOf(chosen), about }, signal);
    setQuestion(undefined);
    setBusy(false);
  };
  /** What the address says, when the page is opened or somebody goes back. */
  const restore = () => {
    const signal = begin();
    setAnswer(undefined);
    const { query, filters: chosen, about } = readAddress(location.search);
    if (!query || !('file' in query)) return show(query, chosen, signal, about);
    const file = keptFile((history.state as { file?: string } | null)?.file);
    show(file, chosen, signal, about);
    if (!file)
      fail(new Error(`“${query.file}” is a file of yours, and no address can keep it: choose or draw it again`));
  };
  useEffect(() => {
    restore();
    addEventListener('popstate', restore);
    return () => removeEventListener('popstate', restore);
  }, []);

  const look = (given: Query | Promise<Query> | undefined, chosen: Filters, about?: string) => {
    const signal = begin();
    setAnswer(undefined);
    setBusy(given !== undefined);
    const go = (query: Query | undefined) => {
      remember(query, chosen, about);
      show(query, chosen, signal, about);
    };
    // words are asked for at once: an answer may not wait for the next turn
    if (given instanceof Promise) given.then(ifStill(signal, go), ifStill(signal, fail));
    else go(given);
  };
  const filter = (chosen: Filters) => look(question?.query, chosen, question?.about);
  const askBeside = (words: string) => {
    if (!question) return;
    remember(question.query, filters, words);
    setQuestion({ ...question, about: words });
  };
  const lookFurther = (k: number) => question && put({ ...question, k }, begin());
  return {
    ...{ filters, question, answer, problem, busy, look: (query, chosen) => look(query, chosen) },
    ...{ filter, askBeside, lookFurther },
    fail: error => {
      begin();
      fail(error);
    },
  };
}

/** A new entry of the history, unless it is where the page is. */
function remember(query: Query | undefined, filters: Filters, about?: string): void {
  const state = query && 'files' in query ? { file: keepFile(query) } : null;
  const place = `${location.pathname}${addressOf(query, filters, about)}`;
  const before = (history.state as { file?: string } | null)?.file;
  if (place === `${location.pathname}${location.search}` && before === state?.file)
    history.replaceState(state, '', place);
  else history.pushState(state, '', place);
}
