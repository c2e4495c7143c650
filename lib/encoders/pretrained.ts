import { countPictures, type PictureItems } from '../data/picture-items';
import { breathe } from '../engine/breathe';
import { tf } from '../engine/index';
import { describe } from '../engine/rows';
import { unitRows } from '../engine/unit-rows';
import type { Encoder } from './encoder';
import {
  assertClip,
  assertInstalled,
  filesOf,
  missingFiles,
  modelsFolder,
  type Place,
  type Precision,
  placeOf,
  pretrainedFolder,
} from './pretrained-files';
import { type FetchProgress, ModelError, type PretrainedProcess, startPretrained } from './pretrained-process';
import { checkTexts, LONGEST_TEXT } from './text-features';

export interface OpenPretrainedOptions {
  /** Whether what is missing of a model of the hub may be fetched; false by default: then nothing uses the network. */
  download?: boolean;
  /** How the weights are stored: 'fp32', by default, or 'q8', a quarter as large. */
  precision?: Precision;
  /** Another hub; by default the environment variable HF_ENDPOINT, or https://huggingface.co. */
  hub?: string;
  /** Called while files are fetched. */
  onProgress?: (progress: FetchProgress) => void;
}

/** Two encoders into one space, trained by somebody else on a great many pictures with their captions. */
export interface Pretrained {
  /** Of square pictures of any side; they are brought to the model's own. */
  image: Encoder<PictureItems>;
  /** Of texts of up to 2,000 characters; what is beyond the model's length (77 tokens in most) is cut off. */
  text: Encoder<readonly string[]>;
  /** Length of an embedding. */
  dim: number;
  /** SHA-256 of the model's files: rows of two models may be compared when it is the same. */
  fingerprint: string;
  /** Ends the process that the model runs in. The encoders' own `dispose` does nothing: they share it. */
  dispose(): void;
}

/** Items that are embedded at once: between two batches an interrupt is heard. */
const BATCH = { pictures: 16, texts: 64 };

/**
 * A CLIP (Radford et al. 2021, https://arxiv.org/abs/2103.00020) that somebody else trained, through @huggingface/transformers, an optional
 * install: `npm run setup -- --pretrained`. It runs in a process of its own, on the processor.
 *
 * It takes the place of the course's own towers, and the search is the same:
 *
 *     const clip = await openPretrained('Xenova/clip-vit-base-patch32', { download: true });
 *     const store = await openStore('lance:runs/clip', clip);
 *     await indexItems(store, pictures, { embed: items => embedContents(clip, items.map(({ content }) => content)) });
 *     const hits = await openSearch(store, clip).find({ text: 'a lion in the grass' });
 *
 * @param where a folder with a CLIP in the hub's format for this library (config.json, preprocessor_config.json, tokenizer.json,
 *   tokenizer_config.json, onnx/text_model.onnx, onnx/vision_model.onnx), or OWNER/NAME on the hub, which is kept in pretrained/models/
 * @throws TypeError or RangeError for a place or an option that is none; Error when the library is not installed, when the model is not
 *   on this machine, is damaged or no CLIP, or cannot be fetched: with what to do
 */
export async function openPretrained(where: string, options: OpenPretrainedOptions = {}): Promise<Pretrained> {
  const { download = false, precision = 'fp32', onProgress } = options;
  const files = filesOf(precision);
  const place = placeOf(where);
  assertInstalled();
  const fetched = download && place.name !== undefined && missingFiles(place, files).length > 0;
  if (!fetched) await assertClip(place, files);
  const model = startPretrained(pretrainedFolder());
  try {
    const { fingerprint } = await model.ask(
      'open',
      { ...request(place, fetched, options), dtype: precision, files },
      onProgress,
    );
    if (fetched) await assertClip(place, files);
    const dim = await provenDim(model);
    return {
      image: imageEncoder(model, dim),
      text: textEncoder(model, dim),
      dim,
      fingerprint,
      dispose: model.end,
    };
  } catch (error) {
    model.end();
    throw error instanceof ModelError ? explained(error, where, fetched, hubOf(options)) : error;
  }
}

const hubOf = ({ hub = process.env.HF_ENDPOINT ?? 'https://huggingface.co' }: OpenPretrainedOptions) =>
  `${hub.replace(/\/+$/, '')}/`;

const request = ({ folder, name }: Place, fetched: boolean, options: OpenPretrainedOptions) => ({
  ...{ folder, models: modelsFolder(), host: hubOf(options) },
  name: fetched ? name : undefined,
});

/** The width of the model's rows, which both towers must give and fill with numbers. */
async function provenDim(model: PretrainedProcess): Promise<number> {
  const grey = new Uint8Array(32 * 32 * 3).fill(128);
  const [text, image] = [
    await model.ask('embedTexts', { texts: ['a picture'] }),
    await model.ask('embedPictures', { pixels: grey, side: 32 }),
  ].map(({ rows }) => rows);
  if (text.length !== image.length) {
    throw new ModelError(`its texts have ${text.length} numbers and its pictures ${image.length}, expected as many`);
  }
  if (![...text, ...image].every(Number.isFinite)) throw new ModelError('it gives numbers that are not finite');
  return text.length;
}

function imageEncoder(model: PretrainedProcess, dim: number): Encoder<PictureItems> {
  const caller = 'openPretrained: image.embed';
  return {
    modality: 'image',
    dim,
    embed: async pictures => {
      const side = pictures?.side;
      if (pictures?.pixels instanceof Uint8Array && !(Number.isInteger(side) && side > 0)) {
        throw new RangeError(`${caller}: side is ${describe(side)}, expected the pictures' height and width in pixels`);
      }
      const size = countPictures(caller, pictures, side);
      const values = side * side * 3;
      return inBatches(caller, size, dim, BATCH.pictures, (first, last) => {
        const pixels = pictures.pixels.slice(first * values, last * values);
        return model.ask('embedPictures', { pixels, side });
      });
    },
    dispose: () => {},
  };
}

function textEncoder(model: PretrainedProcess, dim: number): Encoder<readonly string[]> {
  const caller = 'openPretrained: text.embed';
  return {
    modality: 'text',
    dim,
    embed: async texts => {
      checkTexts(caller, texts);
      texts.forEach((text, i) => {
        checkText(text, `${caller}: text ${i}`);
      });
      return inBatches(caller, texts.length, dim, BATCH.texts, (first, last) =>
        model.ask('embedTexts', { texts: texts.slice(first, last) }),
      );
    },
    dispose: () => {},
  };
}

function checkText(text: unknown, where: string): void {
  if (typeof text !== 'string') throw new TypeError(`${where} is ${describe(text)}, expected a string`);
  if (text.trim() === '') throw new RangeError(`${where} is empty, expected words, such as 'a photo of a lion'`);
  if (text.length <= LONGEST_TEXT) return;
  const count = (n: number) => n.toLocaleString('en-US');
  throw new RangeError(
    `${where} has ${count(text.length)} characters, expected at most ${count(LONGEST_TEXT)}; take a sentence or a word`,
  );
}

async function inBatches(
  caller: string,
  size: number,
  dim: number,
  batch: number,
  embed: (first: number, last: number) => Promise<{ rows: Float32Array }>,
): Promise<tf.Tensor2D> {
  const all = new Float32Array(size * dim);
  for (let first = 0; first < size; first += batch) {
    const { rows } = await embed(first, Math.min(first + batch, size)).catch((error: Error) => {
      throw new Error(`${caller}: ${error.message}; open the model again`, { cause: error });
    });
    all.set(rows, first * dim);
    await breathe();
  }
  return tf.tidy(() => unitRows(tf.tensor2d(all, [size, dim])));
}

/** Why a model could not be opened, and what to do. */
function explained({ message, missing, unreachable }: ModelError, where: string, fetched: boolean, hub: string): Error {
  if (unreachable) {
    return new Error(
      `openPretrained: the hub ${hub} cannot be reached (${message}); connect, or name a folder that holds the model`,
    );
  }
  if (missing && fetched) {
    return new Error(
      `openPretrained: the hub has no ${where}, or not in the format for this library (${message}); ` +
        'a model that has it is Xenova/clip-vit-base-patch32',
    );
  }
  if (fetched) return new Error(`openPretrained: ${where} could not be fetched or used (${message}); try again`);
  return new Error(
    `openPretrained: ${where} cannot be used: ${message}; if its files are damaged, fetch the model anew, ` +
      'and if the library is, run npm run setup -- --pretrained --remove and npm run setup -- --pretrained',
  );
}
