import { closeSync, existsSync, mkdirSync, openSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { writeAtomicallySync } from '../../../lib/data/atomic-file';
import { COMPILED, type CourseFolder } from './course-folder';

/*
 * What a child sees of the files, behind bubblewrap or unshare: Node, the libraries that it loads, and the course. For unshare it
 * is a folder of places, empty as it stands; whoever enters it mounts there what is shown, for reading only.
 */

export const [COURSE, GRADER] = ['/course', '/grader'];
export const [RUNTIME, PRIVILEGES] = ['/runtime/node', '/runtime/setpriv'];

const CHILD = path.join(__dirname, 'child');

/** A tool of util-linux or coreutils, where it is installed; a child has no PATH to look in. */
const tool = (name: string) => ['/usr/bin', '/bin', '/usr/sbin', '/sbin'].map(at => `${at}/${name}`).find(existsSync);
export const [UNSHARE, MOUNT, CHROOT, SETPRIV] = ['unshare', 'mount', 'chroot', 'setpriv'].map(tool);

/** Where libraries lie on most machines. */
const SYSTEM = ['/usr/lib', '/usr/lib64', '/lib', '/lib64', '/etc/ld.so.cache'];
const DEVICES = ['/dev/null', '/dev/urandom'];

interface Shown {
  /** No link. */
  from: string;
  to: string;
  /** Nothing in it can be started or loaded as a library. */
  data: boolean;
}

/** Libraries of this Node that lie elsewhere, as those of Nix and conda do. */
function otherLibraries(): string[] {
  const { sharedObjects } = process.report.getReport() as { sharedObjects?: string[] };
  const isOther = (name: string) =>
    path.isAbsolute(name) && !name.endsWith('.node') && !SYSTEM.some(folder => name.startsWith(`${folder}/`));
  return (sharedObjects ?? []).filter(name => isOther(name) && existsSync(name) && name !== process.execPath);
}

/** All that is shown, a folder before what lies in it. */
export function shownOf({ folder, datasets, packages }: CourseFolder): Shown[] {
  const asItLies = [...SYSTEM, ...DEVICES, ...otherLibraries()].filter(name => existsSync(name));
  const shown = (from: string, to: string, data: boolean): Shown => ({ from: realpathSync(from), to, data });
  return [
    ...asItLies.map(name => shown(name, name, false)),
    shown(process.execPath, RUNTIME, false),
    ...(SETPRIV ? [shown(SETPRIV, PRIVILEGES, false)] : []),
    ...['lib', COMPILED].map(name => shown(path.join(folder, name), `${COURSE}/${name}`, true)),
    shown(datasets, `${COURSE}/datasets`, true),
    shown(packages, `${COURSE}/node_modules`, true),
    shown(CHILD, GRADER, true),
  ];
}

export interface Room {
  folder: string;
  /** A table of mounts, in the form of fstab(5). */
  mounts: string;
}

/** As fstab(5) asks for it: white space and the backslash in octal digits. */
const escaped = (name: string) => name.replace(/[\s\\]/g, one => `\\${one.charCodeAt(0).toString(8).padStart(3, '0')}`);

function makePlace(place: string, like: string): void {
  if (existsSync(place)) return;
  if (statSync(like).isDirectory()) mkdirSync(place, { recursive: true });
  else {
    mkdirSync(path.dirname(place), { recursive: true });
    closeSync(openSync(place, 'a'));
  }
}

/** Makes the room beside the course folder, or finds it made; the table is written anew, since the project may have moved. */
export function makeRoom(course: CourseFolder): Room {
  const [folder, mounts] = [`${course.folder}-room`, `${course.folder}-mounts`];
  mkdirSync(folder, { recursive: true });
  const inside = shownOf(course).map(({ from, to, data }) => {
    makePlace(path.join(folder, to), from);
    return { from, to: path.join(folder, to), options: data ? 'nodev,noexec' : 'nodev' };
  });
  const rows = [{ from: folder, to: folder, options: 'nodev' }, ...inside].map(({ from, to, options }) => {
    // with what is mounted below, which may not be left out of a copy
    const all = from.startsWith('/dev/') ? 'rbind,ro,nosuid' : `rbind,ro,nosuid,${options}`;
    return `${escaped(from)} ${escaped(to)} none ${all} 0 0`;
  });
  writeAtomicallySync(mounts, `${rows.join('\n')}\n`); // other runs may be reading it
  return { folder, mounts };
}
