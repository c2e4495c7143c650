import yauzl from 'yauzl';
import type { Entries, Entry } from './entry';
import { ignoredBy } from './ignored';
import { type Kind, kindOf } from './kind';
import type { Place } from './plain-file';
import type { Workplace } from './workplace';
import { entriesOf, type Packed, pathOf, refusal, TooMuchError, type Total, unpack } from './zip';

const MOST_NESTED = 2;
/** With its folders; no disk holds longer ones. */
const LONGEST_NAME = 2000;
/** Of a file whose name does not say what it is, in MB. */
const MOST_LOOKED_INTO = 20;

interface Whereabouts {
  found: Entries;
  work: Workplace;
  /** What is to be said of each of its notebooks. */
  notes: string[];
}

/** How deep a ZIP lies in others, and what has been found in it and in those around it that are one student's. */
interface Depth {
  nested: number;
  total: Total;
}

/** Adds all that lies in a ZIP, under its name. Throws nothing: what cannot be read is named. */
export async function addZip(zip: Place, name: string, where: Whereabouts, nested = 0): Promise<void> {
  const { list } = where.found;
  const before = list.length;
  try {
    await addFiles(zip, name, where, { nested, total: { entries: 0, bytes: 0 } });
  } catch (error) {
    list.length = before; // one line, not thousands
    const why = error instanceof TooMuchError ? error.message : `cannot be read (${(error as Error).message})`;
    list.push({ is: 'problem', name, problem: `${name} ${why}, and was not unpacked.` });
  }
}

async function addFiles(zip: Place, name: string, where: Whereabouts, depth: Depth): Promise<void> {
  const { list, zips } = where.found;
  zips.add(name);
  const { entries, wrong } = await entriesOf(zip, depth.total);
  if (wrong !== undefined) list.push({ is: 'problem', name, problem: `${name} ${wrong}.` });
  const before = list.length;
  const folders = new Set<string>();
  const passed = new Set<string>();
  for (const entry of entries) {
    const inside = pathOf(entry);
    const parts = inside.split('/').filter(part => part !== '' && part !== '.');
    const full = `${name}/${parts.join('/')}`;
    const ignored = ignoredPart(parts, inside.endsWith('/'));
    if (inside.length > LONGEST_NAME) {
      const part = `${full.slice(0, 100)}…`;
      list.push({ is: 'problem', name: part, problem: `${part} has a name of ${inside.length} characters.` });
    } else if (yauzl.validateFileName(inside) !== null) {
      list.push({ is: 'problem', name: full, problem: `${full} would lie outside of the ZIP, and was not unpacked.` });
    } else if (ignored) {
      const place = `${name}/${ignored.part}`;
      if (!passed.has(place)) list.push({ is: 'ignored', name: place, rule: ignored.rule });
      passed.add(place);
    } else if (inside.endsWith('/')) folders.add(full);
    else await addPacked({ zip, entry, name: full }, where, depth);
  }
  const bare = emptyOnes(list.slice(before), folders);
  list.push(...bare);
  if (wrong === undefined && bare.length === 0 && list.slice(before).every(({ is }) => is === 'ignored')) {
    list.push({ is: 'empty', name });
  }
}

/** Folders in which nothing lies. */
function emptyOnes(inside: readonly Entry[], folders: ReadonlySet<string>): Entry[] {
  const things = inside.filter(({ is }) => is !== 'ignored');
  const bare = [...folders].filter(folder => !things.some(one => one.name.startsWith(`${folder}/`)));
  return bare.map(name => ({ is: 'empty', name }));
}

/** The first part of a path that a rule passes over: a whole folder, once. */
function ignoredPart(parts: readonly string[], isFolder: boolean): { part: string; rule: string } | undefined {
  for (let i = 0; i < parts.length; i++) {
    const rule = ignoredBy(parts[i], isFolder || i < parts.length - 1);
    if (rule) return { part: parts.slice(0, i + 1).join('/'), rule };
  }
  return undefined;
}

async function addPacked(packed: Packed, where: Whereabouts, depth: Depth): Promise<void> {
  const { name, entry } = packed;
  const { found, work, notes } = where;
  const problem = (words: string) => void found.list.push({ is: 'problem', name, problem: `${name} ${words}` });
  const refused = refusal(entry);
  if (refused) return problem(refused);
  try {
    const { kind, file } = await lookInto(packed, work);
    const all = 'note' in kind && kind.note !== undefined ? [...notes, kind.note] : notes;
    if (kind.is === 'other') found.list.push({ ...kind, name });
    else if (kind.is === 'notebook') {
      const bring = (signal?: AbortSignal) => unpack(packed, work, signal);
      found.list.push({ is: 'notebook', name, bring, changed: entry.getLastModDate(), notes: all });
    } else await addNested(file!, name, { ...where, notes: all }, depth);
  } catch (error) {
    if (error instanceof TooMuchError) throw error;
    problem(`cannot be unpacked (${(error as Error).message}).`);
  }
}

/** A ZIP in a ZIP. In that of a class it is a student's: what is too much of one is not too much of the others. */
async function addNested(zip: string, name: string, where: Whereabouts, { nested, total }: Depth): Promise<void> {
  if (nested === 0) await addZip(zip, name, where, 1);
  else if (nested < MOST_NESTED) await addFiles(zip, name, where, { nested: nested + 1, total });
  else
    where.found.list.push({
      is: 'problem',
      name,
      problem: `${name} is a ZIP in a ZIP in a ZIP, and was not unpacked.`,
    });
}

/** What a packed file is; unpacked only where its name does not tell. A ZIP stays: its notebooks are unpacked when they are graded. */
async function lookInto(packed: Packed, work: Workplace): Promise<{ kind: Kind; file?: string }> {
  const { name, entry } = packed;
  if (name.endsWith('.ipynb')) return { kind: { is: 'notebook' } };
  const mayBeOne = /ipynb|\.zip$/i.test(name);
  const telling =
    mayBeOne || (/\.(txt|json)$|\/[^./]+$/i.test(name) && entry.uncompressedSize < MOST_LOOKED_INTO * 1e6);
  if (!telling) return { kind: { is: 'other', what: 'no notebook' } };
  const { file, release } = await unpack(packed, work);
  const kind = kindOf(file, name);
  if (kind.is !== 'zip') release();
  return { kind, file };
}
