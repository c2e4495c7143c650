/**
 * The sets of photographs, at the size that the backbone wants: those of Tux Paint, and those of GCompris that show one thing and
 * whose licence is known (gcompris-photographs.tsv, each looked at).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { PHOTOGRAPH_SIDE } from '../../lib/data/frame-photograph';
import type { PhotographItem, PhotographsIndex } from '../../lib/data/photographs';
import type { BuiltSet } from './built-set';
import { readConcepts } from './emojibase';
import { activityFiles, GCOMPRIS, TUX_PAINT } from './games';
import { debianPackage } from './packages';
import { spriteOf, tileOf } from './sprite';
import { captionsOf, readStamps, STAMPS_FOLDER } from './stamps';
import { readTable } from './table';

const FILE = 'photographs.bin';
/** With less, or with colours at half the size, the backbone finds a tenth fewer: it sees what an eye does not. */
const WEBP = { quality: 95, smartSubsample: true, effort: 6 };
/** The table of GCompris' photographs; its first column is the picture's file among the activities. */
export const GAME_PHOTOGRAPHS = 'gcompris-photographs.tsv';
/** Photographs in the README's picture. */
const SHOWN = 12;

type Taken = Omit<PhotographItem, 'at' | 'bytes'> & { picture: Buffer };

export const PHOTOGRAPH_SETS = ['photographs-gpl', 'photographs-gcompris'];

export async function buildPhotographs(name: string): Promise<BuiltSet> {
  const tux = name === 'photographs-gpl';
  const taken = tux ? ofTuxPaint() : ofGCompris();
  const items: PhotographItem[] = [];
  const files: Buffer[] = [];
  let at = 0;
  for (const { picture, ...about } of taken) {
    const file = await shrunk(picture);
    items.push({ ...about, at, bytes: file.length });
    files.push(file);
    at += file.length;
  }
  const index: PhotographsIndex = { file: FILE, items };
  const every = Math.floor(taken.length / SHOWN);
  const shown = await Promise.all(taken.filter((_, i) => i % every === 0).map(one => tileOf(one.picture, one.from)));
  return {
    name,
    licence: [...new Set(items.map(({ licence }) => licence))].sort().join(' AND '),
    sources: [tux ? TUX_PAINT : GCOMPRIS],
    files: { [FILE]: Buffer.concat(files) },
    pictures: { 'picture.webp': await spriteOf(shown.slice(0, SHOWN), { quality: 85, columns: SHOWN }) },
    index: { ...index },
  };
}

/** On white, its longer side as the backbone's picture; never larger than it is. */
const shrunk = (picture: Buffer) =>
  sharp(picture)
    .resize(PHOTOGRAPH_SIDE, PHOTOGRAPH_SIDE, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .webp(WEBP)
    .toBuffer();

function ofTuxPaint(): Taken[] {
  const folder = join(debianPackage(TUX_PAINT), STAMPS_FOLDER);
  return readStamps()
    .filter(({ kind }) => kind === 'photograph')
    .map(({ file, concept }) => ({
      name: captionsOf(join(folder, file)).en,
      concept,
      from: file,
      licence: 'GPL-2.0-or-later',
      picture: readFileSync(join(folder, file)),
    }));
}

function ofGCompris(): Taken[] {
  const pictures = new Map<string, Buffer>();
  for (const [path, { compressed, bytes }] of activityFiles()) if (!compressed) pictures.set(path, bytes);
  const ids = new Map(readConcepts().map(({ id, name }) => [name, id]));
  return readTable(GAME_PHOTOGRAPHS).map(cells => {
    const [from, name, concept, licence, author, page] = cells.map(cell => (cell === '-' ? undefined : cell));
    const picture = pictures.get(from!);
    if (!picture) throw new Error(`${GAME_PHOTOGRAPHS}: there is no ${from} in ${GCOMPRIS.package}`);
    if (concept !== undefined && !ids.has(concept)) throw new Error(`${from}: no concept ${concept}`);
    const id = concept === undefined ? undefined : ids.get(concept);
    return { name: name!, concept: id, from: from!, licence: licence!, author, page, picture };
  });
}
