import { crc32, deflateRawSync } from 'node:zlib';

/** A file of a ZIP, and what is unusual about it. */
export interface ZippedFile {
  name: string | Buffer;
  data?: string | Buffer;
  stored?: true;
  /** What the list says of its size, whatever the data. */
  claims?: number;
  /** Bits of its general purpose flag: 0x1 encrypted, 0x8 sizes behind the data, 0x800 its name is UTF-8. */
  flags?: number;
  /** A Unix mode: 0o120777 is a link. */
  mode?: number;
  zip64?: true;
  method?: number;
  wrongSum?: true;
}

const DATE = ((2026 - 1980) << 9) | (3 << 5) | 4; // 4 March 2026

function fields(...values: [bytes: 2 | 4 | 8, value: number][]): Buffer {
  return Buffer.concat(
    values.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes);
      if (bytes === 8) field.writeBigUInt64LE(BigInt(value));
      else field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );
}

function entry(file: ZippedFile, offset: number): { local: Buffer; central: Buffer } {
  const name = Buffer.from(file.name as string);
  const data = Buffer.from((file.data ?? '') as string);
  const packed = file.stored ? data : deflateRawSync(data);
  const [size, sum] = [file.claims ?? data.length, file.wrongSum ? 1 : crc32(data)];
  const flags = file.flags ?? 0;
  const method = file.method ?? (file.stored ? 0 : 8);
  const isLate = (flags & 8) !== 0;
  const kept: [2 | 4, number][] = [[4, sum], [4, packed.length], [4, size]]; // biome-ignore format: as in the format's own table
  const base: [2 | 4, number][] = [[2, 45], [2, flags], [2, method], [2, 0x6000], [2, DATE]]; // biome-ignore format: as above
  const local = Buffer.concat([
    fields([4, 0x04034b50], ...base, ...(isLate ? ([[4, 0], [4, 0], [4, 0]] as [4, number][]) : kept), [2, name.length], [2, 0]), // biome-ignore format: as above
    name,
    packed,
    isLate ? fields([4, 0x08074b50], ...kept) : Buffer.alloc(0),
  ]);
  const extra = file.zip64 ? fields([2, 1], [2, 24], [8, size], [8, packed.length], [8, offset]) : Buffer.alloc(0);
  const [listed, listedSize, listedOffset] = file.zip64
    ? [0xffffffff, 0xffffffff, 0xffffffff]
    : [packed.length, size, offset];
  const central = Buffer.concat([
    fields([4, 0x02014b50], [2, 0x0300 | 45], ...base, [4, sum], [4, listed], [4, listedSize]),
    fields(
      [2, name.length],
      [2, extra.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, (file.mode ?? 0) * 65536],
      [4, listedOffset],
    ),
    name,
    extra,
  ]);
  return { local, central };
}

/** A ZIP of these files, byte by byte. */
export function zipOf(files: readonly ZippedFile[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const { local, central } = entry(file, offset);
    locals.push(local);
    centrals.push(central);
    offset += local.length;
  }
  const list = Buffer.concat(centrals);
  const count = files.length;
  const end = fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, list.length], [4, offset], [2, 0]);
  return Buffer.concat([...locals, list, end]);
}
