import { readdir } from 'node:fs/promises';

/** The table of LanceDB that the items are in. */
export const TABLE = 'items';

export const mend = (folder: string): string => `remove the folder ${folder} and index again`;

/** How folders begin in which an index is made, see lance-table.ts. */
export const MAKING = '.making-';

/**
 * Looks at a folder before LanceDB does, which would make a table in any.
 * @returns whether there is an index
 * @throws Error when it holds something else
 */
export async function hasIndex(caller: string, folder: string): Promise<boolean> {
  const entries = (await namesIn(caller, folder)).filter(name => name !== MANIFEST && !name.startsWith(HIDDEN));
  if (entries.includes(`${TABLE}.lance`)) return true;
  if (entries.length === 0) return false;
  throw new Error(
    `${caller}: the folder ${folder} holds ${entries.slice(0, 3).join(', ')} and no index, expected a folder of its own; name another`,
  );
}

/** What does not count: what a system leaves in every folder, an index that is being made, what belongs to the index beside the table. */
const HIDDEN = '.';
/** LanceDB's list of the tables in a folder. */
const MANIFEST = '__manifest';

/** What a reader can do about an error of LanceDB, whose own words come last. */
export function explainLance(caller: string, folder: string, error: Error): Error {
  const words = error.message.split('\n')[0].replace(/,? *\S+\.rs:\d+:\d+/g, ''); // without places in its source
  const known = REASONS.find(([pattern]) => pattern.test(error.message));
  const reason = known?.[1](folder) ?? `the index in ${folder} cannot be used, it may be damaged; ${mend(folder)}`;
  return new Error(`${caller}: ${reason} (LanceDB: ${words})`, { cause: error });
}

/** Tries of a call that other processes keep preempting, and milliseconds to let them pass: at first, and by so many more each time. */
const TRIES = 12;
const PAUSE = 20;
const PREEMPTED = /commit conflict|preempted|concurrent (writers|commits)/i;

/** Does again what another process has preempted: LanceDB refuses it whole. */
export async function untilUndisturbed<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === TRIES || !PREEMPTED.test((error as Error).message)) throw error;
      await new Promise(resolve => setTimeout(resolve, PAUSE * attempt * (0.5 + Math.random())));
    }
  }
}

const REASONS: [RegExp, (folder: string) => string][] = [
  [PREEMPTED, () => 'other processes write all the time; try again when they are done'],
  [/No space left|os error 28\b/i, () => 'the disk is full; free some space. What was stored before is unchanged'],
  [/ENOTDIR|Not a directory|os error 20\b|File exists/, folder => `${folder} is no folder; name another`],
  [
    /EACCES|Permission denied|EROFS|Read-only|os error (13|30)\b/,
    folder => `${folder} may not be read or written; name another folder`,
  ],
  [/Unable to create/, folder => `${folder} cannot be made; name another folder`],
];

/** The names in a folder, none when it is not there. */
async function namesIn(caller: string, folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    const problem = code === 'ENOTDIR' ? 'is no folder' : `cannot be read (${code ?? message})`;
    throw new Error(`${caller}: ${folder} ${problem}, expected a folder for the index; name another`);
  }
}
