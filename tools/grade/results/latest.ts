import { titleOf } from '../entries/platform-names';
import type { HandedIn } from '../entries/submissions';

/*
 * Which of several files was handed in last. A number in the name says it best: unpacking and copying change the time of a file.
 */

/** As browsers, Canvas and people number what is there already: `lesson (1)`, `lesson-1`, `lesson-1.v.2`, `lesson_v2`. */
const NUMBERED = [
  /^(.*?) ?\((\d{1,3})\)()$/s,
  /^(.*)[ _-]v(\d{1,3})()$/is,
  /^(.*)-(\d{1,2})()$/s,
  /^([^.]+)-(\d{1,2})(\..+)$/s,
];

interface Version {
  title: string;
  /** The title without the number. */
  base: string;
  number: number;
}

function versionOf(name: string): Version {
  const title = titleOf(name)
    .replace(/\.ipynb$/i, '')
    .toLowerCase();
  for (const pattern of NUMBERED) {
    const found = pattern.exec(title);
    if (found) return { title, base: found[1] + found[3], number: Number(found[2]) };
  }
  return { title, base: title, number: 0 };
}

/** A number counts versions only where there are others: `lesson-3` by itself is called so. */
function numbered(one: Version, all: readonly Version[]): { family: string; number: number } {
  const others = all.filter(other => other !== one);
  const counts = others.some(({ title, base }) => title === one.base || base === one.base);
  return counts ? { family: one.base, number: one.number } : { family: one.title, number: 0 };
}

const timeOf = ({ submitted }: HandedIn): number => submitted?.getTime() ?? 0;

/** The number in the name decides between two of one name, the time between two names, and their order where there is none. */
export function lastOf<T extends { handedIn: HandedIn }>(candidates: readonly T[]): T {
  const versions = candidates.map(({ handedIn }) => versionOf(handedIn.name));
  const newest = new Map<string, { number: number; one: T }>();
  for (const [i, one] of candidates.entries()) {
    const { family, number } = numbered(versions[i], versions);
    const known = newest.get(family);
    const isLater = known === undefined || timeOf(one.handedIn) >= timeOf(known.one.handedIn);
    if (!known || number > known.number || (number === known.number && isLater)) newest.set(family, { number, one });
  }
  return [...newest.values()]
    .map(({ one }) => one)
    .reduce((last, one) => (timeOf(one.handedIn) >= timeOf(last.handedIn) ? one : last));
}
