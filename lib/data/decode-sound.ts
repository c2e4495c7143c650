import { type Decoded, decodeFlacFile, decodeMp3File, decodeOpusFile, decodeVorbisFile } from './decoders.cjs';
import type { SoundFormat } from './sound-facts';
import { soundFacts } from './sound-format';
import { decodeWav, type Recording } from './wav';

const DECODERS: { [format in Exclude<SoundFormat, 'wav'>]: (file: Uint8Array) => Promise<Decoded> } = {
  vorbis: decodeVorbisFile,
  opus: decodeOpusFile,
  flac: decodeFlacFile,
  mp3: decodeMp3File,
};
/** As much may be missing: encoders add silence at both ends, and decoders take it away again. */
const MISSING_SECONDS = 0.25;

/**
 * Decodes a whole sound file: WAV, Ogg (Vorbis, Opus), FLAC or MP3.
 * @param limit the longest sound that is decoded, in seconds
 * @throws Error that says what is wrong: no sound, not supported, cut short, damaged, too long
 */
export async function decodeSound(file: Uint8Array, { limit = Number.POSITIVE_INFINITY } = {}): Promise<Recording> {
  const { format, rate, samples } = soundFacts(file);
  if (samples !== undefined && samples / rate > limit) {
    throw new Error(`it lasts ${duration(samples / rate)}, expected at most ${duration(limit)}; cut out what you need`);
  }
  if (format === 'wav') return decodeWav(file);
  const decoded = await DECODERS[format](file).catch((error: Error) => {
    throw new Error(`it is damaged: ${error.message}`);
  });
  if (decoded.errors.length > 0) throw new Error(`it is damaged: ${decoded.errors[0].message}`);
  if (samples !== undefined && samples - decoded.samplesDecoded > MISSING_SECONDS * rate) {
    throw new Error(
      `it is damaged or cut short: ${duration(decoded.samplesDecoded / rate)} of the ${duration(samples / rate)} that it promises`,
    );
  }
  if (decoded.samplesDecoded === 0) throw new Error('it holds no sound');
  return { channels: decoded.channelData, rate: decoded.sampleRate };
}

/** '2.5 seconds', '61 minutes'. */
function duration(seconds: number): string {
  return seconds < 120 ? `${Number(seconds.toFixed(2))} seconds` : `${Math.round(seconds / 60)} minutes`;
}
