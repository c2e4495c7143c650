import type { SoundFacts } from './sound-facts';

const HEADER_BYTES = 27;
const LAST_PAGE = 4;
/** Opus counts at this rate, whatever the sound was recorded at. */
const OPUS_RATE = 48_000;
const NO_POSITION = 0xffffffffffffffffn;

/**
 * Reads the pages of an Ogg file (RFC 3533): what is in it, how long it is, and whether its end is there.
 * @throws Error that says what is wrong: cut short, damaged, not Vorbis and not Opus
 */
export function readOggPages(bytes: Buffer): SoundFacts {
  let end: bigint | undefined;
  let last = false;
  let at = 0;
  while (at < bytes.length && !last) {
    if (bytes.toString('latin1', at, at + 4) !== 'OggS')
      throw new Error(`it is damaged at byte ${at}: no page begins there`);
    if (at + HEADER_BYTES > bytes.length) throw new Error('it is cut short within a page');
    const segments = bytes[at + 26];
    const sizes = bytes.subarray(at + HEADER_BYTES, at + HEADER_BYTES + segments);
    const next = at + HEADER_BYTES + segments + sizes.reduce((sum, size) => sum + size, 0);
    if (next > bytes.length) throw new Error('it is cut short within a page');
    const position = bytes.readBigUInt64LE(at + 6);
    if (position !== NO_POSITION) end = position;
    last = (bytes[at + 5] & LAST_PAGE) !== 0;
    at = next;
  }
  if (!last) throw new Error('it is cut short: its last page is missing');
  const first = bytes.subarray(HEADER_BYTES + bytes[26]);
  const samples = Number(end ?? 0n);
  if (first.toString('latin1', 1, 7) === 'vorbis') return { format: 'vorbis', rate: first.readUInt32LE(12), samples };
  if (first.toString('latin1', 0, 8) === 'OpusHead') {
    return { format: 'opus', rate: OPUS_RATE, samples: Math.max(0, samples - first.readUInt16LE(10)) };
  }
  throw new Error('it is an Ogg file without Vorbis or Opus in it; expected one of them');
}
