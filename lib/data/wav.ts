/** A sound as it was recorded: one array a channel, values in -1..1. */
export interface Recording {
  channels: Float32Array[];
  /** Samples a second. */
  rate: number;
}

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
/** What else a WAV file may be coded in, by its format's number. */
const CODINGS: Record<number, string> = {
  2: 'Microsoft ADPCM',
  6: 'A-law',
  7: 'µ-law',
  17: 'IMA ADPCM',
  49: 'GSM 6.10',
  80: 'MPEG',
  85: 'MP3',
  255: 'AAC',
  353: 'Windows Media Audio',
};
/** A program that writes a WAV into a pipe cannot know its length and writes one near these: "until the end". */
const STREAMED = 0x7ffff000;
/** As much less may be there than the header says, in seconds: some programs count headers as sound. */
const MISSED = 0.25;

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
  if (!/^(RIFF|RF64|BW64)$/.test(bytes.toString('latin1', 0, 4)) || bytes.toString('latin1', 8, 12) !== 'WAVE')
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
    at = nextChunk(bytes, start + length);
  }
  throw new Error('it is cut short: it has no samples');
}

/** Chunks begin at even places; some programs forget that, and their next name stands right there. */
function nextChunk(bytes: Buffer, end: number): number {
  const named = (at: number) => /^[\w ]{4}$/.test(bytes.toString('latin1', at, at + 4));
  return end % 2 === 1 && (named(end + 1) || !named(end)) ? end + 1 : end;
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
      `it is coded in a way that is not supported (${CODINGS[coding] ? `${CODINGS[coding]}, ` : ''}format ${coding}, ${format.bits} bits); ` +
        'expected PCM of 8 to 32 bits or floating point, which programs such as ffmpeg convert to',
    );
  }
  if (format.channels === 0 || format.rate === 0)
    throw new Error(`its header says ${format.channels} channels at ${format.rate} Hz`);
  return format;
}

/** Bytes of a sample of every channel. */
const bytesOf = ({ bits, channels }: Format) => (bits / 8) * channels;

/** The samples: as many as the header says, or as there are where it says none or more than can be. */
function upTo(data: Buffer, said: number, format: Format): Buffer {
  const bytes = bytesOf(format);
  if (said === 0 && !isChunk(data)) return data;
  if (said > data.length && said < STREAMED && (said - data.length) / bytes / format.rate > MISSED) {
    const seconds = (length: number) => (length / bytes / format.rate).toFixed(2);
    throw new Error(
      `it is cut short: ${seconds(data.length)} seconds of the ${seconds(said)} that its header promises`,
    );
  }
  return data.subarray(0, said);
}

/** Whether chunks follow that reach to the end: then nothing is what the one before holds. */
function isChunk(data: Buffer): boolean {
  let at = 0;
  while (at + 8 <= data.length && /^[\w ]{4}$/.test(data.toString('latin1', at, at + 4))) {
    at = nextChunk(data, at + 8 + data.readUInt32LE(at + 4));
  }
  return at >= data.length;
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
