'use strict';
// The packages that decode sound are ES modules, which only a real `import()` loads on every version of Node 20: what TypeScript makes of one
// in a notebook is a `require`. So it stands here, in plain JavaScript.

/** @returns a decoder of Ogg Vorbis, ready to decode one file after the other */
async function vorbisDecoder() {
  const { OggVorbisDecoder } = await import('@wasm-audio-decoders/ogg-vorbis');
  return started(new OggVorbisDecoder());
}

async function started(decoder) {
  await decoder.ready;
  return decoder;
}

module.exports = { vorbisDecoder };
