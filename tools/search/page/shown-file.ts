import { filmFrames } from './film-frames';
import type { Query } from './query';

let previous = '';

/**
 * A file as a query, with an address to show it by. Of a film the frames are sent, since only the browser can read it.
 * @throws Error when it is too large, or a film that the browser cannot play
 */
export async function shownFile(file: Blob, name: string, mostBytes: number): Promise<Query> {
  const film = file.type.startsWith('video/');
  if (!film && file.size > mostBytes) {
    throw new Error(`${name} is larger than ${mostBytes / 1e6} MB; make it smaller, or cut out what you need`);
  }
  const address = URL.createObjectURL(file);
  const kind = film ? 'film' : file.type.startsWith('audio/') ? 'sound' : 'picture';
  const files = film ? await filmFrames(address) : [file];
  URL.revokeObjectURL(previous);
  previous = address;
  return { files, shown: { kind, address, name } };
}
