import { lstatSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Entries, Entry, NotebookEntry } from './entry';
import { lookAt, lookInto } from './folder';
import { BESIDE, EMPTY } from './ignored';
import { whyNot } from './plain-file';
import { studentsOf, type Whose } from './students';
import { type Workplace, workplace } from './workplace';

/** Something that was handed in. */
export interface HandedIn {
  /** Its path below what was named, with slashes; one inside a ZIP goes on behind the ZIP's name. */
  name: string;
  student: string;
  /** A learning platform's number for the student. */
  id?: string;
  /** Whether it came late, where a learning platform's name for it says so. */
  late?: boolean;
  /** When it was last changed, by the file system or the ZIP that it came in. */
  submitted?: Date;
}

/** A notebook that is to be graded. */
export interface SubmittedFile extends HandedIn {
  submitted: Date;
  /** What a grader should know of where it was found. */
  notes: string[];
  /** Where it can be read. @throws Error that says why it cannot */
  bring: NotebookEntry['bring'];
}

/** Something that was handed in and is not graded, and why. */
export interface NotGraded extends HandedIn {
  problem: string;
}

export interface Found {
  files: SubmittedFile[];
  problems: NotGraded[];
  /** Rules, with the names of what was passed over by them. */
  ignored: Map<string, string[]>;
}

/** More of them are counted, not told one by one. */
const MOST_TOLD = 20;

/** By the bytes of the name, so that the order is the same on every machine. */
const byName = (a: { name: string }, b: { name: string }) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name));

function shown(names: readonly string[], most: number): string {
  if (names.length > most) return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Names that two entries have: the second gets a number. */
function numbered(list: readonly Entry[]): void {
  const taken = new Set<string>();
  for (const entry of list) {
    const { name } = entry;
    for (let i = 2; taken.has(entry.name); i++) entry.name = `${name} (${i})`;
    taken.add(entry.name);
  }
}

/** A student's entries: notebooks, problems, what is passed over beside a notebook, and a line where there is none. */
function gather(student: string, own: readonly [Entry, Whose][], found: Found): void {
  const items = [...new Set(own.map(([, { item }]) => item))];
  const [[, { id }]] = own;
  const isOne = new Set(own.map(([, one]) => one.id)).size === 1 && id !== undefined;
  const whose = { student, ...(id !== undefined && { id }) };
  const together = items.length > 1 && !isOne ? [`taken together as one student's: ${shown(items, 5)}`] : [];
  const problems: NotGraded[] = [];
  const rest: Entry[] = [];
  let notebooks = 0;
  for (const [entry, { late }] of own) {
    const { name } = entry;
    if (entry.is === 'problem') problems.push({ name, ...whose, problem: entry.problem });
    else if (entry.is !== 'notebook') rest.push(entry);
    else {
      const { bring, changed: submitted, notes } = entry;
      const when = { submitted, ...(late !== undefined && { late }) };
      found.files.push({ name, ...whose, ...when, notes: [...notes, ...together], bring });
      notebooks++;
    }
  }
  if (notebooks > 0) {
    for (const { name, is } of rest) passOver(found, is === 'empty' ? EMPTY : BESIDE, name);
  } else if (rest.length > 0) problems.push({ name: items[0], ...whose, problem: withoutNotebook(items[0], rest) });
  problems.sort(byName);
  const more = problems.splice(MOST_TOLD);
  if (more.length > 0) {
    problems.push({
      name: more[0].name,
      ...whose,
      problem: `${more[0].name} and ${more.length - 1} more, not graded.`,
    });
  }
  found.problems.push(...problems);
}

function withoutNotebook(item: string, rest: readonly Entry[]): string {
  const others = rest.flatMap(one => (one.is === 'other' ? [one] : []));
  if (others.length === 0) return `${item} holds nothing: nothing was handed in.`;
  if (others.length === 1 && others[0].name === item)
    return `${item} is ${others[0].what}: hand in the notebook itself.`;
  const names = others.map(({ name, what }) => `${name.slice(item.length + 1)} (${what})`);
  return `${item} holds no notebook, but ${shown(names, 3)}.`;
}

function passOver({ ignored }: Found, rule: string, name: string): void {
  const names = ignored.get(rule);
  if (names) names.push(name);
  else ignored.set(rule, [name]);
}

/** Sorts out what was found: whose it is, what is graded, named or passed over. */
function sortedOut(entries: Entries): Found {
  const found: Found = { files: [], problems: [], ignored: new Map() };
  entries.list.sort(byName);
  numbered(entries.list);
  const own = new Map<string, [Entry, Whose][]>();
  const whose = studentsOf(entries);
  for (const entry of entries.list) {
    if (entry.is === 'ignored') {
      passOver(found, entry.rule, entry.name);
      continue;
    }
    const one = whose.get(entry)!;
    const theirs = own.get(one.student);
    if (theirs) theirs.push([entry, one]);
    else own.set(one.student, [[entry, one]]);
  }
  for (const [student, theirs] of own) gather(student, theirs, found);
  found.files.sort(byName);
  return found;
}

interface Named {
  /** As the command had it. */
  words: string;
  place: string;
  /** Where it really lies; undefined for a link that leads nowhere. */
  real?: string;
  isFolder: boolean;
}

function named(words: string, place: string): Named {
  try {
    lstatSync(place);
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (isGone) throw new Error(`${words} is not there. Name a folder of notebooks, or notebooks.`);
    throw new Error(`${words} cannot be read (${whyNot(error)}).`);
  }
  try {
    return { words, place, real: realpathSync(place), isFolder: statSync(place).isDirectory() };
  } catch {
    return { words, place, isFolder: false };
  }
}

/** The folder that holds all of them, as they are written. */
function folderOf(places: readonly string[]): string {
  let folder = path.dirname(places[0]);
  while (!places.every(place => isWithin(folder, place))) folder = path.dirname(folder);
  return folder;
}

/** Whether a path is that of the folder or lies in it. */
export function isWithin(folder: string, place: string): boolean {
  const relative = path.relative(folder, place);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/**
 * What lies in all that was named.
 * @param full names from the folder on that holds all of it; else each thing by its own name, and what lies in a folder from there on
 */
async function entriesOf(all: readonly Named[], full: boolean, work: Workplace): Promise<Entries> {
  const where = { found: { list: [], zips: new Set<string>() } as Entries, work };
  const folder = folderOf(all.map(({ place }) => place));
  const home = realpathSync(folder);
  for (const { words, place, real, isFolder } of all) {
    const name = full ? path.relative(folder, place).split(path.sep).join('/') : path.basename(place);
    // a link among the files of a pattern may have been handed in, and lead to what is nobody's business
    if (real === undefined || (!isWithin(home, real) && !(isFolder && all.length === 1))) {
      const problem = `${words} leads out of its folder by a link, which is not followed: put there what it leads to.`;
      where.found.list.push({ is: 'problem', name, problem });
    } else if (isFolder) await lookInto(real, full ? name : '', where);
    else await lookAt(real, name, where);
  }
  return where.found;
}

/**
 * All that was named, and all that lies in the folders and ZIPs that were named: to be graded, to be named, or passed over.
 * @param words what was named, as the command had it; `placeOf` says where that is
 * @throws Error if something named is not there, or there is nothing at all
 */
export async function findSubmissions(
  words: readonly string[],
  placeOf: (word: string) => string = word => path.resolve(word),
): Promise<Found> {
  const all = [...new Map(words.map(word => [placeOf(word), named(word, placeOf(word))])).values()];
  const work = workplace();
  let entries = await entriesOf(all, false, work);
  const isClear = new Set(entries.list.map(({ name }) => name)).size === entries.list.length;
  if (!isClear && all.length > 1) entries = await entriesOf(all, true, work);
  if (entries.list.every(({ is }) => is === 'ignored')) {
    throw new Error(`There is no notebook (*.ipynb) in ${words.join(', ')}.`);
  }
  return sortedOut(entries);
}
