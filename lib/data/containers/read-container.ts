import type { CodedSound } from './coded-sound';
import { readFlac } from './flac';
import { afterTags } from './id3';
import { readMp3 } from './mp3';
import { readOgg } from './ogg';

/**
 * Tells by its bytes, not by its name, what kind of sound file this is, and takes it apart; tags before it are passed over, as players do.
 * @returns 'wav' for what decodeWav reads, or the sounds of the file, one after the other; undefined when it is no sound that is known here
 * @throws Error that says what is wrong: cut short, a codec that is not supported
 */
export async function readContainer(file: Buffer): Promise<{ wav: Buffer } | { sounds: CodedSound[] } | undefined> {
  const bytes = file.subarray(afterTags(file));
  const begins = (text: string, at = 0) => bytes.toString('latin1', at, at + text.length) === text;
  if (WAVES.some(name => begins(name)) && begins('WAVE', 8)) return { wav: bytes };
  if (begins('OggS')) return { sounds: readOgg(bytes) };
  if (begins('fLaC')) return { sounds: [await readFlac(bytes)] };
  const sounds = readMp3(file);
  return sounds && { sounds };
}

/** A WAV file begins with RIFF; one of more than 4 GB, or one whose program prepared for that, with one of the others. */
const WAVES = ['RIFF', 'RF64', 'BW64'];
