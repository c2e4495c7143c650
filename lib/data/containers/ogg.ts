import type { CodedSound, OggPositions } from './coded-sound';

const HEADER_BYTES = 27;
const CONTINUED = 1;
const FIRST_PAGE = 2;
/** A packet may end on a page, and its last piece then says where: a position of -1 stands for a page on which none does. */
const NO_POSITION = 0xffffffffffffffffn;
/** Opus counts at this rate, whatever the sound was recorded at (RFC 7845). */
const OPUS_RATE = 48_000;

/** What else an Ogg file may hold, by how a stream of it begins. */
const OTHERS: [begins: string, name: string][] = [
  ['\x80theora', 'Theora'],
  ['Speex   ', 'Speex'],
  ['fishead\0', 'a Skeleton'],
  ['\x01video', 'video'],
  ['BBCD', 'Dirac'],
  ['PCM     ', 'PCM'],
  ['CELT    ', 'CELT'],
  ['\x80kate', 'Kate'],
];

interface Packet {
  bytes: Uint8Array;
  /** The page on which it ends. */
  page: number;
}

/** One of the streams that an Ogg file weaves together, or strings one after the other. */
interface Stream {
  packets: Packet[];
  /** The first and the last of the file's pages that belong to it. */
  first: number;
  last: number;
  /** By page: the position after the last packet that ends there. */
  positions: Map<number, number>;
  /** The number of the page that follows, and after which of the file's pages one was missing. */
  sequence: number;
  torn: number[];
  open?: Uint8Array[];
}

/**
 * Reads the sounds of an Ogg file (RFC 3533): the first stream with sound in it, and those that follow it, one after the other, in a
 * chained file. Other streams beside it are passed over: a Skeleton, a cover as Theora. Positions count from where the stream begins, and
 * no page has to say that it is the last.
 * @throws Error that says what is wrong: cut short, no sound, a codec that is not supported
 */
export function readOgg(bytes: Buffer): CodedSound[] {
  const streams = readStreams(bytes);
  const sounds: { stream: Stream; sound: CodedSound }[] = [];
  for (const stream of streams) {
    const before = sounds.at(-1)?.stream;
    if (before && stream.first < before.last) continue; // beside it, not after it
    const sound = soundOf(stream);
    if (sound) sounds.push({ stream, sound });
  }
  if (sounds.length > 0) return sounds.map(({ sound }) => sound);
  const found = streams.flatMap(({ packets: [packet] }) => (packet ? nameOf(packet.bytes) : []));
  throw new Error(
    `it is an Ogg file with ${found.join(' and ') || 'nothing'} in it that is known here, and no Vorbis, Opus or FLAC; ` +
      'expected one of them, which programs such as ffmpeg convert to',
  );
}

/** In the order in which they begin. */
function readStreams(bytes: Buffer): Stream[] {
  const streams: Stream[] = [];
  const bySerial = new Map<number, Stream>();
  let page = 0;
  for (let at = nextPage(bytes, 0); at < bytes.length; at = nextPage(bytes, at)) {
    const segments = bytes.subarray(at + HEADER_BYTES, at + HEADER_BYTES + bytes[at + 26]);
    const body = at + HEADER_BYTES + bytes[at + 26];
    const end = segments.reduce((sum, size) => sum + size, body);
    if (at + HEADER_BYTES > bytes.length || end > bytes.length) throw new Error('it is cut short within a page');
    const flags = bytes[at + 5];
    const serial = bytes.readUInt32LE(at + 14);
    let stream = bySerial.get(serial);
    if (!stream || flags & FIRST_PAGE) {
      stream = { packets: [], first: page, last: page, positions: new Map(), sequence: 0, torn: [] };
      bySerial.set(serial, stream);
      streams.push(stream);
    }
    const follows = bytes.readUInt32LE(at + 18) === stream.sequence;
    if (!follows) stream.torn.push(stream.last);
    stream.last = page;
    stream.sequence = bytes.readUInt32LE(at + 18) + 1;
    takePackets(stream, page, bytes.subarray(body, end), segments, follows && (flags & CONTINUED) !== 0);
    const position = bytes.readBigUInt64LE(at + 6);
    if (position !== NO_POSITION) stream.positions.set(page, Number(BigInt.asIntN(64, position)));
    at = end;
    page++;
  }
  return streams;
}

/** The place of the next page at or after a place; the file's end where there is none. What lies before it is no Ogg, and passed over. */
function nextPage(bytes: Buffer, at: number): number {
  const next = bytes.indexOf('OggS', at, 'latin1');
  return next < 0 ? bytes.length : next;
}

/** Packets are laced: pieces of 255 bytes, and a shorter one that ends it. One that a page leaves open goes on on the next. */
function takePackets(stream: Stream, page: number, body: Buffer, segments: Buffer, continued: boolean): void {
  let pieces = continued ? stream.open : undefined;
  // a packet whose beginning is missing: of a stream that was cut, or behind a page that is lost
  let headless = continued && !pieces;
  let from = 0;
  let at = 0;
  for (const size of segments) {
    at += size;
    if (size === 255) continue;
    const piece = body.subarray(from, at);
    if (!headless) stream.packets.push({ bytes: pieces ? Buffer.concat([...pieces, piece]) : piece, page });
    headless = false;
    pieces = undefined;
    from = at;
  }
  const open = from < at && !headless;
  stream.open = open ? [...(pieces ?? []), body.subarray(from, at)] : undefined;
}

/** @returns undefined for what is no sound that is known here */
function soundOf(stream: Stream): CodedSound | undefined {
  const [head] = stream.packets;
  if (!head) return undefined;
  const text = (from: number, to: number) => Buffer.from(head.bytes).toString('latin1', from, to);
  const view = new DataView(head.bytes.buffer, head.bytes.byteOffset, head.bytes.byteLength);
  if (text(1, 7) === 'vorbis' && head.bytes.length >= 30) {
    const [setup, others] = split(stream, 3);
    if (setup.length < 3) throw new Error('it is cut short within its header');
    return { codec: 'vorbis', rate: view.getUint32(12, true), ...audio(stream, others), setup };
  }
  if (text(0, 8) === 'OpusHead' && head.bytes.length >= 19) {
    const [setup, others] = split(stream, 2);
    const gain = 10 ** (view.getInt16(16, true) / (20 * 256));
    const sound = audio(stream, others);
    const skip = view.getUint16(10, true);
    const samples = Math.max(0, others.reduce((sum, { bytes }) => sum + opusSamples(bytes), 0) - skip);
    return { codec: 'opus', rate: OPUS_RATE, ...sound, samples, setup, skip, gain };
  }
  if (text(0, 5) === '\x7fFLAC' && head.bytes.length >= 51) {
    // the head says how many headers follow it; 0 stands for "some"
    const others = stream.packets.slice(1).filter(({ bytes }) => bytes[0] === 0xff);
    return { codec: 'flac', rate: view.getUint32(27) >>> 12, ...audio(stream, others) };
  }
  return undefined;
}

function split({ packets }: Stream, headers: number): [setup: Uint8Array[], others: Packet[]] {
  return [packets.slice(0, headers).map(({ bytes }) => bytes), packets.slice(headers)];
}

/** The packets of sound, and where the positions of their pages say that it begins and ends. */
function audio({ positions, torn }: Stream, packets: Packet[]): { packets: Uint8Array[]; positions?: OggPositions } {
  const pages = [...new Set(packets.map(({ page }) => page))].filter(page => positions.has(page));
  const bytes = packets.map(packet => packet.bytes);
  if (pages.length === 0) return { packets: bytes };
  const [first, last] = [pages[0], pages[pages.length - 1]];
  return {
    packets: bytes,
    positions: {
      first: { packets: packets.filter(({ page }) => page <= first).length, end: positions.get(first)! },
      end: positions.get(last)!,
      // a stream that was joined later goes on from its headers to wherever it was then
      torn: torn.some(page => page >= first),
    },
  };
}

/** Samples at 48 kHz of an Opus packet, as its first byte tells (RFC 6716, section 3.1). */
function opusSamples(packet: Uint8Array): number {
  if (packet.length === 0) return 0;
  const [toc] = packet;
  const config = toc >> 3;
  const frame =
    config < 12
      ? [480, 960, 1920, 2880][config % 4]
      : config < 16
        ? [480, 960][config % 2]
        : [120, 240, 480, 960][config % 4];
  const count = [1, 2, 2, (packet[1] ?? 0) & 0x3f][toc & 3];
  return frame * count;
}

function nameOf(packet: Uint8Array): string[] {
  const text = Buffer.from(packet).toString('latin1', 0, 8);
  return OTHERS.filter(([begins]) => text.startsWith(begins)).map(([, name]) => name);
}
