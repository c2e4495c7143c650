import { withBase } from 'vitepress';
import type { DemoAnswer, Numbered, Question, Said } from '../../demo/browser/messages';

/** The search, in a worker of its own. */
export interface SearchClient {
  /**
   * Loads what words need. @returns the name of the engine that started
   * @param onBytes told how much has come
   */
  load(onBytes: (bytes: number) => void): Promise<string>;
  /**
   * @param onBytes told how much has come, where something has to be loaded first
   * @throws Error in words for a reader
   */
  ask(question: Exclude<Question, { ask: 'load' }>, onBytes: (bytes: number) => void): Promise<DemoAnswer>;
  close(): void;
}

type Outcome = Exclude<Said, { said: 'loading' }>;

export function startSearch(): SearchClient {
  const worker = new Worker(withBase('/demo/search.js'));
  const waiting = new Map<number, { settle(outcome: Outcome): void; onBytes(bytes: number): void }>();
  let asked = 0;
  worker.onmessage = ({ data }: MessageEvent<Numbered<Said>>) => {
    if (data.said === 'loading') return waiting.get(data.number)?.onBytes(data.bytes);
    waiting.get(data.number)?.settle(data);
    waiting.delete(data.number);
  };
  worker.onerror = event => {
    // it would be told on the console as well
    event.preventDefault();
    const problem = event.message || 'the script of the search cannot be loaded';
    for (const { settle } of waiting.values()) settle({ said: 'problem', problem });
    waiting.clear();
  };
  const put = (question: Question, onBytes: (bytes: number) => void) =>
    new Promise<Exclude<Outcome, { said: 'problem' }>>((resolve, reject) => {
      const number = asked++;
      waiting.set(number, {
        onBytes,
        settle: outcome => (outcome.said === 'problem' ? reject(new Error(outcome.problem)) : resolve(outcome)),
      });
      worker.postMessage({ ...question, number } satisfies Numbered<Question>);
    });
  return {
    load: async onBytes => {
      const outcome = await put({ ask: 'load' }, onBytes);
      return outcome.said === 'loaded' ? outcome.engine : '';
    },
    ask: async (question, onBytes) => {
      const outcome = await put(question, onBytes);
      if (outcome.said !== 'answer') throw new Error('the search gave no answer');
      return outcome.answer;
    },
    close: () => worker.terminate(),
  };
}
