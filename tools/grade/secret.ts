import { createHash, createHmac, randomBytes } from 'node:crypto';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isWithin } from './entries/submissions';

/*
 * What the drawn inputs of a run are made from. Nobody who hands something in can know it: made by chance at the first run, it is kept
 * with the grades, so that the same notebook is asked the same at each grading, and lies where no answer can read.
 */

const FILE = 'secret';
const BYTES = 32;
const WRITTEN = new RegExp(`^[0-9a-f]{${2 * BYTES}}\n$`);

export interface Secret {
  /** Of what is handed in for an exercise: what its inputs are drawn from. */
  seedOf(id: string, source: string): string;
  /** Tells one secret from another, and gives neither away. */
  fingerprint: string;
}

/** One that is not kept: no other run asks the same. */
export const newSecret = (): Secret => secretOf(randomBytes(BYTES));

function secretOf(key: Buffer): Secret {
  return {
    seedOf: (id, source) => createHmac('sha256', key).update(id).update('\0').update(source).digest('hex'),
    fingerprint: createHash('sha256').update(key).digest('hex'),
  };
}

/**
 * The secret of a folder of grades, which exists; made where there is none yet.
 * @param open folders in which answers can read
 * @throws Error where the grades lie in one of those, or the secret is not whole; the file system's errors
 */
export function secretIn(folder: string, open: readonly string[]): Secret {
  const place = realpathSync(folder);
  const around = open.map(one => realpathSync(one)).find(one => isWithin(one, place));
  if (around) {
    throw new Error(
      `--out ${folder}: answers can read in ${around}, and would learn the inputs that they are tried with; name a folder elsewhere.`,
    );
  }
  const file = path.join(place, FILE);
  const text = readOrMake(file);
  if (WRITTEN.test(text)) return secretOf(Buffer.from(text.trim(), 'hex'));
  throw new Error(
    `${file} is not whole (${text.length} characters, expected ${2 * BYTES + 1}). Delete it: the next run makes another, and grades everything anew.`,
  );
}

function readOrMake(file: string): string {
  try {
    // for the account that grades alone; another run that is as fast keeps its own
    writeFileSync(file, `${randomBytes(BYTES).toString('hex')}\n`, { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}
