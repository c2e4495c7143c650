import path from 'node:path';
import { answeringProcess, NoAnswer } from '../../../lib/engine/answering-process';
import { READING_SECONDS } from '../bounds';
import type { KnownExercises } from './exercise-cells';
import type { ReadReply, ReadRequest } from './reader';

export interface Reader {
  /** What a notebook hands in; a problem where it cannot be told. Never throws for what the notebook holds. */
  read(file: string, name: string): Promise<ReadReply>;
  stop(): void;
}

/** Starts the process that reads notebooks, one after the other; a new one where it ends over a notebook or takes too long. */
export function startReader(known: KnownExercises, { seconds = READING_SECONDS } = {}): Reader {
  const compiler = answeringProcess<ReadRequest, ReadReply>(path.join(__dirname, 'reader.ts'), {
    seconds,
    execArgv: [...process.execArgv, '--max-old-space-size=400'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const whys: Record<NoAnswer['why'], (message: string) => string> = {
    'took too long': () => `the compiler took more than ${seconds} s over it`,
    ended: () => 'the compiler failed on it',
    'could not be asked': message => message,
  };
  return {
    read: (file, name) =>
      compiler.ask({ file, name, known }).catch(error => {
        if (!(error instanceof NoAnswer)) throw error;
        return { problem: `${name} cannot be read: ${whys[error.why](error.message)}.` };
      }),
    stop: compiler.stop,
  };
}
