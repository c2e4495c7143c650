import { closeSync, constants, createReadStream, fstatSync, openSync, readSync } from 'node:fs';

/** Where a file lies; bytes where its name is no UTF-8. */
export type Place = string | Buffer;

/** What is no link is opened, and what is no file does not hold the grader up: a pipe would wait for its other end. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Opens what was handed in, if it is a file and nothing else.
 * @returns a descriptor, which the caller closes
 * @throws the file system's errors
 */
export function openPlain(place: Place): number {
  const descriptor = openSync(place, FLAGS);
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  throw Object.assign(new Error('it is no file'), { code: 'EINVAL' });
}

/** The file's bytes, piece by piece. */
export const readPlain = (place: Place, options: { signal?: AbortSignal } = {}) =>
  createReadStream('', { fd: openPlain(place), highWaterMark: 1 << 20, ...options });

/** The first bytes of a file and the last ones, which are the same in a short one. */
export function endsOf(place: Place, length: number): { head: Buffer; tail: Buffer; size: number } {
  const descriptor = openPlain(place);
  try {
    const { size } = fstatSync(descriptor);
    const at = (position: number) => {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(descriptor, bytes, 0, length, position));
    };
    return { head: at(0), tail: at(Math.max(0, size - length)), size };
  } finally {
    closeSync(descriptor);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it is gone',
  EACCES: 'EACCES: give yourself the right to read it',
  EPERM: 'EPERM: give yourself the right to read it',
  ENAMETOOLONG: 'ENAMETOOLONG: its path is too long for this system',
};

/** In words, why something cannot be read. */
export function whyNot(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === undefined ? message : (REASONS[code] ?? code);
}
