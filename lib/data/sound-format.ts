import { readFlacHeader } from './flac-header';
import { readMp3Frames } from './mp3-frames';
import { readOggPages } from './ogg-pages';
import type { SoundFacts } from './sound-facts';
import { readWavHeader } from './wav';

/** What people also call sound files, and how they begin. */
const OTHERS: [name: string, at: number, bytes: string][] = [
  ['an MPEG-4 file (m4a, mp4)', 4, 'ftyp'],
  ['a WebM or Matroska file', 0, '\x1a\x45\xdf\xa3'],
  ['an AIFF file', 0, 'FORM'],
  ['a MIDI file, which holds notes and no sound', 0, 'MThd'],
  ['a PNG picture', 0, '\x89PNG'],
  ['a JPEG picture', 0, '\xff\xd8\xff'],
  ['a GIF picture', 0, 'GIF8'],
  ['a PDF document', 0, '%PDF'],
  ['a ZIP archive', 0, 'PK\x03\x04'],
];

/**
 * Tells by its bytes, not by its name, what kind of sound file this is, and whether all of it is there.
 * @throws Error that says what is wrong: no sound, a format that is not supported, cut short
 */
export function soundFacts(file: Uint8Array): SoundFacts {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const begins = (text: string, at = 0) => bytes.toString('latin1', at, at + text.length) === text;
  if (bytes.length === 0) throw new Error('it is empty');
  if (begins('RIFF') && begins('WAVE', 8)) return { format: 'wav', ...readWavHeader(bytes) };
  if (begins('OggS')) return readOggPages(bytes);
  if (begins('fLaC')) return { format: 'flac', ...readFlacHeader(bytes) };
  const mp3 = readMp3Frames(bytes);
  if (mp3) return { format: 'mp3', ...mp3 };
  const other = OTHERS.find(([, at, text]) => begins(text, at))?.[0];
  throw new Error(
    `it is ${other ?? 'no sound file that is known here'}; expected WAV, Ogg, MP3 or FLAC, which programs such as ffmpeg convert to`,
  );
}
