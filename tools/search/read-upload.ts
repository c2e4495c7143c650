import { CLIP_FRAMES } from '../../lib/data/clips';
import { UnknownSound } from '../../lib/data/decode-sound';
import { drawnDigit } from '../../lib/data/drawn-digit';
import { NOTE_SOUND } from '../../lib/data/instruments';
import { countFrames, readClip, readPhotograph, readPicture } from '../../lib/data/picture-file';
import type { SeenPicture } from '../../lib/data/picture-items';
import { readSound } from '../../lib/data/sound-file';
import { DIGIT_SOUND } from '../../lib/data/spoken-digits';
import { TOWERS_SIDE } from '../../lib/encoders/towers';
import type { Content } from '../../lib/search/course-items';
import type { Among } from './answers';
import { Refusal, refusing } from './refusal';

/** Frames of a clip that are looked at: twice as many find no more. */
const LOOKED_AT = 4;

/** An upload as a query, and what it is in words: a picture or the frames of a clip among concepts, or what one encoder takes. */
export type Upload = { asked: string } & ({ seen: SeenPicture[] } | { content: Content });

/**
 * What somebody dropped: a picture, an animation, a sound, or the frames of a film. Its bytes decide what it is; its name and the type
 * that it claims are not looked at.
 * @param files one file, or the frames of a clip as pictures
 * @param among 'digits' takes a picture for one digit
 * @throws Refusal that says what was wrong, what was expected and what to do
 */
export function readUpload(files: Buffer[], among: Among): Promise<Upload> {
  const [file, ...others] = files;
  return refusing(async () => {
    if (others.length > 0 && among === 'digits') {
      throw new Refusal(400, 'a film is no digit, expected a picture or a sound of one; look among concepts instead');
    }
    if (others.length > 0) return { seen: await framesOf(files), asked: 'a film' };
    if (file.length === 0) throw new Refusal(400, 'the file is empty, expected a picture, a sound or a clip');
    const pages = await countFrames(file);
    if (pages === 0) return readHeard(file, among);
    if (among === 'digits') {
      const picture = drawnDigit(await readPicture(file));
      return { content: { picture }, asked: 'a drawn digit' };
    }
    if (pages > 1) {
      const seen = await readClip(file, { frames: LOOKED_AT, side: TOWERS_SIDE });
      return { seen, asked: `a clip of ${pages} frames` };
    }
    return { seen: [await readSeen(file)], asked: 'a picture' };
  });
}

async function readHeard(file: Buffer, among: Among): Promise<Upload> {
  // at the rate at which it will be heard: the towers' own first step
  const { rate } = among === 'digits' ? DIGIT_SOUND : NOTE_SOUND;
  const sound = await readSound(file, { rate }).catch((error: Error) => {
    const { cause } = error;
    if (!(cause instanceof UnknownSound)) throw error;
    throw new Refusal(
      415,
      `by its content the file is ${cause.format ? `${cause.format}, and ` : ''}neither a picture that is read here ` +
        '(JPEG, PNG, WebP, GIF, TIFF, AVIF, SVG) nor a sound (WAV, Ogg, MP3, FLAC), ' +
        'or its beginning is damaged; open it in another program and save it as one of these',
    );
  });
  return { content: { sound }, asked: `a sound of ${sound.seconds.toFixed(1)} seconds` };
}

async function framesOf(frames: Buffer[]): Promise<SeenPicture[]> {
  if (frames.length !== CLIP_FRAMES) {
    throw new Refusal(400, `the film came in ${frames.length} frames, expected ${CLIP_FRAMES}, or one file`);
  }
  const seen: SeenPicture[] = [];
  for (let i = 0; i < LOOKED_AT; i++) seen.push(await readSeen(frames[i * (CLIP_FRAMES / LOOKED_AT)]));
  return seen;
}

/** A picture as both encoders take it. */
export const readSeen = async (file: Uint8Array): Promise<SeenPicture> => ({
  picture: await readPicture(file, { side: TOWERS_SIDE }),
  photograph: await readPhotograph(file),
});
