/** The four sets of drawn pictures: emoji art of nine styles, a sprite each. A set holds what goes under one licence. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLIP_FRAMES } from '../../lib/data/clips';
import type { BuiltSet } from './built-set';
import { CLIP_PACKAGES, drawClips } from './clips';
import { type ConceptEntry, plainCode, readConcepts } from './emojibase';
import { fingerprintOf, likeness, NEAR_COPY } from './likeness';
import { type NpmPackage, npmPackage } from './packages';
import { spriteOf, tileOf } from './sprite';
import { HELD_OUT_STYLES } from './styles';
import { readTable } from './table';

/** How a package holds its pictures, and how it tells which concept each shows. */
type Layout =
  /** Iconify's icons.json, and chars.json with the name of each code point. */
  | 'iconify'
  /** Iconify's icons.json without code points: which name is which concept stands in icons/STYLE.tsv, checked by eye. */
  | 'iconify-table'
  /** A file a picture, named after its code points. */
  | { folder: string; ending: '.svg' | '.webp' };

interface StyleSource extends NpmPackage {
  style: string;
  layout: Layout;
}

interface EmojiSet {
  name: string;
  licence: string;
  styles: StyleSource[];
  /** Whether the set holds the clips. */
  clips?: boolean;
}

const SETS: EmojiSet[] = [
  {
    name: 'emoji-apache',
    licence: 'Apache-2.0',
    styles: [
      {
        style: 'noto',
        package: '@iconify-json/noto',
        version: '1.2.9',
        integrity: 'sha512-DQiuXENbun41ch+XPSV55H9FaWKpHTyz46YIKtSaKYD4fIDDzL1tR6H4np/T38jfrTAeI3rcKF0mqHYeZVAuaw==',
        layout: 'iconify',
      },
      {
        style: 'noto-v1',
        package: '@iconify-json/noto-v1',
        version: '1.2.5',
        integrity: 'sha512-/DsVMius69Q0fRS53z7QK1TROSuar606jiIx+laXtdsYGMXpf6LtHBx6CGfoo3UHHb/XpBsw+1L1x3eyPqMuVA==',
        layout: 'iconify-table',
      },
      {
        style: 'fxemoji',
        package: '@iconify-json/fxemoji',
        version: '1.2.2',
        integrity: 'sha512-UAasRaxzFUKfIGSmLwnoarsssA4LX0VLLuEmplIqM6ZNQqIQRtav8tZ4H1neTlBreXuMQyAifr5jP4kn78DpiQ==',
        layout: 'iconify-table',
      },
    ],
  },
  {
    name: 'emoji-mit',
    licence: 'MIT',
    clips: true,
    styles: [
      {
        style: 'fluent-flat',
        package: '@iconify-json/fluent-emoji-flat',
        version: '1.2.6',
        integrity: 'sha512-RY47RgPb47fYUiyrA64sIOL0+UU02s29sXpNBbIQRBUlPlfNFTKUmZDERGuxDs/7yNGWqQYvuaSYM1M4fRXlUw==',
        layout: 'iconify',
      },
      {
        style: 'fluent-3d',
        package: '@lobehub/fluent-emoji-3d',
        version: '1.1.0',
        integrity: 'sha512-Wlq2lVStTnr8BDpIJ0pEnTKO4LuDxxqTEhTvRtD1DLRF0me7ogeRQjKoehDHXuVJ2Qaecgl5wRBv60lUAG3h7g==',
        layout: { folder: 'assets', ending: '.webp' },
      },
    ],
  },
  {
    name: 'emoji-cc-by',
    licence: 'CC-BY-4.0',
    styles: [
      {
        style: 'twemoji',
        package: '@iconify-json/twemoji',
        version: '1.2.5',
        integrity: 'sha512-uKpuIEV0v6K5BW3Mjdyl+XKFVAbbcPxAgifKvEMtZoUZB5+YiY5zaMm2uNNCxyXzAWU9yNLlj41WU6/mvgALsw==',
        layout: 'iconify',
      },
      {
        style: 'emojione',
        package: 'emojione',
        version: '2.2.7',
        integrity: 'sha512-Gbf8qysc34+TFUS5HPwOUY62v8gjLuPmfVTWUR/zirULSYUe/D3MrvYo0W5Y2gScF1YI7EBe5t81IbD8q144Ag==',
        layout: { folder: join('assets', 'svg'), ending: '.svg' },
      },
    ],
  },
  {
    name: 'emoji-cc-by-sa',
    licence: 'CC-BY-SA-4.0',
    styles: [
      {
        style: 'openmoji',
        package: '@iconify-json/openmoji',
        version: '1.2.29',
        integrity: 'sha512-vXdhkqcXVSO6suy+m9LbcUM3OdVyuNOtpV8/als/WqfkQIRxevL5Geb/g+6GH/Qwnq1OqksEmaDGTCmZ5nFKJQ==',
        layout: 'iconify',
      },
      {
        style: 'emojione-v1',
        package: 'emojione',
        version: '1.5.2',
        integrity: 'sha512-OFCLNxhbPEkhFlSRV9EAEMHkFl5XYNdqhBa4EULoOxdubVrdgaWfcTEL+nYeRuF+UzX3pfh8uwC8RqgnJ6TObA==',
        layout: { folder: join('assets', 'svg'), ending: '.svg' },
      },
    ],
  },
];

const QUALITY = 80;
const CLIP_QUALITY = 70;
/** What a set's README shows of it, a style a row: lion, trumpet, elephant, rooster, guitar, violin, apple, rocket, house, key. */
const SHOWN = ['1F981', '1F3BA', '1F418', '1F413', '1F3B8', '1F3BB', '1F34E', '1F680', '1F3E0', '1F511'];

/** One picture to draw: where it comes from inside its package, and its bytes. */
interface Drawing {
  concept: string;
  file: string;
  bytes: () => Uint8Array;
}

/** A picture drawn. */
interface Tile {
  concept: string;
  file: string;
  pixels: Uint8Array;
}

/** What `set.json` says of a style. */
interface StyleIndex {
  package: string;
  sprite: string;
  /** Of a style that is held out: the concepts whose picture a training style holds nearly the same. */
  nearCopies?: string[];
  /** What each tile shows, and the icon or file in the package that it was drawn from. */
  items: [concept: string, file: string][];
}

export const EMOJI_SETS = SETS.map(({ name }) => name);

/** Builds one of the four sets. */
export async function buildEmoji(name: string): Promise<BuiltSet> {
  const set = SETS.find(entry => entry.name === name)!;
  const files: Record<string, Buffer> = {};
  const styles: Record<string, StyleIndex> = {};
  const shown: (Uint8Array | undefined)[] = [];
  for (const source of set.styles) {
    const tiles = await tilesOf(source);
    shown.push(...SHOWN.map(id => tiles.find(({ concept }) => concept === id)?.pixels));
    const sprite = `${source.style}.webp`;
    files[sprite] = await spriteOf(
      tiles.map(({ pixels }) => pixels),
      { quality: QUALITY },
    );
    styles[source.style] = {
      package: `${source.package} ${source.version}`,
      sprite,
      nearCopies: HELD_OUT_STYLES.includes(source.style) ? await nearCopies(tiles) : undefined,
      items: tiles.map(({ concept, file }) => [concept, file]),
    };
  }
  files['picture.webp'] = await spriteOf(shown, { quality: QUALITY, columns: SHOWN.length });
  if (!set.clips) return { name, licence: set.licence, sources: set.styles, files, index: { styles } };
  const clips = await drawClips(readConcepts());
  const films = clips.filter(({ concept }) => SHOWN.includes(concept)).slice(0, 4);
  files['clips-picture.webp'] = await spriteOf(
    films.flatMap(({ frames }) => frames),
    { quality: CLIP_QUALITY, columns: CLIP_FRAMES },
  );
  files['clips.webp'] = await spriteOf(
    clips.flatMap(({ frames }) => frames),
    { quality: CLIP_QUALITY },
  );
  return {
    name,
    licence: set.licence,
    sources: [...set.styles, ...CLIP_PACKAGES],
    files,
    index: { styles, clips: { sprite: 'clips.webp', items: clips.map(({ concept, file }) => [concept, file]) } },
  };
}

/** The concepts whose tile is nearly the same in a style that encoders are trained on. */
async function nearCopies(tiles: Tile[]): Promise<string[]> {
  const found = new Set<string>();
  const fingerprints = new Map(tiles.map(({ concept, pixels }) => [concept, fingerprintOf(pixels)]));
  for (const source of SETS.flatMap(({ styles }) => styles)) {
    if (HELD_OUT_STYLES.includes(source.style)) continue;
    for (const { concept, pixels } of await tilesOf(source)) {
      const own = fingerprints.get(concept);
      if (own && likeness(own, fingerprintOf(pixels)) > NEAR_COPY) found.add(concept);
    }
  }
  return tiles.map(({ concept }) => concept).filter(concept => found.has(concept));
}

const drawn = new Map<string, Promise<Tile[]>>();

/** The pictures of a style, drawn once a run. */
function tilesOf(source: StyleSource): Promise<Tile[]> {
  if (!drawn.has(source.style)) drawn.set(source.style, draw(source));
  return drawn.get(source.style)!;
}

async function draw(source: StyleSource): Promise<Tile[]> {
  const tiles: Tile[] = [];
  for (const { concept, file, bytes } of drawingsOf(source, readConcepts())) {
    tiles.push({ concept, file, pixels: await tileOf(bytes(), `${source.style}: ${file}`) });
  }
  return tiles;
}

/** The pictures of a style, in the order of the concepts. */
function drawingsOf(source: StyleSource, concepts: ConceptEntry[]): Drawing[] {
  const folder = npmPackage(source);
  const find = typeof source.layout === 'object' ? filesByCode(folder, source.layout) : icons(folder, source);
  const wrong = leftOut(source.style);
  return concepts.flatMap(({ id }) => {
    const found = wrong.has(plainCode(id)) ? undefined : find(id);
    return found ? [{ concept: id, ...found }] : [];
  });
}

/** The concepts that a style has a picture for which shows something else: left-out.tsv, with the reason. */
const leftOut = (style: string): Set<string> =>
  new Set(readTable('icons/left-out.tsv').flatMap(([of, concept]) => (of === style ? [plainCode(concept)] : [])));

type Find = (concept: string) => { file: string; bytes: () => Uint8Array } | undefined;

function filesByCode(folder: string, { folder: inside, ending }: { folder: string; ending: string }): Find {
  const files = new Map(
    readdirSync(join(folder, inside))
      .filter(file => file.endsWith(ending))
      .map(file => [plainCode(file.slice(0, -ending.length)), file]),
  );
  return concept => {
    const file = files.get(plainCode(concept));
    return file === undefined
      ? undefined
      : { file: `${inside}/${file}`, bytes: () => readFileSync(join(folder, inside, file)) };
  };
}

interface Icons {
  icons: Record<string, { body: string; width?: number; height?: number; left?: number; top?: number }>;
  width?: number;
  height?: number;
}

function icons(folder: string, source: StyleSource): Find {
  const json = <T>(file: string): T => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const all = json<Icons>('icons.json');
  const names = source.layout === 'iconify-table' ? namesFromTable(source.style) : namesFromChars(json('chars.json'));
  return concept => {
    const name = names.get(plainCode(concept));
    const icon = name === undefined ? undefined : all.icons[name];
    if (name === undefined || icon === undefined) return undefined;
    const { body, width = all.width ?? 16, height = all.height ?? 16, left = 0, top = 0 } = icon;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}">${body}</svg>`;
    return { file: name, bytes: () => Buffer.from(svg) };
  };
}

const namesFromChars = (chars: Record<string, string>) =>
  new Map(Object.entries(chars).map(([code, name]) => [plainCode(code), name]));

/** A line a picture: the icon's name, the concept's id, the concept's name for the eye of who checks it. */
const namesFromTable = (style: string): Map<string, string> =>
  new Map(readTable(`icons/${style}.tsv`).map(([icon, concept]) => [plainCode(concept), icon]));
