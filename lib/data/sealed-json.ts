import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { sha256 } from './sha256';

/** An object that carries the SHA-256 of everything else in it. */
export type Sealed<T> = { sha256: string } & T;

const digestOf = (content: unknown) => sha256(JSON.stringify(content));

/** Puts the seal on an object: the SHA-256 of its JSON, as the first key. */
export function seal<T extends object>(content: T): Sealed<T> {
  return { sha256: digestOf(content), ...content };
}

/** @returns whether the object is what it was when it was sealed */
export function sealHolds(sealed: unknown): boolean {
  if (typeof sealed !== 'object' || sealed === null || Array.isArray(sealed)) return false;
  const { sha256: digest, ...content } = sealed as Sealed<object>;
  return digest === digestOf(content);
}

/**
 * Reads a file of JSON. How it is indented does not matter, since a seal is over the values.
 * @param mend the command that restores the file, for the error
 * @throws Error that names the file when it is missing, may not be read or is no JSON object
 */
export async function readJson(caller: string, path: string, mend: string): Promise<Record<string, unknown>> {
  const name = basename(path);
  const remedy = `run ${mend} to restore it`;
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const problem = error.code === 'ENOENT' ? 'is missing' : `cannot be read (${error.code ?? error.message})`;
    throw new Error(`${caller}: ${name} ${problem}, expected it at ${path}; ${remedy}`);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${caller}: ${name} is no JSON, it may have been cut short (${path}); ${remedy}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${caller}: ${name} holds no object, expected one (${path}); ${remedy}`);
  }
  return value as Record<string, unknown>;
}
