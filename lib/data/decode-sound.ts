import { breathe } from '../engine/breathe';
import type { CodedSound, OggPositions } from './containers/coded-sound';
import { readContainer } from './containers/read-container';
import { openDecoder } from './decoders.cjs';
import { nameFormat } from './name-format';
import { resample } from './resample';
import { decodeWav, type Recording, readWavHeader } from './wav';

/** Packets that are decoded at once: a second or so, after which whoever waits gets a turn. */
const BATCH = 200;
/** As much may be missing that nobody misses it: encoders add silence at both ends, and decoders take it away again. */
const MISSING_SECONDS = 0.25;
/** So many samples of its last packets a stream may leave out at its end; a position that asks for more is wrong. */
const MOST_TRIMMED = 16_384;
/** FLAC has room for no more, and no recorder does more. */
const HIGHEST_RATE = 1_048_575;

/** What is thrown for a file that is no sound which is read here. */
export class UnknownSound extends Error {
  /** @param format what it is, where that is known: 'a HEIC picture' */
  constructor(readonly format: string | undefined) {
    super(
      `it is ${format ?? 'no sound file that is known here'}; expected WAV, Ogg, MP3 or FLAC, ` +
        'which programs such as ffmpeg convert to',
    );
  }
}

/**
 * Decodes a whole sound file: WAV, Ogg (Vorbis, Opus, FLAC), FLAC or MP3. What is there counts: lengths, counts and positions in headers
 * are hints, and decoding stops at the limit whatever they say.
 * @param limit the longest sound that is decoded, in seconds
 * @throws Error that says what is wrong: no sound, not supported, cut short, damaged, too long
 */
export async function decodeSound(file: Uint8Array, { limit = Number.POSITIVE_INFINITY } = {}): Promise<Recording> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length === 0) throw new Error('it is empty');
  const container = await readContainer(bytes);
  if (!container) {
    throw new UnknownSound(await nameFormat(bytes));
  }
  if ('wav' in container) {
    const { rate, samples } = readWavHeader(container.wav);
    checkRate(rate);
    checkLength(samples / rate, limit);
    return decodeWav(container.wav);
  }
  const { sounds } = container;
  for (const { rate } of sounds) checkRate(rate);
  checkLength(
    sounds.reduce((sum, { samples = 0, rate }) => sum + samples / rate, 0),
    limit,
  );
  const parts: Recording[] = [];
  let left = limit;
  for (const sound of sounds) {
    const part = await decode(sound, () => checkLength(Number.POSITIVE_INFINITY, limit), left);
    left -= part.channels[0]?.length / part.rate || 0;
    parts.push(part);
  }
  const joined = join(parts.filter(({ channels }) => channels[0]?.length > 0));
  if (!joined) throw new Error('it holds no sound');
  return joined;
}

function checkRate(rate: number): void {
  if (rate < 1 || rate > HIGHEST_RATE) {
    throw new Error(`its header says ${rate} samples a second, expected 1 to ${HIGHEST_RATE}; it is damaged`);
  }
}

function checkLength(seconds: number, limit: number): void {
  if (seconds <= limit) return;
  const length = seconds === Number.POSITIVE_INFINITY ? `longer than ${duration(limit)}` : duration(seconds);
  throw new Error(`it lasts ${length}, expected at most ${duration(limit)}; cut out what you need`);
}

/** @param tooLong is called, and throws, as soon as more than `limit` seconds are there */
async function decode(sound: CodedSound, tooLong: () => void, limit: number): Promise<Recording> {
  const { codec, packets, setup = [], positions, skip = 0, gain = 1 } = sound;
  const decoder = await openDecoder[codec](setup).catch(damaged);
  const batches: Float32Array[][] = [];
  let { rate } = sound;
  let count = 0;
  let endOfFirst = 0;
  try {
    // the packets of the first page by themselves: where they end tells where the stream begins
    const first = positions?.first.packets ?? 0;
    for (let at = 0; at < packets.length; ) {
      const end = Math.min(at < first ? first : packets.length, at + BATCH);
      const { channelData, samplesDecoded, sampleRate, errors } = await decoder
        .decode(packets.slice(at, end))
        .catch(damaged);
      if (errors.length > 0) throw new Error(`it is damaged: ${errors[0].message}`);
      if (samplesDecoded > 0) {
        batches.push(channelData);
        rate = sampleRate;
      }
      count += samplesDecoded;
      if (end <= first) endOfFirst = count;
      if ((count - skip) / rate > limit) tooLong();
      at = end;
      await breathe();
    }
  } finally {
    decoder.free();
  }
  const end = positions ? endOf(positions, endOfFirst, count, rate) : count;
  const channels = (batches[0] ?? []).map((_, channel) => {
    // where a channel is lost on the way, the first stands for it
    const all = concatenated(batches.map(batch => batch[channel] ?? batch[0]));
    const kept = all.subarray(Math.min(skip, end), end);
    return gain === 1 ? kept : kept.map(sample => sample * gain);
  });
  return { channels, rate };
}

const damaged = (error: Error): never => {
  throw new Error(`it is damaged: ${error.message}`);
};

/**
 * How many of the decoded samples count: as many as lie between the positions of a stream's first and last page.
 * @throws Error when pages are missing in between
 */
function endOf(positions: OggPositions, endOfFirst: number, count: number, rate: number): number {
  const { first, end, torn } = positions;
  // A stream that was cut out of another keeps the positions of that one. One of a single page tells no more than its end.
  const start = first.end === end ? 0 : Math.max(0, first.end - endOfFirst);
  const length = end - start;
  const missing = (length - count) / rate;
  if (torn && missing > MISSING_SECONDS) {
    throw new Error(`it is damaged: ${duration(missing)} are missing in the middle`);
  }
  return length > 0 && length < count && count - length <= MOST_TRIMMED ? length : count;
}

/** One after the other, at the rate of the first, and with as many channels as all of them have. */
function join(parts: Recording[]): Recording | undefined {
  const [first, ...others] = parts;
  if (!first || others.length === 0) return first;
  const width = Math.min(...parts.map(({ channels }) => channels.length));
  const channels = first.channels.slice(0, width).map((_, channel) => {
    return concatenated(parts.map(part => atRate(part.channels[channel], part.rate, first.rate)));
  });
  return { channels, rate: first.rate };
}

/** Samples one after the other. */
export function concatenated(pieces: Float32Array[]): Float32Array {
  const all = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

const atRate = (samples: Float32Array, from: number, to: number) =>
  from === to ? samples : resample(samples, from, to);

/** '2.5 seconds', '61 minutes'. */
function duration(seconds: number): string {
  return seconds < 120 ? `${Number(seconds.toFixed(2))} seconds` : `${Math.round(seconds / 60)} minutes`;
}
