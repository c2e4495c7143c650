import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { READING_SECONDS } from './bounds';
import type { KnownExercises } from './exercise-cells';
import type { ReadReply, ReadRequest } from './reader';

export interface Reader {
  /** What a notebook hands in; a problem where it cannot be told. Never throws for what the notebook holds. */
  read(file: string, name: string): Promise<ReadReply>;
  stop(): void;
}

/** Starts the process that reads notebooks, one after the other; a new one where it ends over a notebook or takes too long. */
export function startReader(known: KnownExercises, { seconds = READING_SECONDS } = {}): Reader {
  let child: ChildProcess | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  function start(): ChildProcess {
    return fork(path.join(__dirname, 'reader.ts'), [], {
      execArgv: [...process.execArgv, '--max-old-space-size=400'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
  }

  function ask(request: ReadRequest): Promise<ReadReply> {
    child ??= start();
    const asked = child;
    return new Promise(resolve => {
      const finish = (reply: ReadReply, ended: boolean) => {
        clearTimeout(timer);
        asked.removeAllListeners();
        if (ended) {
          asked.on('error', () => {}); // it may fail to be told anything more
          asked.kill('SIGKILL');
          child = undefined;
        }
        resolve(reply);
      };
      const gaveUp = (why: string) => finish({ problem: `${request.name} cannot be read: ${why}.` }, true);
      const timer = setTimeout(() => gaveUp(`the compiler took more than ${seconds} s over it`), seconds * 1000);
      asked.once('message', reply => finish(reply as ReadReply, false));
      asked.once('exit', () => gaveUp('the compiler failed on it'));
      asked.once('error', error => gaveUp(error.message));
      asked.send(request);
    });
  }

  return {
    read(file, name) {
      const reply = queue.then(() => ask({ file, name, known }));
      queue = reply;
      return reply;
    },
    stop() {
      child?.removeAllListeners();
      child?.on('error', () => {});
      child?.kill('SIGKILL');
      child = undefined;
    },
  };
}
