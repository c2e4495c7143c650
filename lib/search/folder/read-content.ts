import { CLIP_FRAMES } from '../../data/clips';
import { framePhotograph, PHOTOGRAPH_SIDE } from '../../data/frame-photograph';
import { NOTE_SOUND } from '../../data/instruments';
import { countFrames, readClip, readPicture } from '../../data/picture-file';
import { readSound } from '../../data/sound-file';
import type { Sound } from '../../data/sound-place';
import type { Side } from '../../data/sprite-sheet';
import type { FileKind } from './kinds';
import { lookOf } from './look';
import { markdownPassages, type Passage, passagesOf } from './passages';
import { pdfPages } from './pdf-pages';
import { LeftOut } from './read-whole';

/** A picture, or a frame of a clip, as both encoders of pictures take it. */
export interface Frame {
  /** 224 * 224 * 3 values. */
  photograph: Uint8Array;
  /** side * side * 3 values, the whole picture on white. */
  drawing: Uint8Array;
  side: Side;
}

/** What is made of a file: a picture is one frame, a clip several. */
export type FileContent = { frames: Frame[]; look?: string } | { sound: Sound } | { passages: Passage[] };

/** The most bytes of a text that is no PDF: longer ones are logs and tables, not what anybody reads. */
const MOST_TEXT = 5e6;

/**
 * Makes of a file's bytes what can be embedded.
 * @param side of drawings, in pixels
 * @throws LeftOut that says why nothing can be made of it
 */
export async function readContent(kind: FileKind, bytes: Buffer, side: Side): Promise<FileContent> {
  try {
    if (kind === 'picture') return await readSeen(bytes, side);
    if (kind === 'sound') return { sound: await readSound(bytes, { rate: NOTE_SOUND.rate }) };
    const passages = kind === 'pdf' ? await pdfPassages(bytes) : readText(kind, bytes);
    if (passages.length === 0)
      throw new LeftOut('has no word in it that is read here: English, or another language in Latin letters');
    return { passages };
  } catch (error) {
    throw error instanceof LeftOut ? error : new LeftOut(withoutName((error as Error).message));
  }
}

/** What the functions that read a file say, without their name and that of the file, which they were not told. */
const withoutName = (message: string) =>
  message.replace(/^read\w+: the (picture|clip|sound) /, '').replace(/^cannot be used: /, '');

async function readSeen(bytes: Buffer, side: Side): Promise<FileContent> {
  const frames = await readFrames(bytes, side);
  return frames.length > 1 ? { frames } : { frames, look: await lookOf(frames[0].photograph, PHOTOGRAPH_SIDE) };
}

/**
 * A picture as one frame, or an animation, GIF or WebP, as some, evenly spaced.
 * @param side of drawings, in pixels
 * @throws Error where it is no picture, is cut short, damaged, too small or too large
 */
async function readFrames(bytes: Buffer, side: Side): Promise<Frame[]> {
  if ((await countFrames(bytes)) > 1) {
    const frames = await readClip(bytes, { frames: CLIP_FRAMES, side });
    return frames.map(({ picture, photograph }) => ({ photograph: photograph.pixels, drawing: picture.pixels, side }));
  }
  const { pixels: drawing } = await readPicture(bytes, { side }); // first: it says what is wrong with a picture
  return [{ photograph: await framePhotograph(bytes), drawing, side }];
}

function readText(kind: 'markdown' | 'text', bytes: Buffer): Passage[] {
  if (bytes.length > MOST_TEXT) throw new LeftOut(`is a text of more than ${MOST_TEXT / 1e6} MB`);
  const text = decoded(bytes).replace(/\r\n?/g, '\n');
  if (text.includes('\0')) throw new LeftOut('is no text, by its content');
  return kind === 'markdown' ? markdownPassages(text) : passagesOf(text);
}

/** As UTF-8 or UTF-16, where it is, else as Windows and old programs write: a byte a letter. */
function decoded(bytes: Buffer): string {
  const mark = bytes.length > 1 ? bytes.readUInt16BE(0) : 0;
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const pdfPassages = async (bytes: Buffer): Promise<Passage[]> =>
  (await pdfPages(bytes)).flatMap((text, i) => passagesOf(text, i + 1));
