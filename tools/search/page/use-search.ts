import { useRef, useState } from 'preact/hooks';
import type { Answer } from '../answers';
import { ask } from './ask';
import type { Question } from './query';

export interface Search {
  /** What is looked for, or was last. */
  question?: Question;
  answer?: Answer;
  /** What went wrong, '' if nothing did. */
  problem: string;
  busy: boolean;
  /** Asks the server at once; an answer that is still awaited is given up. */
  look(question: Question): void;
  fail(error: Error): void;
}

export function useSearch(): Search {
  const [question, setQuestion] = useState<Question>();
  const [answer, setAnswer] = useState<Answer>();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const awaited = useRef<AbortController>();

  const fail = (error: Error) => {
    if (error.name === 'AbortError') return;
    setProblem(error.message);
    setBusy(false);
  };
  const look = (asked: Question) => {
    awaited.current?.abort();
    awaited.current = new AbortController();
    setQuestion(asked);
    setBusy(true);
    ask(asked, awaited.current.signal).then(found => {
      setAnswer(found);
      setProblem('');
      setBusy(false);
    }, fail);
  };
  return { question, answer, problem, busy, look, fail };
}
