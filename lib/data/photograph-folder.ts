import { stat } from 'node:fs/promises';
import path from 'node:path';
import { seededRandom } from '../engine/seeds';
import { writeAtomically } from './atomic-file';
import { loadPhotographFiles, type PhotographFile } from './photographs';

export interface PhotographFolder {
  folder: string;
  /** What is on each file, by its name: 'IMG_0007.webp' shows 'cow'. */
  shows: Map<string, string>;
}

/**
 * A folder as a camera leaves it, made of photographs that ship, for readers who have none of their own at hand: their names say nothing of
 * what they show. What is there already stays.
 * @param options.count so many of GCompris' photographs, one of each name
 * @throws Error when a set is missing or damaged, or the folder cannot be written
 */
export async function makePhotographFolder({
  folder = path.join('runs', 'photographs'),
  count = 40,
  seed = 7,
}: {
  folder?: string;
  count?: number;
  seed?: number;
} = {}): Promise<PhotographFolder> {
  const byName = new Map<string, PhotographFile>();
  for (const photograph of await loadPhotographFiles('gcompris')) {
    if (photograph.concept && !byName.has(photograph.name)) byName.set(photograph.name, photograph);
  }
  const chosen = seededRandom(seed)
    .shuffle([...byName.values()])
    .slice(0, count);
  const shows = new Map<string, string>();
  for (const [i, { name, file }] of chosen.entries()) {
    const called = `IMG_${String(i + 1).padStart(4, '0')}.webp`;
    const place = path.join(folder, called);
    const there = await stat(place).catch(() => undefined);
    if (there?.size !== file.length) await writeAtomically(place, file);
    shows.set(called, name);
  }
  return { folder, shows };
}
