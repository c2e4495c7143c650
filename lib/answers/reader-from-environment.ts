import { isModelInstalled } from './local-writer';
import type { Reader } from './writer-of';

/** The variables that name a server, as `ChatServer` does. */
const [URL_OF_SERVER, MODEL] = ['COURSE_READER_URL', 'COURSE_READER_MODEL'];

/**
 * Who may write answers here: the server that the environment names (COURSE_READER_URL and COURSE_READER_MODEL), or else the model that
 * `npm run setup -- --reader` has installed.
 * @returns undefined where there is neither
 * @throws Error where only one of the variables is set
 */
export function readerFromEnvironment(): Reader | undefined {
  const [url, model] = [process.env[URL_OF_SERVER], process.env[MODEL]];
  if (!url && !model) return isModelInstalled() ? 'model' : undefined;
  if (url && model) return { url, model };
  const [set, missing] = url ? [URL_OF_SERVER, MODEL] : [MODEL, URL_OF_SERVER];
  throw new Error(`readerFromEnvironment: ${set} is set and ${missing} is not; a server needs both`);
}
