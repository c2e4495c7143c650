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

export interface AskingOptions {
  /** Called with each `part` of a message that has one: an answer comes after its parts. */
  onPart?: (part: string) => void;
  /** Ends the process in the middle of the question: the next one starts it again. */
  signal?: AbortSignal;
}

export interface AnsweringProcess<Question, Answer> {
  /** Asks one question after the other. @throws NoAnswer; the signal's reason once it is aborted */
  ask(question: Question, options?: AskingOptions): Promise<Answer>;
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

/** An answer may be anything that can be sent; what has a `part` comes before it. */
const isPart = (message: unknown): message is { part: string } =>
  typeof message === 'object' && message !== null && 'part' in message;

/**
 * A process of its own for work that may take more memory or time than it should: it is started with the first question, and again where it
 * ended over one or took too long.
 * @param file the program: answers each message with one, and may tell it in parts before
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

  function ask(question: Question, { onPart, signal }: AskingOptions): Promise<Answer> {
    const asked = start();
    return new Promise((resolve, reject) => {
      const settled = () => {
        giveUp = undefined;
        clearTimeout(timer);
        signal?.removeEventListener('abort', stopped);
      };
      const gaveUp = (error: Error) => {
        settled();
        end();
        reject(error);
      };
      const stopped = () => gaveUp(signal!.reason);
      signal?.addEventListener('abort', stopped);
      const timer = setTimeout(() => gaveUp(new NoAnswer('took too long')), seconds * 1000);
      giveUp = () => gaveUp(new NoAnswer('ended'));
      asked.on('message', (answer: Answer | { part: string }) => {
        if (isPart(answer)) return onPart?.(answer.part);
        settled();
        asked.removeAllListeners();
        asked.on('error', () => {});
        if (isSpent?.(answer)) {
          end();
          start();
        }
        resolve(answer);
      });
      asked.once('exit', () => gaveUp(new NoAnswer('ended')));
      asked.once('error', error => gaveUp(new NoAnswer('could not be asked', error.message)));
      asked.send(question);
    });
  }

  return {
    ask(question, options = {}) {
      const before = stops;
      const answer = queue.then(() => {
        options.signal?.throwIfAborted();
        if (stops !== before) throw new NoAnswer('ended');
        return ask(question, options);
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
