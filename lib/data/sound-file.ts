import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { decodeSound } from './decode-sound';
import { resample } from './resample';
import type { Sound } from './sound-place';
import type { Recording } from './wav';
import { withoutOffset } from './without-offset';

/** The longest sound that is read, in seconds. */
const LONGEST = 300;
/** The largest file that is read: five minutes in stereo, 24 bits at 96 kHz. */
const LARGEST = 200e6;
/** A sound that moves by less than this is silent: 80 dB under full scale. */
const SILENCE = 1e-4;

export interface ReadSoundOptions {
  /** Samples a second that it is brought to; by default it keeps its own. */
  rate?: number;
}

/** A sound that was read from a file. */
export interface ReadSound extends Sound {
  seconds: number;
}

/**
 * Reads a sound of the reader's own: WAV, Ogg (Vorbis or Opus), MP3 or FLAC of at most five minutes. What kind it is tell its bytes, not its
 * name. Several channels are mixed down to one.
 * @param file a path, or the bytes of a file
 * @throws Error that names the file, says what was wrong, what was expected and what to do: there is no such file, it may not be read, it is
 * no sound, cut short, damaged, silent or too long; RangeError for a rate that is no whole number from 1 on
 */
export async function readSound(file: string | Uint8Array, options: ReadSoundOptions = {}): Promise<ReadSound> {
  const { rate } = options;
  if (rate !== undefined && !(Number.isInteger(rate) && rate >= 1)) {
    throw new RangeError(`readSound: the rate is ${rate}, expected a whole number of samples a second`);
  }
  const name = typeof file === 'string' ? basename(file) : 'the sound';
  try {
    const bytes = typeof file === 'string' ? await bytesOf(file) : file;
    if (!(bytes instanceof Uint8Array)) throw new Error('expected a path or the bytes of a file');
    const recording = await decodeSound(bytes, { limit: LONGEST });
    const mixed = mixedDown(recording);
    const samples = rate === undefined ? mixed : resample(mixed, recording.rate, rate);
    return { samples, rate: rate ?? recording.rate, seconds: mixed.length / recording.rate };
  } catch (error) {
    throw new Error(`readSound: ${name} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

async function bytesOf(path: string): Promise<Buffer> {
  const about = await stat(path).catch(explain);
  if (!about.isFile()) throw new Error(`${path} is a folder or a device, expected a file`);
  if (about.size > LARGEST) {
    throw new Error(
      `it has ${Math.round(about.size / 1e6)} MB, expected at most ${LARGEST / 1e6}; cut out what you need`,
    );
  }
  return readFile(path).catch(explain);
}

function explain(error: NodeJS.ErrnoException): never {
  const problems: Record<string, string> = {
    ENOENT: 'there is no such file; is the path right, seen from the project’s folder?',
    ENOTDIR: 'there is no such file; is the path right, seen from the project’s folder?',
    EACCES: 'you may not read it; change its permissions',
    EPERM: 'you may not read it; change its permissions',
  };
  throw new Error(problems[error.code ?? ''] ?? `it cannot be read (${error.message})`);
}

/** The mean of the channels; where they cancel each other out, the first that is not silent. */
function mixedDown({ channels }: Recording): Float32Array {
  const silent = (samples: Float32Array) => withoutOffset(samples).every(sample => Math.abs(sample) < SILENCE);
  const broken = channels.some(channel => !channel.every(Number.isFinite));
  if (broken) throw new Error('it is damaged: some samples are no numbers');
  const mean = channels[0].map((_, i) => channels.reduce((sum, channel) => sum + channel[i], 0) / channels.length);
  const heard = [mean, ...channels].find(samples => !silent(samples));
  if (!heard) throw new Error('it is silent; expected something to hear');
  return heard;
}
