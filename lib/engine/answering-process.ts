import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';

/** Why a process gave no answer. */
export class NoAnswer extends Error {
  constructor(
    readonly why: 'took too long' | 'ended' | 'could not be asked',
    message: string = why,
  ) {
    super(message);
  }
}

export interface AnsweringProcess<Question, Answer> {
  /** Asks one question after the other. @throws NoAnswer */
  ask(question: Question): Promise<Answer>;
  /** Starts it before the first question, which then does not wait for that. */
  start(): void;
  /** Ends it, and gives back what it took; who waits for an answer gets none. A question after that starts it again. */
  stop(): void;
}

export interface AnsweringOptions<Answer> extends ForkOptions {
  /** How long it may take over a question. */
  seconds: number;
  /** Whether the process has had its day after an answer: then another takes its place before the next question. */
  isSpent?(answer: Answer): boolean;
}

/**
 * A process of its own for work that may take more memory or time than it should: it is started with the first question, and again where it
 * ended over one or took too long.
 * @param file the program: answers each message with one
 */
export function answeringProcess<Question extends object, Answer>(
  file: string,
  { seconds, isSpent, ...options }: AnsweringOptions<Answer>,
): AnsweringProcess<Question, Answer> {
  let child: ChildProcess | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  /** How often it has been stopped: who asked before gets no answer any more. */
  let stops = 0;
  let giveUp: (() => void) | undefined;

  function end(): void {
    child?.removeAllListeners();
    child?.on('error', () => {}); // it may fail to be told anything more
    child?.kill('SIGKILL');
    child = undefined;
  }

  /** The process, or a new one where it has ended meanwhile. */
  function start(): ChildProcess {
    if (child?.connected) return child;
    child = fork(file, [], options);
    child.on('error', () => {}); // who asks is told
    return child;
  }

  function ask(question: Question): Promise<Answer> {
    const asked = start();
    return new Promise((resolve, reject) => {
      const gaveUp = (error: NoAnswer) => {
        giveUp = undefined;
        clearTimeout(timer);
        end();
        reject(error);
      };
      const timer = setTimeout(() => gaveUp(new NoAnswer('took too long')), seconds * 1000);
      giveUp = () => gaveUp(new NoAnswer('ended'));
      asked.once('message', answer => {
        giveUp = undefined;
        clearTimeout(timer);
        asked.removeAllListeners();
        asked.on('error', () => {});
        if (isSpent?.(answer as Answer)) {
          end();
          start();
        }
        resolve(answer as Answer);
      });
      asked.once('exit', () => gaveUp(new NoAnswer('ended')));
      asked.once('error', error => gaveUp(new NoAnswer('could not be asked', error.message)));
      asked.send(question);
    });
  }

  return {
    ask(question) {
      const before = stops;
      const answer = queue.then(() => {
        if (stops !== before) throw new NoAnswer('ended');
        return ask(question);
      });
      queue = answer.catch(() => {});
      return answer;
    },
    start: () => void start(),
    stop() {
      stops++;
      giveUp?.();
      end();
    },
  };
}
