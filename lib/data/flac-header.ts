/** Bytes of the marker, of a block's header and of the block that describes the stream. */
const BYTES = 4 + 4 + 34;

/**
 * Reads how a FLAC file describes its stream (RFC 9639, section 8.2).
 * @returns its rate, and its samples a channel where it says so
 * @throws Error when it is cut short before that
 */
export function readFlacHeader(bytes: Buffer): { rate: number; samples?: number } {
  if (bytes.length < BYTES) throw new Error('it is cut short within its header');
  const packed = bytes.readBigUInt64BE(18); // rate 20 bits, channels 3, bits a sample 5, samples 36
  const rate = Number(packed >> 44n);
  const samples = Number(packed & 0xfffffffffn);
  if (rate === 0) throw new Error('it is damaged: its header says 0 Hz');
  return samples === 0 ? { rate } : { rate, samples };
}
