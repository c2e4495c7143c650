import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { sha256 } from './sha256';

/** What a file that ships with the course or with a package must be. */
export interface ExpectedFile {
  bytes: number;
  sha256: string;
  /** The command that mends it, as the reader would type it. */
  mend: string;
}

/**
 * Reads a file and believes it only when its length and its SHA-256 are the expected ones.
 * @throws Error that names the file, what is wrong with it and the command that restores it
 */
export async function readVerified(caller: string, path: string, expected: ExpectedFile): Promise<Buffer> {
  const name = basename(path);
  const remedy = `run ${expected.mend} to restore it`;
  const data = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const problem = error.code === 'ENOENT' ? 'is missing' : `cannot be read (${error.code ?? error.message})`;
    throw new Error(`${caller}: ${name} ${problem}, expected it at ${path}; ${remedy}`);
  });
  if (data.length !== expected.bytes) {
    const count = (n: number) => n.toLocaleString('en-US');
    throw new Error(`${caller}: ${name} has ${count(data.length)} bytes, expected ${count(expected.bytes)}; ${remedy}`);
  }
  const digest = sha256(data);
  if (digest !== expected.sha256) {
    throw new Error(
      `${caller}: ${name} is damaged: its SHA-256 is ${digest}, expected ${expected.sha256}; ${remedy} (it has been changed since it was installed)`,
    );
  }
  return data;
}
