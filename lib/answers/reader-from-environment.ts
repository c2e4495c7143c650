import type { ChatServer } from './chat-writer';

/** The variables that name a server, as `ChatServer` does. */
const [URL_OF_SERVER, MODEL] = ['COURSE_READER_URL', 'COURSE_READER_MODEL'];

/**
 * The server that the environment names as the reader: COURSE_READER_URL and COURSE_READER_MODEL.
 * @returns undefined where neither is set
 * @throws Error where only one of them is
 */
export function readerFromEnvironment(): ChatServer | undefined {
  const [url, model] = [process.env[URL_OF_SERVER], process.env[MODEL]];
  if (!url && !model) return undefined;
  if (url && model) return { url, model };
  const [set, missing] = url ? [URL_OF_SERVER, MODEL] : [MODEL, URL_OF_SERVER];
  throw new Error(`readerFromEnvironment: ${set} is set and ${missing} is not; a server needs both`);
}
