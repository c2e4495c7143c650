'use strict';
// The child process of pretrained-process.ts: a CLIP through @huggingface/transformers. A process of its own, because onnxruntime computes
// where it is called and would hold up the kernel, because memory that runs out should end this and not the lesson, and because the library
// brings a sharp of its own, whose native part may clash with that of the course's.
const { createHash } = require('node:crypto');
const { createReadStream } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');

const [, , library] = process.argv;
const fromLibrary = createRequire(join(library, 'package.json'));
const place = fromLibrary.resolve('@huggingface/transformers');
const hub = fromLibrary(place);
const sharp = createRequire(place)('sharp');

let clip;

/** Loads what there is in `folder`; or, with `name`, fetches it from the hub into the folder `models` on the way. */
async function open({ folder, name, models, host, dtype, files }, onProgress) {
  hub.env.logLevel = hub.LogLevel.NONE;
  hub.env.allowRemoteModels = name !== undefined;
  hub.env.useFSCache = name !== undefined;
  hub.env.cacheDir = models;
  hub.env.localModelPath = models;
  hub.env.remoteHost = host;
  const what = name ?? folder;
  const options = { dtype, device: 'cpu', progress_callback: onProgress };
  // The first to be read, so that nothing large is fetched of what is no CLIP.
  const { model_type } = await hub.AutoConfig.from_pretrained(what, options);
  if (model_type !== 'clip') throw new Error(`it is a model of type '${model_type}', expected 'clip'`);
  const tokenizer = await hub.AutoTokenizer.from_pretrained(what, options);
  const processor = await hub.AutoProcessor.from_pretrained(what, options);
  const text = await hub.CLIPTextModelWithProjection.from_pretrained(what, options);
  const image = await hub.CLIPVisionModelWithProjection.from_pretrained(what, options);
  const { size } = processor.image_processor;
  const positions = text.config.text_config?.max_position_embeddings ?? 77;
  const longest = Math.min(tokenizer.model_max_length ?? positions, positions);
  clip = { tokenizer, processor, text, image, longest, side: size.shortest_edge ?? size.height };
  return { fingerprint: await digest(folder, files) };
}

/** SHA-256 of everything that decides what an embedding is. */
async function digest(folder, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${file}\n`);
    for await (const part of createReadStream(join(folder, file))) hash.update(part);
  }
  return hash.digest('hex');
}

async function embedTexts({ texts }) {
  const { tokenizer, text, longest } = clip;
  // The library's own truncation takes the token at the end away, which is where CLIP reads the text's meaning.
  const ids = texts.map(one => {
    const all = tokenizer.encode(one);
    return all.length > longest ? [...all.slice(0, longest - 1), all[all.length - 1]] : all;
  });
  const width = Math.max(...ids.map(({ length }) => length));
  const tensor = valueAt => {
    const values = ids.flatMap(row => Array.from({ length: width }, (_, i) => BigInt(valueAt(row, i))));
    return new hub.Tensor('int64', BigInt64Array.from(values), [ids.length, width]);
  };
  const { text_embeds } = await text({
    input_ids: tensor((row, i) => row[i] ?? tokenizer.pad_token_id),
    attention_mask: tensor((row, i) => (i < row.length ? 1 : 0)),
  });
  return { rows: text_embeds.data };
}

async function embedPictures({ pixels, side }) {
  const values = side * side * 3;
  const pictures = [];
  for (let from = 0; from < pixels.length; from += values) {
    pictures.push(await resized(pixels.subarray(from, from + values), side));
  }
  const { image_embeds } = await clip.image(await clip.processor(pictures));
  return { rows: image_embeds.data };
}

/** In the size that the model takes, as Pillow does it, with which CLIPs are trained: the library's own resizing is coarser. */
async function resized(pixels, side) {
  const to = clip.side;
  const picture = sharp(pixels, { raw: { width: side, height: side, channels: 3 } });
  const { buffer } = new Uint8Array(await picture.resize(to, to, { kernel: 'cubic', fit: 'fill' }).raw().toBuffer());
  return new hub.RawImage(new Uint8Array(buffer), to, to, 3);
}

/** What is to be known of an error: its own words, those of its cause, and whether the hub answered that there is no such thing. */
function told(error) {
  const { cause } = error;
  return {
    message: [error.message, cause?.code ?? cause?.message].filter(Boolean).join(': '),
    missing: error.name === 'ModelFileNotFoundError',
    unreachable: error.message === 'fetch failed',
  };
}

const ANSWERS = { open, embedTexts, embedPictures };

process.on('message', async ({ id, kind, ...request }) => {
  const onProgress = ({ status, file, loaded, total }) => {
    if (status === 'progress') process.send({ id, progress: { file, done: loaded, total } });
  };
  try {
    process.send({ id, answer: await ANSWERS[kind](request, onProgress) });
  } catch (error) {
    process.send({ id, problem: told(error) });
  }
});
process.on('disconnect', () => process.exit());
// Jupyter interrupts a kernel together with its children; what was interrupted is the kernel's to say.
process.on('SIGINT', () => {});
