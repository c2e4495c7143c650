const HEADER_BYTES = 10;
const FOOTER = 0x10;

/**
 * Where a file begins behind its ID3v2 tags (https://id3.org/id3v2.4.0-structure), of which there may be any number: players write one
 * before another, and before files of any kind. A tag that claims more than the file has is no tag.
 */
export function afterTags(bytes: Buffer, start = 0): number {
  let at = start;
  for (let length = tagLength(bytes, at); length > 0; length = tagLength(bytes, at)) at += length;
  return at;
}

/** Bytes of the tag at a place, 0 where there is none. */
function tagLength(bytes: Buffer, at: number): number {
  if (at + HEADER_BYTES > bytes.length || bytes.toString('latin1', at, at + 3) !== 'ID3') return 0;
  const sizes = bytes.subarray(at + 6, at + HEADER_BYTES);
  if (bytes[at + 3] === 0xff || sizes.some(byte => byte > 0x7f)) return 0;
  const size = sizes.reduce((sum, byte) => (sum << 7) | byte, 0); // four bytes of seven bits
  const length = HEADER_BYTES + size + (bytes[at + 5] & FOOTER ? HEADER_BYTES : 0);
  return at + length < bytes.length ? length : 0;
}
