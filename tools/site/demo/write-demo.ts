import { cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { loadConcepts } from '../../../lib/data/concepts';
import { DATASETS, openDataSet } from '../../../lib/data/data-set';
import { DIGIT_PIXELS, DIGIT_SIDE } from '../../../lib/data/digits';
import { loadPictures, STYLES } from '../../../lib/data/pictures';
import { TILE_SIDE } from '../../../lib/data/sprite-sheet';
import { startEngine } from '../../../lib/engine/index';
import { type CourseSearch, openCourseSearch } from '../../../lib/search/course-search';
import { type DigitSearch, openDigitSearch } from '../../../lib/search/digit-search';
import { loadOtherWords } from '../../../lib/search/name-book';
import type { KnownRow } from '../../../lib/search/picture-meaning';
import { openPictureSearch, type PictureSearch } from '../../../lib/search/picture-search';
import { bundleSearch, SEARCH_SCRIPT } from './bundle';
import {
  type DemoSizes,
  type DigitsContent,
  FILES,
  type PhotographsContent,
  type WordsContent,
  type WrittenDemo,
} from './contents';
import { type DemoItem, DIGIT_COLUMNS, picturePlaces, type StoredRows, writeStoreFile } from './store-file';

/** The searches that the demo is made of, and is compared with. */
export interface DemoSearches {
  concepts: CourseSearch;
  pictures: PictureSearch;
  digits: DigitSearch;
  close(): Promise<void>;
}

/** The searches as `npm run search` has them: what lessons have indexed is taken as it is, and the rest takes a minute. */
export async function openDemoSearches(): Promise<DemoSearches> {
  await startEngine();
  const concepts = await openCourseSearch();
  const pictures = await openPictureSearch(concepts.towers, concepts, { address: 'lance:runs/search-photographs' });
  const digits = await openDigitSearch();
  return {
    ...{ concepts, pictures, digits },
    close: async () => {
      await digits.close();
      await pictures.close();
      await concepts.close();
    },
  };
}

/** Files of the course that the demo loads as they are. */
const DATA: Record<Exclude<keyof DemoSizes, 'program'>, string[]> = {
  words: ['checkpoints/towers/checkpoint.json', 'checkpoints/towers/weights.bin'],
  digits: ['checkpoints/digits/checkpoint.json', 'checkpoints/digits/weights.bin'],
  photographs: [
    ...['checkpoints/photographs/checkpoint.json', 'checkpoints/photographs/weights.bin'],
    ...['backbone/set.json', 'backbone/weights.bin'],
  ],
};
const WASM = ['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm'];

/** Sets that the demo shows, or has words or weights of. */
const SETS = [
  ...['emoji-apache', 'emoji-mit', 'emoji-cc-by', 'emoji-cc-by-sa', 'photographs-gpl', 'photographs-gcompris'],
  ...['stamps-gpl', 'captions', 'glosses', 'backbone'],
];
/** What says whose a set is; `set.json` names the author of each photograph. */
const ATTRIBUTION = /^(?:README\.md|LICENSE|COPYING.*|set\.json)$/;

/** Of drawings: what cannot be told from the original at this size. */
const QUALITY = 85;

/**
 * Writes all that the demo loads into a folder; what was in it is gone.
 */
export async function writeDemo(folder: string, { concepts, pictures, digits }: DemoSearches): Promise<WrittenDemo> {
  rmSync(folder, { recursive: true, force: true });
  const write = (file: string, content: Uint8Array) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), content);
  };
  for (const file of Object.values(DATA).flat()) {
    cpSync(path.join(DATASETS, file), path.join(folder, 'datasets', file));
  }
  const wasm = path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm'));
  for (const file of WASM) cpSync(path.join(wasm, file), path.join(folder, file));
  write(SEARCH_SCRIPT, await bundleSearch());

  const all = new Map([...concepts.items, ...pictures.photographs]);
  const items = [...all.values()].filter(({ modality }) => modality === 'image' || modality === 'text').map(itemOf);
  write(FILES.words, await wordsFile(items, concepts));
  write(FILES.photographs, photographsFile(pictures));
  write(FILES.digits, await digitsFile(digits));
  write(FILES.pictures, await digitPictures(digits));
  await writeDrawings(items, write);
  const places = picturePlaces(items);
  for (const [id, { file }] of pictures.photographs) write(places.get(id)!.file, file);

  const sizeOf = (files: string[]) => files.reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
  const data = (part: keyof typeof DATA) => DATA[part].map(file => `datasets/${file}`);
  return {
    folder,
    sizes: {
      program: sizeOf([SEARCH_SCRIPT, WASM[0]!]),
      words: sizeOf([FILES.words, ...data('words')]),
      digits: sizeOf([FILES.digits, FILES.pictures, ...data('digits')]),
      photographs: sizeOf([FILES.photographs, ...data('photographs')]),
    },
    licences: await writeLicences(path.join(folder, 'licences')),
  };
}

/** Whose the sets are stands beside what is shown of them. */
async function writeLicences(folder: string): Promise<WrittenDemo['licences']> {
  const licences: WrittenDemo['licences'] = {};
  cpSync(path.join(DATASETS, '..', 'NOTICE'), path.join(folder, 'NOTICE.txt'));
  for (const set of SETS) {
    for (const file of readdirSync(path.join(DATASETS, set))) {
      // a host shows these as text, whatever else it makes of their endings
      if (ATTRIBUTION.test(file))
        cpSync(path.join(DATASETS, set, file), path.join(folder, set, `${path.parse(file).name}.txt`));
    }
    licences[set] = (await openDataSet('writeDemo', set)).licence;
  }
  return licences;
}

const itemOf = ({ id, modality, source, title, label, unseen }: DemoItem): DemoItem => ({
  ...{ id, modality, source, title, label, unseen },
});

const packed = (...file: Parameters<typeof writeStoreFile>) => gzipSync(writeStoreFile(...file));

async function wordsFile(items: DemoItem[], { store, towers, items: stored }: CourseSearch): Promise<Uint8Array> {
  const rowsOf = items.filter(({ id, modality }) => modality === 'image' && stored.has(id)).map(({ id }) => id);
  const content: WordsContent = {
    ...{ fingerprint: towers.fingerprint, concepts: await loadConcepts(), other: await loadOtherWords() },
    ...{ items, rowsOf },
  };
  // in 8 bits the first five cards of 108 of the 1,256 names are others, or in another order; in half precision those of 6, for 0.8 MB more
  return packed(content, { items: await rowsIn(store, rowsOf) }, 'float16');
}

async function rowsIn({ dim, get }: CourseSearch['store'], ids: readonly string[]): Promise<StoredRows> {
  const rows = new Float32Array(ids.length * dim);
  const places = new Map(ids.map((id, i) => [id, i]));
  for (let start = 0; start < ids.length; start += READ_AT_ONCE) {
    for (const { id, vector } of await get(ids.slice(start, start + READ_AT_ONCE)))
      rows.set(vector, places.get(id)! * dim);
  }
  return { rows, dim };
}
const READ_AT_ONCE = 500;

function photographsFile({ known }: PictureSearch): Uint8Array {
  const labels = (rows: readonly KnownRow[]) => rows.map(({ label }) => label);
  const { names, photographs, blanks } = known;
  const content: PhotographsContent = {
    names: labels(names),
    photographs: labels(photographs),
    blanks: labels(blanks),
  };
  return packed(content, { names: joined(names), photographs: joined(photographs), blanks: joined(blanks) });
}

function joined(known: readonly KnownRow[]): StoredRows {
  const dim = known[0]!.row.length;
  const rows = new Float32Array(known.length * dim);
  known.forEach(({ row }, i) => {
    rows.set(row, i * dim);
  });
  return { rows, dim };
}

const written = ({ items }: DigitSearch) => [...items.values()].filter(({ modality }) => modality === 'image');

async function digitsFile(digits: DigitSearch): Promise<Uint8Array> {
  const items = written(digits);
  const rows: KnownRow[] = [];
  for (const { id, label } of items) rows.push({ label, row: await digits.vectorOf({ id }) });
  const content: DigitsContent = { items: items.map(itemOf) };
  // ten crowds of nearly the same: 8 bits would mix up the nearest
  return packed(content, { items: joined(rows) }, 'float16');
}

/** All digits in one picture, as they are. */
function digitPictures(digits: DigitSearch): Promise<Uint8Array> {
  const items = written(digits);
  const width = DIGIT_COLUMNS * DIGIT_SIDE;
  const grey = new Uint8Array(Math.ceil(items.length / DIGIT_COLUMNS) * DIGIT_COLUMNS * DIGIT_PIXELS);
  items.forEach(({ content }, i) => {
    if (!('picture' in content)) throw new Error('a written digit is no picture');
    const [left, top] = [(i % DIGIT_COLUMNS) * DIGIT_SIDE, Math.floor(i / DIGIT_COLUMNS) * DIGIT_SIDE];
    for (let pixel = 0; pixel < DIGIT_PIXELS; pixel++) {
      const place = (top + Math.floor(pixel / DIGIT_SIDE)) * width + left + (pixel % DIGIT_SIDE);
      grey[place] = content.picture.pixels[3 * pixel]!;
    }
  });
  return sharp(grey, { raw: { width, height: grey.length / width, channels: 1 } })
    .webp({ lossless: true })
    .toBuffer();
}

/** A picture a concept: its drawings side by side. */
async function writeDrawings(items: DemoItem[], write: (file: string, content: Uint8Array) => void): Promise<void> {
  const values = TILE_SIDE * TILE_SIDE * 3;
  const tiles = new Map<string, Uint8Array>();
  for (const style of STYLES) {
    const { pixels, size } = await loadPictures(style);
    for (let i = 0; i < size; i++) tiles.set(`${style}/${i}`, pixels.subarray(i * values, (i + 1) * values));
  }
  const strips = new Map<string, Uint8Array[]>();
  for (const [id, { file, columns, at }] of picturePlaces(items)) {
    if (!file.startsWith('drawings/')) continue;
    const strip = strips.get(file) ?? new Array(columns);
    strip[at] = tiles.get(id)!;
    strips.set(file, strip);
  }
  for (const [file, strip] of strips) write(file, await sideBySide(strip));
}

function sideBySide(tiles: readonly Uint8Array[]): Promise<Uint8Array> {
  const row = TILE_SIDE * 3;
  const all = new Uint8Array(tiles.length * TILE_SIDE * row);
  tiles.forEach((tile, at) => {
    for (let y = 0; y < TILE_SIDE; y++) all.set(tile.subarray(y * row, (y + 1) * row), (y * tiles.length + at) * row);
  });
  return sharp(all, { raw: { width: tiles.length * TILE_SIDE, height: TILE_SIDE, channels: 3 } })
    .webp({ quality: QUALITY })
    .toBuffer();
}
