import type { CodedSound } from './coded-sound';
import { afterTags } from './id3';

/** Kilobits a second by index: MPEG 1, and MPEG 2 and 2.5. */
const BITRATES = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];
/** Samples a second by version bits (2.5, reserved, 2, 1) and index. */
const RATES = [[11_025, 12_000, 8000], [], [22_050, 24_000, 16_000], [44_100, 48_000, 32_000]];
const MPEG_1 = 3;
const LAYER_3 = 1;
const MONO = 3;
/** This many frames in a row are no accident. */
const IN_A_ROW = 3;
/** What may follow the last frame, and begin like one. */
const TAGS = ['TAG', 'APETAGEX', 'LYRICS', 'ID3', '\0\0\0'];
/** How far into the file the first frame is looked for. */
const SEARCHED = 1 << 16;
/** As much may be missing that nobody misses it, in seconds: some programs count the frame that holds the count. */
const MISSED = 0.25;

interface Frame {
  length: number;
  samples: number;
  rate: number;
  mono: boolean;
}

/**
 * Finds the frames of an MP3 file (MPEG 1, 2 and 2.5, layer III), wherever they are: behind tags, and in files that were joined, between
 * them. Where the rate or the number of channels changes, another sound begins.
 * @returns the sounds one after the other; undefined when it is no MP3
 * @throws Error when it is cut short: within a frame, or before the number of frames that it promises
 */
export function readMp3(bytes: Buffer): CodedSound[] | undefined {
  const start = nextFrame(bytes, afterTags(bytes), SEARCHED) ?? nextFrame(bytes, 0, SEARCHED);
  if (start === undefined) return undefined;
  const sounds: (CodedSound & { mono: boolean; samples: number })[] = [];
  let promised: { frames: number; found: number } | undefined;
  for (let at: number | undefined = start; at !== undefined; ) {
    const frame = frameAt(bytes, at);
    if (!frame) {
      at = nextFrame(bytes, Math.max(at + 1, afterTags(bytes, at)), bytes.length);
      continue;
    }
    if (at + frame.length > bytes.length) {
      if (isTag(bytes, at)) break;
      throw new Error('it is cut short within its last frame');
    }
    const packet = bytes.subarray(at, at + frame.length);
    at += frame.length;
    const { rate, mono } = frame;
    let sound = sounds.at(-1);
    if (sound?.rate !== rate || sound.mono !== mono) {
      sound = { codec: 'mp3', rate, mono, samples: 0, packets: [] };
      sounds.push(sound);
    }
    sound.packets.push(packet);
    sound.samples += frame.samples;
    if (promised) promised.found++;
    const frames = promisedFrames(packet);
    if (frames !== undefined && !promised) promised = { frames, found: 0 };
  }
  if (promised && (promised.frames - promised.found) * secondsOf(frameAt(bytes, start)!) > MISSED) {
    throw new Error(`it is cut short: ${promised.found} frames of the ${promised.frames} that its header promises`);
  }
  return sounds.map(({ mono: _, ...sound }) => sound);
}

const isTag = (bytes: Buffer, at: number) => TAGS.some(tag => bytes.toString('latin1', at, at + tag.length) === tag);

const secondsOf = ({ samples, rate }: Frame) => samples / rate;

/** The first place from one on, and within some bytes, at which several frames follow each other, or as many as there is room for. */
function nextFrame(bytes: Buffer, from: number, within: number): number | undefined {
  for (let start = from; start < Math.min(bytes.length, from + within); start++) {
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
  const length = Math.floor(((samples / 8) * bitrate * 1000) / rate) + padding;
  return { length, samples, rate, mono: bytes[at + 3] >> 6 === MONO };
}

/** How many frames follow, as the first one says in a file of varying bit rate (Xing's and LAME's header). */
function promisedFrames(frame: Buffer): number | undefined {
  for (const name of ['Xing', 'Info']) {
    const at = frame.indexOf(name, 0, 'latin1');
    if (at > 0 && at < 40 && at + 12 <= frame.length && frame.readUInt32BE(at + 4) & 1)
      return frame.readUInt32BE(at + 8);
  }
  return undefined;
}
