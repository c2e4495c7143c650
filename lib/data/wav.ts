/** A sound as it was recorded: one array a channel, values in -1..1. */
export interface Recording {
  channels: Float32Array[];
  /** Samples a second. */
  rate: number;
}

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
/** A program that writes a WAV into a pipe cannot know its length and writes one near these: "until the end". */
const STREAMED = 0x7ffff000;

/**
 * Encodes a mono sound as a WAV file of 16 bits a sample (RIFF, Microsoft and IBM 1991), which every browser plays.
 * @param samples in -1..1; what lies beyond is clipped
 * @throws RangeError for a rate that is no whole number from 1 on
 */
export function encodeWav(samples: Float32Array, rate: number): Buffer {
  if (!Number.isInteger(rate) || rate < 1)
    throw new RangeError(`encodeWav: the rate is ${rate}, expected a whole number of samples a second`);
  const bytes = samples.length * 2;
  const wav = Buffer.alloc(44 + bytes);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + bytes, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(PCM, 20);
  wav.writeUInt16LE(1, 22); // channels
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28); // bytes a second
  wav.writeUInt16LE(2, 32); // bytes a sample of every channel
  wav.writeUInt16LE(16, 34); // bits
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(bytes, 40);
  samples.forEach((sample, i) => {
    wav.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32767), 44 + 2 * i);
  });
  return wav;
}

/** A mono sound as the address of an `<audio>` element: a WAV file inside a data URI. */
export const wavDataUri = (samples: Float32Array, rate: number): string =>
  `data:audio/wav;base64,${encodeWav(samples, rate).toString('base64')}`;

/**
 * Decodes a WAV file of whole numbers (8, 16, 24 or 32 bits) or of floating-point numbers (32 or 64 bits).
 * @throws Error that says what is wrong: no WAV, cut short, another coding, no samples
 */
export function decodeWav(file: Uint8Array): Recording {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const { format, data } = findSamples(bytes);
  return readSamples(data, format);
}

/**
 * What a WAV file says of its sound, without decoding it.
 * @returns samples a second, and samples a channel
 * @throws Error as decodeWav does
 */
export function readWavHeader(file: Uint8Array): { rate: number; samples: number } {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const { format, data } = findSamples(bytes);
  return { rate: format.rate, samples: Math.floor(data.length / bytesOf(format)) };
}

function findSamples(bytes: Buffer): { format: Format; data: Buffer } {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    throw new Error('it is no WAV file: it does not begin with RIFF … WAVE');
  let format: Format | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const start = at + 8;
    if (id === 'fmt ') format = readFormat(bytes.subarray(start, start + length));
    if (id === 'data') {
      if (!format) throw new Error('its samples come before their description');
      return { format, data: upTo(bytes.subarray(start), length, format) };
    }
    at = start + length + (length % 2);
  }
  throw new Error('it is cut short: it has no samples');
}

interface Format {
  float: boolean;
  bits: number;
  channels: number;
  rate: number;
}

function readFormat(chunk: Buffer): Format {
  if (chunk.length < 16) throw new Error('it is cut short within its header');
  const tag = chunk.readUInt16LE(0);
  const coding = tag === EXTENSIBLE && chunk.length >= 26 ? chunk.readUInt16LE(24) : tag;
  const format = {
    float: coding === FLOAT,
    channels: chunk.readUInt16LE(2),
    rate: chunk.readUInt32LE(4),
    bits: chunk.readUInt16LE(14),
  };
  const widths = { [PCM]: [8, 16, 24, 32], [FLOAT]: [32, 64] }[coding];
  if (!widths?.includes(format.bits)) {
    throw new Error(
      `it is coded in a way that is not supported (format ${coding}, ${format.bits} bits); expected PCM of 8 to 32 bits or floating point`,
    );
  }
  if (format.channels === 0 || format.rate === 0)
    throw new Error(`its header says ${format.channels} channels at ${format.rate} Hz`);
  return format;
}

/** Bytes of a sample of every channel. */
const bytesOf = ({ bits, channels }: Format) => (bits / 8) * channels;

/** The samples, as long as the header promises. */
function upTo(data: Buffer, promised: number, format: Format): Buffer {
  if (promised > data.length && promised < STREAMED) {
    const seconds = (bytes: number) => (bytes / bytesOf(format) / format.rate).toFixed(2);
    throw new Error(
      `it is cut short: ${seconds(data.length)} seconds of the ${seconds(promised)} that its header promises`,
    );
  }
  return data.subarray(0, promised);
}

function readSamples(data: Buffer, format: Format): Recording {
  const { float, bits, channels, rate } = format;
  const width = bytesOf(format);
  const count = Math.floor(data.length / width);
  const read = float ? floatReader(data, bits) : integerReader(data, bits);
  const sound = Array.from({ length: channels }, (_, channel) =>
    Float32Array.from({ length: count }, (_, i) => read(i * width + channel * (bits / 8))),
  );
  return { channels: sound, rate };
}

const floatReader = (data: Buffer, bits: number) => (at: number) =>
  bits === 32 ? data.readFloatLE(at) : data.readDoubleLE(at);

function integerReader(data: Buffer, bits: number) {
  if (bits === 8) return (at: number) => (data[at] - 128) / 128; // eight bits go without a sign
  return (at: number) => data.readIntLE(at, bits / 8) / 2 ** (bits - 1);
}
