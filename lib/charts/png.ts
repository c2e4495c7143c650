import { deflateSync } from 'node:zlib';

export interface PngOptions {
  width: number;
  height: number;
  /** Values a pixel: 1 grey (default), 3 red-green-blue, 4 with opacity. */
  channels?: 1 | 3 | 4;
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const COLOUR_TYPE = { 1: 0, 3: 2, 4: 6 } as const;
/** Every row is stored as its difference from the row above, which suits pictures enlarged by whole factors. */
const FILTER_UP = 2;

/**
 * Encodes pixels as a PNG of 8 bits a channel (PNG specification, third edition, W3C 2025).
 * @param pixels `width * height * channels` values in 0..255, row by row
 * @throws RangeError when the sizes do not fit
 */
export function encodePng(pixels: Uint8Array, { width, height, channels = 1 }: PngOptions): Buffer {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1)
    throw new RangeError(`encodePng: the picture is ${width} x ${height}, expected whole numbers from 1 on`);
  const stride = width * channels;
  if (pixels.length !== stride * height)
    throw new RangeError(
      `encodePng: ${pixels.length} values for ${width} x ${height} pixels of ${channels}, expected ${stride * height}`,
    );
  const rows = Buffer.alloc((stride + 1) * height);
  for (let y = 0; y < height; y++) {
    const row = y * (stride + 1);
    rows[row] = FILTER_UP;
    for (let x = 0; x < stride; x++) {
      const above = y === 0 ? 0 : pixels[(y - 1) * stride + x]!;
      rows[row + 1 + x] = pixels[y * stride + x]! - above; // Buffers keep the low 8 bits, as the filter asks
    }
  }
  const header = Buffer.alloc(13); // compression, filter and interlace methods stay 0
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = COLOUR_TYPE[channels];
  return Buffer.concat([
    Buffer.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The picture as an address that needs no file. */
export function pngDataUri(png: Buffer): string {
  return `data:image/png;base64,${png.toString('base64')}`;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

// Node has zlib.crc32 only from version 22 on.
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
