/** Kilobits a second by index: MPEG 1, and MPEG 2 and 2.5. */
const BITRATES = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];
/** Samples a second by version bits (2.5, reserved, 2, 1) and index. */
const RATES = [[11_025, 12_000, 8000], [], [22_050, 24_000, 16_000], [44_100, 48_000, 32_000]];
const MPEG_1 = 3;
const LAYER_3 = 1;
/** This many frames in a row are no accident. */
const IN_A_ROW = 3;
/** How far into the file the first frame is looked for. */
const SEARCHED = 1 << 16;
/** What may follow the last frame. */
const TAGS = ['TAG', 'APETAGEX', 'LYRICS', 'ID3', '\0\0\0'];

interface Frame {
  length: number;
  samples: number;
  rate: number;
}

/**
 * Walks the frames of an MP3 file (MPEG 1, 2 and 2.5, layer III).
 * @returns its rate and samples a channel; undefined when it is no MP3
 * @throws Error when it is cut short
 */
export function readMp3Frames(bytes: Buffer): { rate: number; samples: number } | undefined {
  const start = firstFrame(bytes);
  if (start === undefined) return undefined;
  let at = start;
  let count = 0;
  let samples = 0;
  let frame = frameAt(bytes, at);
  const { rate } = frame!;
  while (frame && at + frame.length <= bytes.length) {
    count++;
    samples += frame.samples;
    at += frame.length;
    frame = frameAt(bytes, at);
  }
  if (frame && !TAGS.some(tag => bytes.toString('latin1', at, at + tag.length) === tag)) {
    throw new Error('it is cut short within its last frame');
  }
  const promised = promisedFrames(bytes.subarray(start, start + frameAt(bytes, start)!.length));
  if (promised !== undefined && count - 1 < promised) {
    throw new Error(`it is cut short: ${count - 1} frames of the ${promised} that its header promises`);
  }
  return { rate, samples };
}

/** Where the frames begin: after an ID3 tag, at the first place that several follow each other from. */
function firstFrame(bytes: Buffer): number | undefined {
  const tagged = bytes.length > 10 && bytes.toString('latin1', 0, 3) === 'ID3';
  // four bytes of seven bits
  const from = tagged ? 10 + bytes.subarray(6, 10).reduce((size, byte) => (size << 7) | (byte & 0x7f), 0) : 0;
  for (let start = from; start < Math.min(bytes.length, from + SEARCHED); start++) {
    let at = start;
    let found = 0;
    for (let frame = frameAt(bytes, at); frame && found < IN_A_ROW; frame = frameAt(bytes, at)) {
      at += frame.length;
      found++;
    }
    if (found === IN_A_ROW) return start;
  }
  return undefined;
}

function frameAt(bytes: Buffer, at: number): Frame | undefined {
  if (at + 4 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1] & 0xe0) !== 0xe0) return undefined;
  const version = (bytes[at + 1] >> 3) & 3;
  const rate = RATES[version][(bytes[at + 2] >> 2) & 3];
  const bitrate = BITRATES[version === MPEG_1 ? 0 : 1][bytes[at + 2] >> 4];
  if (((bytes[at + 1] >> 1) & 3) !== LAYER_3 || !rate || !bitrate) return undefined;
  const samples = version === MPEG_1 ? 1152 : 576;
  const padding = (bytes[at + 2] >> 1) & 1;
  return { length: Math.floor(((samples / 8) * bitrate * 1000) / rate) + padding, samples, rate };
}

/** How many frames follow, as the first one says in a file of varying bit rate (Xing's and LAME's header). */
function promisedFrames(frame: Buffer): number | undefined {
  for (const name of ['Xing', 'Info']) {
    const at = frame.indexOf(name, 0, 'latin1');
    if (at > 0 && at + 12 <= frame.length && frame.readUInt32BE(at + 4) & 1) return frame.readUInt32BE(at + 8);
  }
  return undefined;
}
