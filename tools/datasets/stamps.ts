/** The set `stamps-gpl`: pictures of Tux Paint, most of them photographs, with captions. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuiltSet } from './built-set';
import { LANGUAGES, readConcepts } from './emojibase';
import { TUX_PAINT } from './games';
import { debianPackage } from './packages';
import { spriteOf, tileOf } from './sprite';
import { readTable } from './table';

/** Where the stamps are in their package. */
export const STAMPS_FOLDER = join('usr', 'share', 'tuxpaint', 'stamps');
const QUALITY = 85;
/** What the set's README shows of it. */
const SHOWN = [
  'animals/mammals/cats/lion.png',
  'animals/mammals/cats/lion-2.png',
  'hobbies/music/brass/trumpet.png',
  'hobbies/music/string/violin.png',
  'animals/mammals/elephant.png',
  'animals/birds/rooster.png',
  'animals/birds/ostrich.png',
  'food/fruit/apple_red.png',
  'household/key.png',
  'animals/mammals/cats/cartoon/lion.png',
];

/** A stamp as `set.json` lists it. */
interface Stamp {
  /** Inside the package's folder of stamps. */
  file: string;
  kind: 'photograph' | 'drawing';
  /** The concept that it shows; none where the course has no such concept (an ostrich, a cello). */
  concept?: string;
  /** What Tux Paint says of it, by language: en, and those of the concepts' names. */
  captions: Record<string, string>;
}

export async function buildStamps(): Promise<BuiltSet> {
  const folder = join(debianPackage(TUX_PAINT), STAMPS_FOLDER);
  const known = new Set(readConcepts().map(({ id }) => id));
  const items: Stamp[] = [];
  const tiles: Uint8Array[] = [];
  for (const { file, kind, concept } of readStamps()) {
    if (concept !== undefined && !known.has(concept)) throw new Error(`stamps.tsv: ${file}: no concept ${concept}`);
    items.push({ file, kind, concept, captions: captionsOf(join(folder, file)) });
    tiles.push(await tileOf(readFileSync(join(folder, file)), file));
  }
  return {
    name: 'stamps-gpl',
    licence: 'GPL-2.0-or-later',
    sources: [TUX_PAINT],
    files: {
      'stamps.webp': await spriteOf(tiles, { quality: QUALITY }),
      'picture.webp': await spriteOf(
        SHOWN.map(shown => tiles[items.findIndex(({ file }) => file === shown)]),
        { quality: QUALITY, columns: SHOWN.length },
      ),
    },
    index: { sprite: 'stamps.webp', folder: STAMPS_FOLDER, items },
  };
}

/** stamps.tsv, made by looking at the stamps: the file, photograph or drawing, the concept's id or '-', and its name for the eye. */
export function readStamps(): Omit<Stamp, 'captions'>[] {
  return readTable('stamps.tsv').map(([file, kind, concept]) => {
    if (kind !== 'photograph' && kind !== 'drawing') throw new Error(`stamps.tsv: ${file} is a ${kind}`);
    return { file, kind, concept: concept === '-' ? undefined : concept };
  });
}

/** What the text beside a stamp says: the first line is English, the others are `language.utf8=caption`. */
export function captionsOf(stamp: string): Record<string, string> {
  const path = stamp.replace(/\.(png|svg)$/, '.txt');
  if (!existsSync(path)) throw new Error(`${stamp} has no caption`);
  const [english, ...others] = readFileSync(path, 'utf8').split('\n');
  const captions: Record<string, string> = { en: english.trim() };
  for (const language of LANGUAGES) {
    const names = language === 'zh' ? ['zh_CN', 'zh'] : [language];
    const line = others.find(other => names.some(name => other.startsWith(`${name}.utf8=`)));
    const caption = line?.slice(line.indexOf('=') + 1).trim();
    if (caption) captions[language] = caption;
  }
  return captions;
}
