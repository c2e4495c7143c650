/** Takes Ogg files apart and puts them together, to make files as other programs write them. */

export interface OggPage {
  flags: number;
  position: bigint;
  serial: number;
  segments: number[];
  body: Buffer;
}

const CONTINUED = 1;
export const FIRST = 2;
export const LAST = 4;

export function pagesOf(file: Buffer): OggPage[] {
  const pages: OggPage[] = [];
  for (let at = 0; at < file.length; ) {
    const segments = [...file.subarray(at + 27, at + 27 + file[at + 26])];
    const body = at + 27 + segments.length;
    const end = body + segments.reduce((sum, size) => sum + size, 0);
    pages.push({
      flags: file[at + 5],
      position: file.readBigInt64LE(at + 6),
      serial: file.readUInt32LE(at + 14),
      segments,
      body: file.subarray(body, end),
    });
    at = end;
  }
  return pages;
}

/** Numbers the pages of each stream as they come; `skipped` are left out after that, as if lost. */
export function oggOf(pages: OggPage[], skipped: number[] = []): Buffer {
  const numbers = new Map<number, number>();
  const written = pages.map(({ flags, position, serial, segments, body }) => {
    const number = flags & FIRST ? 0 : (numbers.get(serial) ?? 0);
    numbers.set(serial, number + 1);
    const head = Buffer.alloc(27);
    head.write('OggS', 0, 'latin1');
    head[5] = flags;
    head.writeBigInt64LE(position, 6);
    head.writeUInt32LE(serial, 14);
    head.writeUInt32LE(number, 18);
    head[26] = segments.length;
    const page = Buffer.concat([head, Buffer.from(segments), body]);
    page.writeUInt32LE(checksum(page), 22);
    return page;
  });
  return Buffer.concat(written.filter((_, i) => !skipped.includes(i)));
}

/** The pages that one packet fills, 255 pieces of 255 bytes each at most. */
export function pagesOfPacket(packet: Buffer, page: Pick<OggPage, 'serial' | 'flags' | 'position'>): OggPage[] {
  const pages: OggPage[] = [];
  const whole = 255 * 255;
  for (let at = 0; ; at += whole) {
    const body = packet.subarray(at, at + whole);
    const ends = body.length < whole;
    const segments = new Array<number>(Math.floor(body.length / 255)).fill(255);
    const flags = at === 0 ? page.flags : CONTINUED;
    pages.push({
      ...page,
      flags,
      position: ends ? page.position : -1n,
      segments: ends ? [...segments, body.length % 255] : segments,
      body,
    });
    if (ends) return pages;
  }
}

/** Ogg's CRC-32: polynomial 04c11db7, from 0, not reflected. */
function checksum(page: Buffer): number {
  let crc = 0;
  for (const byte of page) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}
