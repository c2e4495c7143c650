import { inflateSync } from 'node:zlib';

export interface Pixels {
  width: number;
  height: number;
  channels: number;
  /** Row by row. */
  values: Uint8Array;
}

const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 6: 4 };

/** Reads a PNG of 8 bits a channel by the specification, apart from lib/charts/png.ts: any of the five filters. */
export function decodePng(png: Buffer): Pixels {
  if (png.toString('latin1', 1, 4) !== 'PNG') throw new Error('no PNG signature');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    if (png.readUInt32BE(at + 8 + length) !== bitwiseCrc(png.subarray(at + 4, at + 8 + length)))
      throw new Error(`the checksum of ${type} is wrong`);
    chunks.set(type, png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const header = chunks.get('IHDR')!;
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const channels = CHANNELS[header[9]!]!;
  const rows = inflateSync(chunks.get('IDAT')!);
  const stride = width * channels;
  const values = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const a = x >= channels ? values[y * stride + x - channels]! : 0;
      const b = y > 0 ? values[(y - 1) * stride + x]! : 0;
      const c = x >= channels && y > 0 ? values[(y - 1) * stride + x - channels]! : 0;
      const predicted = [0, a, b, Math.floor((a + b) / 2), paeth(a, b, c)][filter]!;
      values[y * stride + x] = rows[y * (stride + 1) + 1 + x]! + predicted;
    }
  }
  return { width, height, channels, values };
}

/** The PNG of the first picture in an SVG or a specification. */
export function embeddedPng(text: string): Pixels {
  const base64 = /data:image\/png;base64,([A-Za-z0-9+/=]+)/.exec(text)?.[1];
  if (!base64) throw new Error('there is no embedded PNG');
  return decodePng(Buffer.from(base64, 'base64'));
}

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

function bitwiseCrc(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}
