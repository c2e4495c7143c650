import { sha256 } from '../../data/sha256';
import type { Side } from '../../data/sprite-sheet';
import { type FileKind, judgeBytes, judgeName } from './kinds';
import { type FileContent, readContent } from './read-content';
import { LeftOut, readWhole } from './read-whole';

/** Which file is to be read. */
export interface FileQuestion {
  place: Uint8Array;
  /** The last part of its path. */
  name: string;
  /** Of drawings, in pixels. */
  side: Side;
  /** Whether its digest is enough: its content may be known. */
  digestOnly?: boolean;
}

/** What was read of a file. */
export interface ReadFile {
  /** SHA-256 of its bytes. */
  hash: string;
  size: number;
  /** When it was last changed, in milliseconds since 1970. */
  changed: number;
  content?: FileContent;
}

/**
 * Reads a file, and makes of it what can be embedded.
 * @throws LeftOut that says why not
 */
export async function readFile({ place, name, side, digestOnly }: FileQuestion): Promise<ReadFile> {
  let kind: FileKind | undefined;
  const judge = async (head: Buffer) => {
    const judged = judgeName(name) ?? (await judgeBytes(name, head));
    if ('leftOut' in judged) throw new LeftOut(judged.leftOut);
    kind = judged.kind;
  };
  const { bytes, size, changed } = await readWhole(Buffer.from(place), judge);
  const hash = sha256(bytes);
  return { hash, size, changed, ...(!digestOnly && { content: await readContent(kind!, bytes, side) }) };
}
