import { describe } from '../engine/rows';
import { type ChatServer, chatWriter } from './chat-writer';
import { localWriter } from './local-writer';
import type { Writer } from './written-answer';

/** Who writes an answer: nobody, so that a sentence is quoted; the model that is installed here; or one behind a server. */
export type Reader = 'quote' | 'model' | ChatServer;

/**
 * @returns undefined where answers are quoted
 * @throws Error for a model that is not installed; TypeError or RangeError for a reader that is none
 */
export function writerOf(reader: Reader = 'quote'): Writer | undefined {
  if (reader === 'quote') return undefined;
  if (reader === 'model') return localWriter();
  if (typeof reader === 'object' && reader !== null) return chatWriter(reader);
  throw new TypeError(`openAnswers: the reader is ${describe(reader)}, expected 'quote', 'model' or { url, model }`);
}
