import { vorbisDecoder } from './decoders.cjs';
import type { Recording } from './wav';

/**
 * Decodes a file of Ogg Vorbis.
 * @throws Error that says what is wrong: not decodable, cut short, no samples
 */
export async function decodeVorbis(file: Uint8Array): Promise<Recording> {
  const decoder = await vorbisDecoder();
  try {
    const { channelData, samplesDecoded, sampleRate, errors } = await decoder.decodeFile(file);
    if (errors.length > 0) throw new Error(`it is damaged: ${errors[0].message}`);
    if (samplesDecoded === 0) throw new Error('it holds no sound');
    return { channels: channelData, rate: sampleRate };
  } finally {
    decoder.free();
  }
}
