import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { HEAD_BYTES } from './kinds';

/** Why a file is left out, in words that end a sentence: 'may not be read by you'. */
export class LeftOut extends Error {
  /**
   * @param fleeting whether another look may find it otherwise although the file is the same: it may be readable then
   */
  constructor(
    reason: string,
    readonly fleeting = false,
  ) {
    super(reason);
  }
}

/** No larger file is read, in bytes. */
const LARGEST = 200e6;
/** A link that took the file's place is not followed, and a pipe that did keeps nobody waiting. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The bytes of a file, and which file it was when they were read. */
export interface WholeFile {
  bytes: Buffer;
  size: number;
  /** When it was last changed, in milliseconds since 1970. */
  changed: number;
}

/**
 * Reads a file from its first byte to its last.
 * @param judge is given the first bytes, before the others are read, and may throw
 * @throws LeftOut where it is empty, too large, may not be read, or changes or vanishes meanwhile
 */
export async function readWhole(place: Buffer, judge: (head: Buffer) => Promise<void>): Promise<WholeFile> {
  const file = await open(place, FLAGS).catch(explain);
  try {
    const before = await file.stat();
    if (!before.isFile()) throw new LeftOut('is no ordinary file any more', true);
    if (before.size === 0) throw new LeftOut('is empty');
    if (before.size > LARGEST) throw new LeftOut(`is larger than ${LARGEST / 1e6} MB`);
    const head = Buffer.alloc(Math.min(HEAD_BYTES, before.size));
    await fill(file, head, before);
    await judge(head);
    const bytes = Buffer.allocUnsafe(before.size);
    await fill(file, bytes, before);
    assertSame(before, await file.stat());
    return { bytes, size: before.size, changed: before.mtimeMs };
  } catch (error) {
    return explain(error as NodeJS.ErrnoException);
  } finally {
    await file.close();
  }
}

async function fill(file: FileHandle, into: Buffer, before: Stats): Promise<void> {
  for (let at = 0; at < into.length; ) {
    const { bytesRead } = await file.read(into, at, into.length - at, at);
    if (bytesRead === 0) assertSame(before, { size: at, mtimeMs: Number.NaN });
    at += bytesRead;
  }
}

function assertSame(before: Pick<Stats, 'size' | 'mtimeMs'>, after: Pick<Stats, 'size' | 'mtimeMs'>): void {
  if (before.size !== after.size || before.mtimeMs !== after.mtimeMs) {
    throw new LeftOut('changed while it was read; index again when it is at rest', true);
  }
}

const REASONS: Record<string, string> = {
  EACCES: 'may not be read by you',
  EPERM: 'may not be read by you',
  ENOENT: 'vanished meanwhile',
  ENOTDIR: 'vanished meanwhile',
  ELOOP: 'became a symbolic link meanwhile',
  ENXIO: 'is no ordinary file any more',
};

function explain(error: NodeJS.ErrnoException): never {
  if (error instanceof LeftOut || error.code === undefined) throw error;
  throw new LeftOut(REASONS[error.code] ?? `cannot be read (${error.code})`, true);
}
