import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Side } from '../../data/sprite-sheet';
import { type AnsweringProcess, answeringProcess, NoAnswer } from '../../engine/answering-process';
import type { FileQuestion, ReadFile } from './read-file';
import { LeftOut } from './read-whole';

export interface FileAnswer {
  file?: ReadFile;
  leftOut?: { reason: string; fleeting: boolean };
  /** What nobody expected to go wrong. */
  fault?: string;
  /** Bytes that the process holds afterwards. */
  memory: number;
}

/** Reads files, some at once. */
export interface Reader {
  /** How many files it pays to ask for before the first is there. */
  readonly ahead: number;
  /** @throws LeftOut that says why the file cannot be used */
  read(question: Omit<FileQuestion, 'side'>): Promise<ReadFile>;
  close(): void;
}

/** No file takes as long that is worth it, on a slow machine. */
const SECONDS = 120;
/** A process that holds more than this after a file is replaced: what decoders take they may not give back. */
const MOST_MEMORY = 300e6;
/** Of a machine with many cores: the encoders are the slower part. */
const MOST_PROCESSES = 4;

/**
 * Starts processes that read files: decoding one picture and embedding another go on at once, a file that takes for ever or ends the program
 * that reads it costs that file alone, and the memory that it takes is given back.
 * @param side of drawings, in pixels
 */
export function startReader(side: Side): Reader {
  const processes = Math.min(MOST_PROCESSES, Math.max(1, availableParallelism() >> 1));
  const children = Array.from({ length: processes }, () =>
    answeringProcess<FileQuestion, FileAnswer>(join(__dirname, 'reader-child.ts'), {
      seconds: SECONDS,
      isSpent: ({ memory }) => memory > MOST_MEMORY,
      execArgv: ['--import', pathToFileURL(require.resolve('tsx')).href],
      serialization: 'advanced', // typed arrays arrive as what they are
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    }),
  );
  let asked = 0;
  return {
    ahead: 2 * processes,
    read: question => readBy(children[asked++ % processes], { ...question, side }),
    close: () => {
      for (const child of children) child.stop();
    },
  };
}

async function readBy(child: AnsweringProcess<FileQuestion, FileAnswer>, question: FileQuestion): Promise<ReadFile> {
  const { file, leftOut, fault } = await child.ask(question).catch((error: Error) => {
    if (!(error instanceof NoAnswer)) throw error;
    throw new LeftOut(WHYS[error.why]);
  });
  if (file) return file;
  throw leftOut ? new LeftOut(leftOut.reason, leftOut.fleeting) : new LeftOut(`could not be read (${fault})`);
}

const WHYS: Record<NoAnswer['why'], string> = {
  'took too long': `takes more than ${SECONDS} seconds to read`,
  ended: 'ended the program that reads it',
  'could not be asked': 'could not be read',
};
