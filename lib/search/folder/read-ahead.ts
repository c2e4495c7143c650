import { type FileKey, placeOf, shownName } from './file-key';
import type { Ledger } from './ledger';
import type { ReadFile } from './read-file';
import { LeftOut } from './read-whole';
import type { Reader } from './reader';
import type { WalkedFile } from './walk';

/** A file, and what was read of it, or why it is left out. */
export interface Job {
  file: WalkedFile;
  read: ReadFile | LeftOut;
}

/** Reads files some ahead of who takes them, so that decoding and embedding go on at once; they come in their order. */
export async function* readAhead(
  files: AsyncIterable<WalkedFile>,
  { root, ledger }: { root: string; ledger: Ledger },
  reader: Reader,
): AsyncGenerator<Job> {
  const reading: { file: WalkedFile; read: Promise<Job['read']> }[] = [];
  for await (const file of files) {
    reading.push({ file, read: readNew(file, root, ledger, reader) });
    if (reading.length <= reader.ahead) continue;
    const { read, ...first } = reading.shift()!;
    yield { ...first, read: await read };
  }
  for (const { file, read } of reading) yield { file, read: await read };
}

/** Reads a file; where one of its size is known, first its digest alone, which is enough for a known content. */
async function readNew({ key, size }: WalkedFile, root: string, ledger: Ledger, reader: Reader): Promise<Job['read']> {
  try {
    if (ledger.hasSize(size)) {
      const digest = await readOne(root, key, reader, { digestOnly: true });
      if (ledger.withHash(digest.hash)) return digest;
    }
    return await readOne(root, key, reader);
  } catch (error) {
    if (error instanceof LeftOut) return error;
    throw error;
  }
}

const readOne = (root: string, key: FileKey, reader: Reader, { digestOnly = false } = {}): Promise<ReadFile> =>
  reader.read({ place: placeOf(root, key), name: shownName(key), digestOnly });
