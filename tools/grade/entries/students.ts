import type { Entries, Entry } from './entry';
import { type PlatformName, platformName } from './platform-names';

/** Whose an entry is. */
export interface Whose {
  student: string;
  /** A platform's number for the student. */
  id?: string;
  /** Whether it came late, where the platform says so. */
  late?: boolean;
  /** The part of its name that says so: a folder, a ZIP, or the file itself. */
  item: string;
}

const last = (name: string) => name.slice(name.lastIndexOf('/') + 1);

/** Without what says which kind of file it is; a name that is nothing else stays. */
const stem = (file: string) => file.replace(/(?<=.)(\.ipynb)?(\.\w{1,9})?$/i, '');

/** By the next part of their names below a folder. */
function byItem(entries: readonly Entry[], folder: string): Map<string, Entry[]> {
  const items = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.is === 'ignored' || !entry.name.startsWith(folder) || entry.name.length === folder.length) continue;
    const item = folder + entry.name.slice(folder.length).split('/', 1)[0];
    const own = items.get(item);
    if (own) own.push(entry);
    else items.set(item, [entry]);
  }
  return items;
}

const holdsNotebook = (entries: readonly Entry[]) => entries.some(({ is }) => is === 'notebook');

/** Weeks, lessons and parts have numbers; students have not. */
const isNumbered = (item: string) => /^\d|\d$/.test(stem(last(item)));

/**
 * The folder in a ZIP whose items are students, where it is a class's and not one student's: what a platform makes, folders that
 * hold notebooks of one name, or whatever a ZIP holds that is graded by itself.
 */
function classIn(zip: string, entries: readonly Entry[], alone: boolean): string | undefined {
  let folder = `${zip}/`;
  let items = byItem(entries, folder);
  for (;;) {
    const [only] = items.keys();
    const isFolder = items.size === 1 && items.get(only)!.every(({ name }) => name.startsWith(`${only}/`));
    if (!isFolder || platformName(last(only))) break;
    folder = `${only}/`;
    items = byItem(entries, folder);
  }
  const platforms = new Set([...items.keys()].flatMap(item => platformName(last(item))?.id ?? []));
  if (platforms.size > 1 || (alone && platforms.size === 1)) return folder;
  const working = [...items].filter(([item, own]) => holdsNotebook(own) && !isNumbered(item));
  if (working.length < 2) return undefined;
  const files = working.flatMap(([item, own]) => [
    ...new Set(own.flatMap(({ name, is }) => (is === 'notebook' && name !== item ? last(name) : []))),
  ]);
  return alone || new Set(files).size < files.length ? folder : undefined;
}

/** Whose each entry is: the item of the graded folder in which it lies, or of the class that a ZIP there holds. */
export function studentsOf({ list, zips }: Entries): Map<Entry, Whose> {
  const whose = new Map<Entry, Whose>();
  const platforms: { item: string; own: Entry[]; name: PlatformName }[] = [];
  const settle = (items: Map<string, Entry[]>, inClass: boolean) => {
    for (const [item, own] of items) {
      const name = platformName(last(item));
      const mayBeClass = zips.has(item) && !inClass && !name;
      const folder = mayBeClass ? classIn(item, own, items.size === 1) : undefined;
      if (folder !== undefined) {
        settle(byItem(own, folder), true);
        for (const one of own) if (!whose.has(one)) whose.set(one, { student: stem(item), item });
        continue;
      }
      if (name) platforms.push({ item, own, name });
      const isFile = zips.has(item) || own.some(one => one.name === item && one.is !== 'empty');
      for (const one of own) whose.set(one, { student: isFile ? stem(last(item)) : last(item), item });
    }
  };
  settle(byItem(list, ''), false);
  for (const { item, own, name } of platforms) {
    const isShared = platforms.some(other => other.name.student === name.student && other.name.id !== name.id);
    const student = isShared ? `${name.student} (${name.id})` : name.student;
    for (const one of own)
      whose.set(one, { student, id: name.id, item, ...(name.late !== undefined && { late: name.late }) });
  }
  return whose;
}
