'use strict';
// The backbone of bench/photographs.ts in ONNX Runtime for Node: onnx_peer.cjs RUNTIME FOLDER THREADS
//
// Answers each line {"repetitions": r} with the milliseconds of embedding the photographs of FOLDER/pixels.bin (n x 224 x 224 x 3 bytes) r
// times, all at once, and the features of the last time. RUNTIME is where onnxruntime-node lies.
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');

const SIDE = 224;
const AREA = SIDE * SIDE;
const [runtime, folder, threads] = process.argv.slice(2);
const { InferenceSession, Tensor } = require(runtime);
const pixels = fs.readFileSync(path.join(folder, 'pixels.bin'));
const n = pixels.length / (3 * AREA);

/** Channels first, as the network was trained to see them. */
function asInput() {
  const input = new Float32Array(pixels.length);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < 3; c++) {
      for (let p = 0; p < AREA; p++) input[(3 * i + c) * AREA + p] = (pixels[3 * (i * AREA + p) + c] - 127) / 128;
    }
  }
  return new Tensor('float32', input, [n, 3, SIDE, SIDE]);
}

async function main() {
  const options = { intraOpNumThreads: Number(threads), executionProviders: ['cpu'] };
  const session = await InferenceSession.create(path.join(folder, 'model.onnx'), options);
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const times = [];
    /** @type {Float32Array | undefined} */
    let features;
    for (let i = 0; i < JSON.parse(line).repetitions; i++) {
      const begin = performance.now();
      const answer = await session.run({ photographs: asInput() });
      features = answer.features.data;
      times.push(performance.now() - begin);
    }
    console.log(JSON.stringify({ times, features: Array.from(features ?? []) }));
  }
}

main();
