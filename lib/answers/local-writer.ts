import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { answeringProcess, NoAnswer } from '../engine/answering-process';
import type { Message, Writer } from './written-answer';

/** What the process is asked. */
export interface WritingQuestion {
  messages: Message[];
  /** The folder of library and model, and in it the model's file with what it must be. */
  folder: string;
  model: ModelFile;
  /** Bytes of memory that must be free before the model is loaded. */
  memory: number;
}

/** What it answers: the whole text, or what went wrong; pieces of the text come before, as parts. */
export interface WritingAnswer {
  text?: string;
  problem?: string;
}

interface ModelFile {
  file: string;
  bytes: number;
  sha256: string;
}

export interface LocalWriterOptions {
  /** Where library and model are; COURSE_READER_FOLDER names another folder than reader/. */
  folder?: string;
  /** Seconds for an answer, loading included; 120 by default: a machine with little to do takes 3. */
  seconds?: number;
  /** Bytes of memory that must be free before the model is loaded. */
  memory?: number;
}

/** The model takes 330 MB. */
const MEMORY = 400e6;
const SECONDS = 120;

const readerFolder = () => process.env.COURSE_READER_FOLDER ?? resolve(__dirname, '..', '..', 'reader');
const aboutModel = (folder: string) => join(folder, 'model.json');

/** Whether `npm run setup -- --reader` has installed a model. */
export const isModelInstalled = (folder = readerFolder()): boolean => existsSync(aboutModel(folder));

/**
 * The small language model that `npm run setup -- --reader` installs, SmolLM2-135M-Instruct by Hugging Face (Apache-2.0), through
 * node-llama-cpp on one thread of the processor. It runs in a process of its own, which the first answer starts: one answer after the other.
 * @throws Error where it is not installed; the writer throws Errors that say what went wrong, and starts the process anew when it is asked
 *   again
 */
export function localWriter({
  folder = readerFolder(),
  seconds = SECONDS,
  memory = MEMORY,
}: LocalWriterOptions = {}): Writer {
  if (!isModelInstalled(folder)) {
    throw new Error(
      `openAnswers: no model is installed in ${folder}; run npm run setup -- --reader once, which takes 181 MB of disk, or name a server ` +
        'with { url, model }',
    );
  }
  const model = JSON.parse(readFileSync(aboutModel(folder), 'utf8')) as ModelFile;
  const child = answeringProcess<WritingQuestion, WritingAnswer>(join(__dirname, 'local-writer-child.cjs'), {
    seconds,
    isSpent: ({ problem }) => problem !== undefined,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const whys: Record<NoAnswer['why'], string> = {
    'took too long': `gave no whole answer in ${seconds} s; close what else is running, and ask again`,
    ended: 'ended, most often because memory ran out; close what else is running, and ask again',
    'could not be asked': 'could not be started; ask again',
  };
  return {
    name: basename(model.file, '.gguf'),
    write: async (messages, { signal, onText }) => {
      const asked = child.ask({ messages, folder, model, memory }, { signal, onPart: onText });
      const { text, problem } = await asked.catch((error: Error) => {
        if (!(error instanceof NoAnswer)) throw error;
        throw new Error(`the model's process ${whys[error.why]}`);
      });
      if (text === undefined) throw new Error(`the model ${problem}`);
      return text;
    },
    close: child.stop,
  };
}
