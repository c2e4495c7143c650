import { inflateSync } from 'node:zlib';

export interface Pixels {
  width: number;
  height: number;
  channels: number;
  /** Row by row. */
  values: Uint8Array;
}

const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 6: 4 };

/**
 * Reads a PNG by the specification, apart from lib/charts/render/png.ts: 8 bits a channel, or a palette of 1, 2 or 4 bits a pixel, which
 * comes out as its colours; any of the five filters.
 */
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
  const palette = header[9] === 3 ? chunks.get('PLTE')! : undefined;
  const bits = header[8]!;
  if (!(palette ? [1, 2, 4] : [8]).includes(bits)) throw new Error(`${bits} bits a value are not read here`);
  const channels = palette ? 1 : CHANNELS[header[9]!]!;
  const rows = inflateSync(chunks.get('IDAT')!);
  const stride = palette ? Math.ceil((width * bits) / 8) : width * channels;
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
  if (!palette) return { width, height, channels, values };
  const indices = Array.from({ length: width * height }, (_, at) => {
    const x = at % width;
    const several = values[Math.floor(at / width) * stride + ((x * bits) >> 3)]!;
    return (several >> (8 - bits - ((x * bits) & 7))) & (2 ** bits - 1);
  });
  const opacities = chunks.get('tRNS');
  const colours = indices.flatMap(index => [
    ...palette.subarray(3 * index, 3 * index + 3),
    ...(opacities ? [opacities[index] ?? 255] : []),
  ]);
  return { width, height, channels: opacities ? 4 : 3, values: Uint8Array.from(colours) };
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
