import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { answeringProcess, NoAnswer } from '../../lib/engine/answering-process';
import type { Among } from './answers';
import type { Upload } from './read-upload';
import { Refusal } from './refusal';

export interface UploadQuestion {
  files: Uint8Array[];
  among: Among;
}

export interface UploadAnswer {
  upload?: Upload;
  refusal?: { status: number; words: string };
  /** What went wrong that is no fault of the file. */
  fault?: string;
  /** Bytes that the process holds afterwards. */
  memory: number;
}

/** Nothing that the limits let through takes as long, on a slow machine. */
const SECONDS = 60;
/** A process that holds more than this after a file is replaced: what decoders take they may not give back. */
const MOST_MEMORY = 350e6;

/**
 * Reads uploads in a process of its own, so that a file that takes long to decode keeps nobody else waiting, and the memory that it takes is
 * given back with the process.
 */
export function startUploadReader() {
  const child = answeringProcess<UploadQuestion, UploadAnswer>(join(__dirname, 'upload-child.ts'), {
    seconds: SECONDS,
    isSpent: ({ memory }) => memory > MOST_MEMORY,
    execArgv: ['--import', pathToFileURL(require.resolve('tsx')).href],
    serialization: 'advanced', // typed arrays arrive as what they are
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.start();
  return {
    /** @throws Refusal that says what was wrong with the file, what was expected and what to do */
    async read(files: Buffer[], among: Among): Promise<Upload> {
      const { upload, refusal, fault } = await child.ask({ files, among }).catch((error: Error) => {
        if (!(error instanceof NoAnswer)) throw error;
        throw new Refusal(400, `the file ${WHYS[error.why]}; make it smaller, or save it anew in another program`);
      });
      if (upload) return upload;
      throw refusal ? new Refusal(refusal.status, refusal.words) : new Error(`reading an upload failed: ${fault}`);
    },
    close: child.stop,
  };
}

const WHYS: Record<NoAnswer['why'], string> = {
  'took too long': `takes more than ${SECONDS} seconds to read`,
  ended: 'ended the program that reads it',
  'could not be asked': 'could not be read',
};
