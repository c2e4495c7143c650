import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { checkTexts, wordsOf } from './text-features';

/** Length of a sentence's vector. */
export const SENTENCE_WIDTH = 512;

/** A finished model of English sentences. */
export interface SentenceModel {
  /**
   * A vector a text: n * 512 numbers, rows of about unit length. Large and small letters are the same to it.
   * @throws TypeError for no texts; RangeError for a text that is empty, longer than 2,000 characters or has no letter a to z and no
   *   digit; it says which
   */
  vectors(texts: string[]): Promise<Float32Array>;
  /** Lets the model go: its thread ends with the last that uses it, or with the process. */
  close(): Promise<void>;
}

interface Answer {
  id: number;
  vectors?: Float32Array;
  problem?: string;
}

/** The thread that the model runs in. */
interface Thread {
  vectors(texts: string[]): Promise<Float32Array>;
  end(): Promise<void>;
}

/** The one thread of this process, and how many use it: each would take 150 MB. */
let shared: { thread: Thread; users: number } | undefined;

/**
 * The Universal Sentence Encoder in its lite form (Cer et al. 2018, https://arxiv.org/abs/1803.11175), from the npm packages
 * @energetic-ai/*, 0.2.0 (Apache-2.0): it knows English from a great many sentences, and nothing of pictures. Nothing is downloaded. It
 * runs in a thread of its own, which all who start it share; a text takes 2 to 10 ms.
 */
export function startSentences(): SentenceModel {
  shared ??= { thread: startThread(), users: 0 };
  let used: typeof shared | undefined = shared;
  used.users++;
  return {
    vectors: async texts => {
      if (!used) throw new Error('sentences: the model was closed; start it again with startSentences');
      checkTexts('sentences', texts);
      for (const [i, text] of texts.entries()) wordsOf(text, `sentences: text ${i}`); // throws where there is none
      return used.thread.vectors(texts.map(text => text.toLowerCase()));
    },
    close: async () => {
      const left = used;
      used = undefined;
      if (!left || --left.users > 0) return;
      if (shared === left) shared = undefined;
      await left.thread.end();
    },
  };
}

function startThread(): Thread {
  const worker = new Worker(join(__dirname, 'sentence-worker.cjs'));
  const waiting = new Map<number, { resolve(vectors: Float32Array): void; reject(error: Error): void }>();
  let asked = 0;
  let broken: Error | undefined;
  worker.unref(); // an idle model keeps no process alive
  const settle = (id: number) => {
    const promise = waiting.get(id)!;
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    return promise;
  };
  const refuseAll = (error: Error) => {
    broken = error;
    for (const id of [...waiting.keys()]) settle(id).reject(error);
  };
  worker.on('message', ({ id, vectors, problem }: Answer) => {
    if (!waiting.has(id)) return; // an answer on its way when the model was closed
    if (vectors) settle(id).resolve(vectors);
    else settle(id).reject(new Error(`sentences: the model failed (${problem}); run npm ci to restore it`));
  });
  worker.on('error', error => {
    refuseAll(new Error(`sentences: the model cannot start (${error.message}); run npm ci to install @energetic-ai/*`));
  });
  return {
    vectors: texts => {
      if (broken) return Promise.reject(broken);
      const id = asked++;
      worker.ref();
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, texts });
      });
    },
    end: async () => {
      refuseAll(new Error('sentences: the model was closed'));
      await worker.terminate();
    },
  };
}
