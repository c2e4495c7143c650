import { parseFlac } from '../decoders.cjs';
import type { CodedSound } from './coded-sound';

/** Bytes of the marker, of a block's header and of the block that describes the stream. */
const BYTES = 4 + 4 + 34;
/** Bytes of a tag that some programs put at the end of any file. */
const ID3V1_BYTES = 128;

/**
 * Finds the frames of a FLAC file (RFC 9639). How many samples there are is counted from them: the number in the file's header is missing
 * in one that was written into a pipe, or made up.
 * @throws Error when it is cut short, or no frame is in it
 */
export async function readFlac(bytes: Buffer): Promise<CodedSound> {
  if (bytes.length < BYTES) throw new Error('it is cut short within its header');
  const rate = Number(bytes.readBigUInt64BE(18) >> 44n); // rate 20 bits, channels 3, bits a sample 5, samples 36
  if (rate === 0) throw new Error('it is damaged: its header says 0 Hz');
  const file = withoutTag(bytes);
  const { packets, samples } = await parseFlac(file);
  const last = packets.at(-1);
  if (!last) throw new Error('it is cut short: it has no samples');
  if (!file.subarray(file.length - last.length).equals(last)) throw new Error('it is cut short within a frame');
  return { codec: 'flac', rate, packets, samples };
}

function withoutTag(bytes: Buffer): Buffer {
  const at = bytes.length - ID3V1_BYTES;
  return at > BYTES && bytes.toString('latin1', at, at + 3) === 'TAG' ? bytes.subarray(0, at) : bytes;
}
