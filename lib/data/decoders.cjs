'use strict';
// The packages that decode sound are ES modules, which only a real `import()` loads on every version of Node 20: what TypeScript makes of one
// in a notebook is a `require`. So it stands here, in plain JavaScript.

/**
 * What a decoder makes of some packets.
 * @typedef {object} Decoded
 * @property {Float32Array[]} channelData
 * @property {number} samplesDecoded
 * @property {number} sampleRate
 * @property {{ message: string }[]} errors
 */

/**
 * Takes packets in their order, some at a time.
 * @typedef {object} Decoder
 * @property {(packets: Uint8Array[]) => Promise<Decoded>} decode
 * @property {() => void} free
 */

/**
 * The frames of a FLAC file, and how many samples a channel they hold.
 * @param {Uint8Array} file
 * @returns {Promise<{ packets: Uint8Array[], samples: number }>}
 */
async function parseFlac(file) {
  const { default: CodecParser, data, samples } = await import('codec-parser');
  /** @type {import('codec-parser').default<import('codec-parser').CodecFrame>} */
  const parser = new CodecParser('audio/flac', { enableFrameCRC32: false });
  const frames = parser.parseAll(file);
  return {
    packets: frames.map(frame => frame[data]),
    samples: frames.reduce((sum, frame) => sum + frame[samples], 0),
  };
}

/**
 * @param {Uint8Array[]} headers of the stream: what it is, comments, how it is set up
 * @returns {Promise<Decoder>}
 */
async function openVorbis([head, , setup]) {
  const { OggVorbisDecoder } = await import('@wasm-audio-decoders/ogg-vorbis');
  const { data, codecFrames, header, vorbisSetup } = await import('codec-parser');
  const decoder = new OggVorbisDecoder();
  await decoder.ready;
  /**
   * The decoder takes pages as codec-parser makes them, and looks at no more of them than this.
   * @param {Uint8Array} bytes
   * @param {Uint8Array[]} packets
   */
  const decodePage = (bytes, packets) => {
    const frames = packets.map(packet => ({ [header]: { [vorbisSetup]: setup }, [data]: packet }));
    const page = /** @type {unknown} */ ({ [data]: bytes, [codecFrames]: frames });
    return decoder.decodeOggPages([/** @type {import('codec-parser').OggPage} */ (page)]);
  };
  await decodePage(head, []);
  return { decode: packets => decodePage(setup, packets), free: () => decoder.free() };
}

/**
 * @param {Uint8Array[]} headers of the stream: what it is (RFC 7845, section 5.1), comments
 * @returns {Promise<Decoder>}
 */
async function openOpus([head]) {
  const { OpusDecoder } = await import('opus-decoder');
  const channels = head[9];
  const mapped = head[18] > 0 && head.length >= 21 + channels;
  const decoder = new OpusDecoder({
    channels,
    ...(mapped && {
      streamCount: head[19],
      coupledStreamCount: head[20],
      channelMappingTable: [...head.subarray(21, 21 + channels)],
    }),
  });
  await decoder.ready;
  return { decode: async packets => decoder.decodeFrames(packets), free: () => decoder.free() };
}

/** @returns {Promise<Decoder>} */
async function openFlac() {
  const { FLACDecoder } = await import('@wasm-audio-decoders/flac');
  const decoder = new FLACDecoder();
  await decoder.ready;
  return { decode: packets => decoder.decodeFrames(packets), free: () => decoder.free() };
}

/** @returns {Promise<Decoder>} */
async function openMp3() {
  const { MPEGDecoder } = await import('mpg123-decoder');
  const decoder = new MPEGDecoder();
  await decoder.ready;
  return { decode: async packets => decoder.decode(Buffer.concat(packets)), free: () => decoder.free() };
}

/** A decoder for each codec; it takes the headers of its stream. */
const openDecoder = { vorbis: openVorbis, opus: openOpus, flac: openFlac, mp3: openMp3 };

/**
 * What kind of file these bytes begin, among some two hundred.
 * @param {Uint8Array} bytes
 * @returns {Promise<{ ext: string, mime: string } | undefined>}
 */
async function fileType(bytes) {
  const { fileTypeFromBuffer } = await import('file-type');
  return fileTypeFromBuffer(bytes);
}

module.exports = { parseFlac, openDecoder, fileType };
