import { fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { join } from 'node:path';

/** Bytes of a file that is being fetched from the hub. */
export interface FetchProgress {
  file: string;
  done: number;
  total: number;
}

/** What the process is asked for, and what it answers. */
export interface Questions {
  open: {
    asked: {
      folder: string;
      /** Fetched from the hub under this name, into `models`; left out where all is in `folder`. */
      name?: string;
      models: string;
      host: string;
      dtype: string;
      /** What the fingerprint is made of. */
      files: string[];
    };
    answer: { fingerprint: string };
  };
  embedTexts: { asked: { texts: readonly string[] }; answer: { rows: Float32Array } };
  embedPictures: { asked: { pixels: Uint8Array; side: number }; answer: { rows: Float32Array } };
}

/** A question that the process could not answer. */
export class ModelError extends Error {
  constructor(
    message: string,
    /** Whether the hub said that there is no such model or file. */
    readonly missing = false,
    /** Whether the hub did not answer. */
    readonly unreachable = false,
  ) {
    super(message);
    this.name = 'ModelError';
  }
}

export interface PretrainedProcess {
  readonly pid: number | undefined;
  /** @throws ModelError in the words of the library, or with the reason for which the process has ended */
  ask<Kind extends keyof Questions>(
    kind: Kind,
    asked: Questions[Kind]['asked'],
    onProgress?: (progress: FetchProgress) => void,
  ): Promise<Questions[Kind]['answer']>;
  end(): void;
}

export interface Reply {
  id: number;
  answer?: unknown;
  problem?: { message: string; missing: boolean; unreachable: boolean };
  progress?: FetchProgress;
}

interface Waiting {
  resolve(answer: never): void;
  reject(error: ModelError): void;
  onProgress?(progress: FetchProgress): void;
}

const ignored = () => {};

/** Characters of what the process said, for the reason of its end. */
const KEPT = 4_000;

/**
 * Starts the process that a pretrained model runs in. It keeps this one from ending only while it is asked something, and ends with it.
 * @param library the folder that @huggingface/transformers is installed in
 */
export function startPretrained(library: string): PretrainedProcess {
  const child = fork(join(__dirname, 'pretrained-child.cjs'), [library], {
    serialization: 'advanced', // typed arrays as they are
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  const waiting = new Map<number, Waiting>();
  let ended: string | undefined;
  let said = '';
  let asked = 0;
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-KEPT);
  });
  (child.stderr as Socket).unref();
  const idle = () => {
    child.unref();
    child.channel?.unref();
  };
  const settled = (id: number) => {
    const promise = waiting.get(id)!;
    waiting.delete(id);
    if (waiting.size === 0) idle();
    return promise;
  };
  const endWith = (reason: string) => {
    ended ??= reason;
    for (const id of [...waiting.keys()]) settled(id).reject(new ModelError(ended));
  };
  idle();
  child.on('message', ({ id, answer, problem, progress }: Reply) => {
    if (!waiting.has(id)) return;
    if (progress) waiting.get(id)!.onProgress?.(progress);
    else if (problem) settled(id).reject(new ModelError(problem.message, problem.missing, problem.unreachable));
    else settled(id).resolve(answer as never);
  });
  child.on('error', error => endWith(`its process failed (${error.message})`));
  child.on('close', (status, signal) =>
    endWith(`its process ended with ${signal ?? `status ${status}`}${why(signal, said)}`),
  );
  return {
    pid: child.pid,
    ask: (kind, question, onProgress) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(new ModelError(ended));
        const id = asked++;
        waiting.set(id, { resolve, reject, onProgress });
        child.ref();
        child.channel?.ref();
        child.send({ id, kind, ...question }, ignored); // the end of the process says why
      }),
    end: () => {
      endWith('it was disposed');
      child.kill();
    },
  };
}

function why(signal: string | null, said: string): string {
  if (signal === 'SIGKILL') return ': most often because memory ran out';
  const words = /^\w*Error: .*$/m.exec(said)?.[0];
  return words ? ` (${words})` : '';
}
