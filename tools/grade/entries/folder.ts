import { copyFileSync, lstatSync, readdirSync, rmSync, type Stats } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Entries, Entry, NotebookEntry } from './entry';
import { ignoredBy } from './ignored';
import { kindOf } from './kind';
import { type Place, whyNot } from './plain-file';
import type { Workplace } from './workplace';
import { addZip } from './zip-entries';

/** Of one file; a larger one would be read for minutes. */
const MOST_MEGABYTES = 4000;

interface Whereabouts {
  found: Entries;
  work: Workplace;
}

/** A name as text; where it is no UTF-8, byte by byte. */
function textOf(raw: Buffer): string {
  const text = raw.toString('utf8');
  return Buffer.from(text).equals(raw) ? text : raw.toString('latin1');
}

function below(folder: Place, raw: Buffer): Place {
  const text = raw.toString('utf8');
  if (typeof folder === 'string' && Buffer.from(text).equals(raw)) return path.join(folder, text);
  return Buffer.concat([Buffer.from(folder), Buffer.from(path.sep), raw]);
}

function inWords(stats: Stats): string | undefined {
  if (stats.isSymbolicLink()) return 'is a link, which is not followed: put there what it leads to.';
  if (stats.isFIFO()) return 'is a named pipe, and no file: it was not opened.';
  if (stats.isSocket()) return 'is a socket, and no file: it was not opened.';
  if (!stats.isFile() && !stats.isDirectory()) return 'is a device, and no file: it was not opened.';
  if (stats.size > MOST_MEGABYTES * 1e6) return `takes more than ${MOST_MEGABYTES / 1000} GB, and was not read.`;
  return undefined;
}

/** A file of the disk as a notebook. */
function onDisk(place: Place, work: Workplace): NotebookEntry['bring'] {
  return async () => {
    if (typeof place === 'string') return { file: place, release() {} };
    const file = work.next();
    copyFileSync(place, file);
    return { file, release: () => rmSync(file, { force: true }) };
  };
}

/** Adds what lies at a place, and all below it. Throws nothing: what cannot be read is named. */
export async function lookAt(place: Place, name: string, { found, work }: Whereabouts): Promise<void> {
  const add = (entry: Entry) => void found.list.push(entry);
  try {
    const stats = lstatSync(place);
    const rule = ignoredBy(name.split('/').at(-1)!, stats.isDirectory());
    if (rule) return add({ is: 'ignored', name, rule });
    const wrong = inWords(stats);
    if (wrong) return add({ is: 'problem', name, problem: `${name} ${wrong}` });
    if (stats.isDirectory()) return await lookInto(place, name, { found, work });
    const kind = kindOf(place, name);
    const notes = 'note' in kind && kind.note !== undefined ? [kind.note] : [];
    if (kind.is === 'zip') await addZip(place, name, { found, work, notes });
    else if (kind.is === 'other') add({ ...kind, name });
    else add({ is: 'notebook', name, bring: onDisk(place, work), changed: stats.mtime, notes });
  } catch (error) {
    add({ is: 'problem', name, problem: `${name} cannot be read (${whyNot(error)}).` });
  }
}

/**
 * Adds all that lies in a folder.
 * @param name of the folder; nothing for the one that is graded
 */
export async function lookInto(folder: Place, name: string, { found, work }: Whereabouts): Promise<void> {
  const before = found.list.length;
  for (const raw of readdirSync(folder, { encoding: 'buffer' })) {
    await setImmediate(); // a large folder takes a while, and the command may be stopped
    const text = textOf(raw);
    await lookAt(below(folder, raw), name === '' ? text : `${name}/${text}`, { found, work });
  }
  const holds = found.list.slice(before).some(({ is }) => is !== 'ignored' && is !== 'empty');
  if (!holds && name !== '') found.list.push({ is: 'empty', name });
}
