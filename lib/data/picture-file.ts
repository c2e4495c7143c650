import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import sharp, { type Metadata } from 'sharp';
import { eightBits } from './eight-bits';
import { framePhotograph, PHOTOGRAPH_SIDE } from './frame-photograph';
import type { SeenPicture } from './picture-items';
import { checkSide, drawTile, type Side, shrinkTile, TILE_SIDE } from './sprite-sheet';

/** The most pixels that a picture may have, all in all: a decoder would need gigabytes for more. */
const MOST_PIXELS = 64_000_000;
/** The fewest each way: on less there is nothing to see. */
const FEWEST_PIXELS = 8;
const MOST_BYTES = 200_000_000;
const FORMATS = 'JPEG, PNG, WebP, GIF, TIFF, AVIF or SVG';

/** A picture of the reader's own, made as those that ship: in the middle of a white square. */
export interface OwnPicture {
  /** `side * side * 3` values from 0 to 255: red, green, blue, row by row. */
  pixels: Uint8Array;
  /** Height and width, in pixels. */
  side: number;
  /** What was done to it that its owner should know: 'the first of 12 frames', 'transparent parts are white'. */
  notes: string[];
}

export interface ReadPictureOptions {
  /** 64, 48 or 32 pixels. */
  side?: Side;
}

/**
 * Reads a picture of the reader's own: JPEG, PNG, WebP, GIF, TIFF, AVIF or SVG; of an animation the first frame. It is fitted into a
 * square without a change of its proportions; what is transparent or left over is white. An SVG is drawn as it stands: no script in it
 * runs, and nothing that it refers to is read or fetched.
 * @param file a path, seen from the project's folder, or the bytes of such a file
 * @throws Error when it does not exist, may not be read, is no picture, is cut short or damaged, or is too small or too large
 */
export async function readPicture(file: string | Uint8Array, options: ReadPictureOptions = {}): Promise<OwnPicture> {
  const { side = TILE_SIDE } = options;
  checkSide('readPicture', side);
  const { made, notes } = await readWhole('readPicture', file, drawTile);
  return { pixels: shrinkTile('readPicture', made, side), side, notes };
}

/**
 * Reads a photograph of the reader's own as the backbone takes it, of 224 x 224 pixels: as `readPicture` does, but framed as
 * `framePhotograph` frames those that ship.
 * @throws Error as readPicture does
 */
export async function readPhotograph(file: string | Uint8Array): Promise<OwnPicture> {
  const { made, notes } = await readWhole('readPhotograph', file, framePhotograph);
  return { pixels: made, side: PHOTOGRAPH_SIDE, notes };
}

async function readWhole(
  caller: string,
  file: string | Uint8Array,
  make: (picture: Uint8Array) => Promise<Uint8Array>,
): Promise<{ made: Uint8Array; notes: string[] }> {
  const name = nameOf(file);
  const bytes = typeof file === 'string' ? await readBytes(file) : file;
  // sharp is given the bytes and never the path: an SVG then has no place from which it could refer to files
  const about = await inspect(name, bytes);
  const made = await eightBits(bytes, about)
    .then(make)
    .catch((error: Error) => {
      throw new Error(`${caller}: ${name} is cut short or damaged (${firstLine(error)}); save it anew`);
    });
  const { pages = 1, hasAlpha } = about;
  const notes: string[] = [];
  if (pages > 1) notes.push(`the first of ${pages} frames`);
  if (hasAlpha) notes.push('transparent parts are white');
  return { made, notes };
}

/**
 * How many frames the bytes of a picture have: those of a GIF or WebP; an SVG or TIFF of several pages is no film, and 1.
 * @returns 0 for what is no picture
 */
export const countFrames = (bytes: Uint8Array): Promise<number> =>
  sharp(bytes, { limitInputPixels: false })
    .metadata()
    .then(
      ({ pages = 1, format }) => (format === 'gif' || format === 'webp' ? pages : 1),
      () => 0,
    );

/**
 * Reads an animation of the reader's own, GIF or WebP: some of its frames, evenly spaced. Frames are read one at a time, so that no more
 * than one is in memory.
 * @param frames how many
 * @param side of their pictures
 * @throws Error as readPicture does, and for a frame that cannot be read
 */
export async function readClip(
  bytes: Uint8Array,
  { frames, side = TILE_SIDE }: { frames: number; side?: Side },
): Promise<SeenPicture[]> {
  checkSide('readClip', side);
  const { pages = 1 } = await inspect('the clip', bytes);
  const read: SeenPicture[] = [];
  for (let i = 0; i < frames; i++) {
    const page = Math.floor((i * pages) / frames);
    try {
      const tile = await drawTile(bytes, { page });
      read.push({
        picture: { pixels: shrinkTile('readClip', tile, side), side },
        photograph: { pixels: await framePhotograph(bytes, { page }), side: PHOTOGRAPH_SIDE },
      });
    } catch {
      throw new Error(`readClip: the clip is damaged: frame ${page + 1} of ${pages} cannot be read; save it anew`);
    }
  }
  return read;
}

const nameOf = (file: string | Uint8Array) => (typeof file === 'string' ? basename(file) : 'the picture');
const firstLine = (error: Error) => error.message.trim().split('\n')[0];
const count = (n: number) => n.toLocaleString('en-US');

async function readBytes(path: string): Promise<Buffer> {
  const name = basename(path);
  try {
    const about = await stat(path);
    if (about.isDirectory()) throw new Error(`${name} is a folder; give the files in it one by one`);
    if (!about.isFile()) throw new Error(`${name} is no ordinary file; expected ${FORMATS}`);
    if (about.size > MOST_BYTES) {
      throw new Error(`${name} has ${count(about.size)} bytes, expected at most ${count(MOST_BYTES)}; make it smaller`);
    }
    return await readFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const known: Record<string, string> = {
      ENOENT: `${name} does not exist; it was looked for at ${path}, seen from ${process.cwd()}`,
      EACCES: `${name} may not be read by you; change its permissions, or copy it`,
      EPERM: `${name} may not be read by you; change its permissions, or copy it`,
    };
    throw new Error(`readPicture: ${known[code ?? ''] ?? message}`);
  }
}

/** Looks at a picture's head before anything is decoded. */
async function inspect(name: string, bytes: Uint8Array): Promise<Metadata> {
  if (!(bytes instanceof Uint8Array) || bytes.length === 0) {
    throw new Error(`readPicture: ${name} is empty; expected the bytes of a ${FORMATS}`);
  }
  // the limit is checked below, with the numbers in the message
  const about = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((error: Error) => {
      throw new Error(
        `readPicture: ${name} is no picture that can be read here, or it was cut short (${firstLine(error)}); expected ${FORMATS}`,
      );
    });
  const { width = 0, height = 0, format, compression } = about;
  if (format === 'heif' && compression !== 'av1') {
    throw new Error(
      `readPicture: ${name} is a HEIC picture, as telephones take them, which is not read here; export it as JPEG ` +
        '(on an iPhone: Settings, Camera, Formats, Most Compatible)',
    );
  }
  if (width * height > MOST_PIXELS) {
    throw new Error(
      `readPicture: ${name} is ${count(width)} x ${count(height)} pixels, expected at most ${count(MOST_PIXELS)} in all; make it smaller first`,
    );
  }
  if (width < FEWEST_PIXELS || height < FEWEST_PIXELS) {
    throw new Error(
      `readPicture: ${name} is ${width} x ${height} pixels, expected at least ${FEWEST_PIXELS} each way; there is nothing to see on it`,
    );
  }
  return about;
}
