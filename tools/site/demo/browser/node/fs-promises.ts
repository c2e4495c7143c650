import { download } from '../download';

/** What of `node:fs/promises` the search uses, in a browser: files of the course, which lie on the site under the same paths. */

export function readFile(path: string): Promise<Uint8Array>;
export function readFile(path: string, encoding: 'utf8'): Promise<string>;
export async function readFile(path: string, encoding?: 'utf8'): Promise<Uint8Array | string> {
  const bytes = await download(path.slice(1));
  return encoding ? new TextDecoder().decode(bytes) : bytes;
}
