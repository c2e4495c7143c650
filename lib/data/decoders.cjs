'use strict';
// The packages that decode sound are ES modules, which only a real `import()` loads on every version of Node 20: what TypeScript makes of one
// in a notebook is a `require`. So it stands here, in plain JavaScript. Each function takes a whole file and gives what the packages give:
// { channelData, samplesDecoded, sampleRate, errors }.

async function decodeVorbisFile(file) {
  const { OggVorbisDecoder } = await import('@wasm-audio-decoders/ogg-vorbis');
  return once(new OggVorbisDecoder(), decoder => decoder.decodeFile(file));
}

async function decodeFlacFile(file) {
  const { FLACDecoder } = await import('@wasm-audio-decoders/flac');
  return once(new FLACDecoder(), decoder => decoder.decodeFile(file));
}

async function decodeMp3File(file) {
  const { MPEGDecoder } = await import('mpg123-decoder');
  return once(new MPEGDecoder(), decoder => decoder.decode(file));
}

async function decodeOpusFile(file) {
  const { OpusDecoder } = await import('opus-decoder');
  const { default: CodecParser, ...keys } = await import('codec-parser');
  const pages = new CodecParser('application/ogg', { enableFrameCRC32: false }).parseAll(file);
  const frames = pages.flatMap(page => page[keys.codecFrames] ?? []);
  if (frames.length === 0) return { channelData: [], samplesDecoded: 0, sampleRate: 48000, errors: [] };
  const header = frames[0][keys.header];
  const decoder = new OpusDecoder({
    channels: header[keys.channels],
    streamCount: header[keys.streamCount],
    coupledStreamCount: header[keys.coupledStreamCount],
    channelMappingTable: header[keys.channelMappingTable],
    preSkip: header[keys.preSkip],
  });
  return once(decoder, () => decoder.decodeFrames(frames.map(frame => frame[keys.data])));
}

async function once(decoder, decode) {
  await decoder.ready;
  try {
    return await decode(decoder);
  } finally {
    decoder.free();
  }
}

module.exports = { decodeVorbisFile, decodeFlacFile, decodeMp3File, decodeOpusFile };
