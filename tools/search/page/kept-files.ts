import { filmFrames } from './film-frames';
import type { FileQuery } from './query';

/** So many of the last files can be gone back to. */
const KEPT = 12;

const kept = new Map<string, FileQuery>();
let number = 0;

/** A file that was searched with, as long as the page is open; undefined after a reload. */
export const keptFile = (key: string | undefined): FileQuery | undefined => (key ? kept.get(key) : undefined);

/** The key by which a file is found again. */
export function keepFile(query: FileQuery): string {
  for (const [key, one] of kept) if (one === query) return key;
  const key = `${performance.timeOrigin} ${number++}`;
  kept.set(key, query);
  const [[first, oldest]] = kept;
  if (kept.size > KEPT) {
    kept.delete(first);
    URL.revokeObjectURL(oldest.shown.address);
  }
  return key;
}

/**
 * A file as a query, with an address to show it by. Of a film the frames are sent, since only the browser can read it.
 * @throws Error when it is too large, or a film that the browser cannot play
 */
export async function fileQuery(file: Blob, name: string, mostBytes: number): Promise<FileQuery> {
  const film = file.type.startsWith('video/');
  if (!film && file.size > mostBytes) {
    throw new Error(`${name} is larger than ${mostBytes / 1e6} MB; make it smaller, or cut out what you need`);
  }
  const address = URL.createObjectURL(file);
  const kind = film ? 'film' : file.type.startsWith('audio/') ? 'sound' : 'picture';
  return { files: film ? await filmFrames(address) : [file], shown: { kind, address, name } };
}
