'use strict';
// The child process of pretrained-process.ts: a CLIP through @huggingface/transformers. A process of its own, because onnxruntime computes
// where it is called and would hold up the kernel, because memory that runs out should end this and not the lesson, and because the library
// brings a sharp of its own, whose native part may clash with that of the course's.
const { createHash } = require('node:crypto');
const { createReadStream } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');

/** @typedef {import('./pretrained-process').Questions} Questions */
/** @typedef {{ status: string, file: string, loaded: number, total: number }} Loaded */
/** @typedef {(loaded: Loaded) => void} OnProgress */

// The parts of @huggingface/transformers 4.3.1 that are used here. It is installed in a folder of its own, if at all, where the compiler
// does not find its types.
/** @typedef {{ data: Float32Array }} Rows */
/** @typedef {{ input_ids: object, attention_mask: object }} Tokens */
/**
 * @template Part
 * @typedef {{ from_pretrained(what: string, options: object): Promise<Part> }} Loader
 */
/** @typedef {{ encode(text: string): number[], model_max_length?: number, pad_token_id: number }} Tokenizer */
/** @typedef {((pictures: object[]) => Promise<object>) & { image_processor: { size: Size } }} Processor */
/** @typedef {{ shortest_edge: number } | { shortest_edge?: undefined, height: number }} Size */
/** @typedef {{ text_config?: { max_position_embeddings?: number } }} TextConfig */
/** @typedef {((tokens: Tokens) => Promise<{ text_embeds: Rows }>) & { config: TextConfig }} TextModel */
/** @typedef {(pictures: object) => Promise<{ image_embeds: Rows }>} ImageModel */
/**
 * @typedef {object} Hub
 * @property {Record<string, unknown>} env
 * @property {{ NONE: number }} LogLevel
 * @property {Loader<{ model_type: string }>} AutoConfig
 * @property {Loader<Tokenizer>} AutoTokenizer
 * @property {Loader<Processor>} AutoProcessor
 * @property {Loader<TextModel>} CLIPTextModelWithProjection
 * @property {Loader<ImageModel>} CLIPVisionModelWithProjection
 * @property {new (type: string, values: BigInt64Array, shape: number[]) => object} Tensor
 * @property {new (pixels: Uint8Array, width: number, height: number, channels: number) => object} RawImage
 */

const [, , library] = process.argv;
const fromLibrary = createRequire(join(library, 'package.json'));
const place = fromLibrary.resolve('@huggingface/transformers');
/** @type {Hub} */
const hub = fromLibrary(place);
/** @type {typeof import('sharp').default} */
const sharp = createRequire(place)('sharp');

/**
 * What `open` has loaded; it is asked first.
 * @type {{ tokenizer: Tokenizer, processor: Processor, text: TextModel, image: ImageModel, longest: number, side: number }}
 */
let clip;

/**
 * Loads what there is in `folder`; or, with `name`, fetches it from the hub into the folder `models` on the way.
 * @param {Questions['open']['asked']} asked
 * @param {OnProgress} onProgress
 * @returns {Promise<Questions['open']['answer']>}
 */
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

/**
 * SHA-256 of everything that decides what an embedding is.
 * @param {string} folder
 * @param {string[]} files
 */
async function digest(folder, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${file}\n`);
    for await (const part of createReadStream(join(folder, file))) hash.update(part);
  }
  return hash.digest('hex');
}

/**
 * @param {Questions['embedTexts']['asked']} asked
 * @returns {Promise<Questions['embedTexts']['answer']>}
 */
async function embedTexts({ texts }) {
  const { tokenizer, text, longest } = clip;
  // The library's own truncation takes the token at the end away, which is where CLIP reads the text's meaning.
  const ids = texts.map(one => {
    const all = tokenizer.encode(one);
    return all.length > longest ? [...all.slice(0, longest - 1), all[all.length - 1]] : all;
  });
  const width = Math.max(...ids.map(({ length }) => length));
  const tensor = (/** @type {(row: number[], i: number) => number} */ valueAt) => {
    const values = ids.flatMap(row => Array.from({ length: width }, (_, i) => BigInt(valueAt(row, i))));
    return new hub.Tensor('int64', BigInt64Array.from(values), [ids.length, width]);
  };
  const { text_embeds } = await text({
    input_ids: tensor((row, i) => row[i] ?? tokenizer.pad_token_id),
    attention_mask: tensor((row, i) => (i < row.length ? 1 : 0)),
  });
  return { rows: text_embeds.data };
}

/**
 * @param {Questions['embedPictures']['asked']} asked
 * @returns {Promise<Questions['embedPictures']['answer']>}
 */
async function embedPictures({ pixels, side }) {
  const values = side * side * 3;
  const pictures = [];
  for (let from = 0; from < pixels.length; from += values) {
    pictures.push(await resized(pixels.subarray(from, from + values), side));
  }
  const { image_embeds } = await clip.image(await clip.processor(pictures));
  return { rows: image_embeds.data };
}

/**
 * In the size that the model takes, as Pillow does it, with which CLIPs are trained: the library's own resizing is coarser.
 * @param {Uint8Array} pixels
 * @param {number} side
 */
async function resized(pixels, side) {
  const to = clip.side;
  const picture = sharp(pixels, { raw: { width: side, height: side, channels: 3 } });
  const { buffer } = new Uint8Array(await picture.resize(to, to, { kernel: 'cubic', fit: 'fill' }).raw().toBuffer());
  return new hub.RawImage(new Uint8Array(buffer), to, to, 3);
}

/**
 * What is to be known of an error: its own words, those of its cause, and whether the hub answered that there is no such thing.
 * @param {unknown} thrown
 */
function told(thrown) {
  const error = /** @type {Error} */ (thrown);
  const cause = /** @type {NodeJS.ErrnoException | undefined} */ (error.cause);
  return {
    message: [error.message, cause?.code ?? cause?.message].filter(Boolean).join(': '),
    missing: error.name === 'ModelFileNotFoundError',
    unreachable: error.message === 'fetch failed',
  };
}

/**
 * @template {keyof Questions} Kind
 * @typedef {(asked: Questions[Kind]['asked'], onProgress: OnProgress) => Promise<Questions[Kind]['answer']>} Answering
 */
/** @type {{ [Kind in keyof Questions]: Answering<Kind> }} */
const ANSWERS = { open, embedTexts, embedPictures };

/**
 * @template {keyof Questions} Kind
 * @param {Kind} kind
 * @param {Questions[Kind]['asked']} asked
 * @param {OnProgress} onProgress
 */
const answerTo = (kind, asked, onProgress) => ANSWERS[kind](asked, onProgress);

const send = (/** @type {import('./pretrained-process').Reply} */ reply) => process.send?.(reply);

/** @typedef {Questions[keyof Questions]['asked'] & { id: number, kind: keyof Questions }} Message */
process.on('message', async (/** @type {Message} */ { id, kind, ...asked }) => {
  /** @type {OnProgress} */
  const onProgress = ({ status, file, loaded, total }) => {
    if (status === 'progress') send({ id, progress: { file, done: loaded, total } });
  };
  try {
    send({ id, answer: await answerTo(kind, asked, onProgress) });
  } catch (error) {
    send({ id, problem: told(error) });
  }
});
process.on('disconnect', () => process.exit());
// Jupyter interrupts a kernel together with its children; what was interrupted is the kernel's to say.
process.on('SIGINT', () => {});
