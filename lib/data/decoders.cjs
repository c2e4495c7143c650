'use strict';
// The packages that decode sound are ES modules, which only a real `import()` loads on every version of Node 20: what TypeScript makes of one
// in a notebook is a `require`. So it stands here, in plain JavaScript. Each function takes a whole file and gives what the packages give.

/**
 * What a decoder makes of a whole file.
 * @typedef {object} Decoded
 * @property {Float32Array[]} channelData
 * @property {number} samplesDecoded
 * @property {number} sampleRate
 * @property {{ message: string }[]} errors
 */

/**
 * @param {Uint8Array} file
 * @returns {Promise<Decoded>}
 */
async function decodeVorbisFile(file) {
  const { OggVorbisDecoder } = await import('@wasm-audio-decoders/ogg-vorbis');
  return once(new OggVorbisDecoder(), decoder => decoder.decodeFile(file));
}

/**
 * @param {Uint8Array} file
 * @returns {Promise<Decoded>}
 */
async function decodeFlacFile(file) {
  const { FLACDecoder } = await import('@wasm-audio-decoders/flac');
  return once(new FLACDecoder(), decoder => decoder.decodeFile(file));
}

/**
 * @param {Uint8Array} file
 * @returns {Promise<Decoded>}
 */
async function decodeMp3File(file) {
  const { MPEGDecoder } = await import('mpg123-decoder');
  return once(new MPEGDecoder(), decoder => decoder.decode(file));
}

/**
 * @param {Uint8Array} file
 * @returns {Promise<Decoded>}
 */
async function decodeOpusFile(file) {
  const { OpusDecoder } = await import('opus-decoder');
  const { default: CodecParser, ...keys } = await import('codec-parser');
  /** @type {import('codec-parser').default<import('codec-parser').OggPage>} */
  const parser = new CodecParser('application/ogg', { enableFrameCRC32: false });
  const pages = parser.parseAll(file);
  const frames = pages.flatMap(page => page[keys.codecFrames] ?? []);
  if (frames.length === 0) return { channelData: [], samplesDecoded: 0, sampleRate: 48000, errors: [] };
  const header = /** @type {import('codec-parser').OpusHeader} */ (frames[0][keys.header]);
  const decoder = new OpusDecoder({
    channels: header[keys.channels],
    streamCount: header[keys.streamCount],
    coupledStreamCount: header[keys.coupledStreamCount],
    channelMappingTable: header[keys.channelMappingTable],
    preSkip: header[keys.preSkip],
  });
  return once(decoder, () => decoder.decodeFrames(frames.map(frame => frame[keys.data])));
}

/**
 * @template {{ ready: Promise<void>, free(): void }} Decoder
 * @param {Decoder} decoder
 * @param {(decoder: Decoder) => Decoded | Promise<Decoded>} decode
 */
async function once(decoder, decode) {
  await decoder.ready;
  try {
    return await decode(decoder);
  } finally {
    decoder.free();
  }
}

module.exports = { decodeVorbisFile, decodeFlacFile, decodeMp3File, decodeOpusFile };
