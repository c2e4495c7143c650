import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { describe } from '../engine/rows';

/** The numbers that weights are stored in, and how the hub's files are named for them. */
const SUFFIXES = { fp32: '', q8: '_quantized' } as const;
/** fp32: as they were trained; q8: in a quarter of the space, a little less exact. */
export type Precision = keyof typeof SUFFIXES;

/** Where the library is, and the models that were fetched. COURSE_PRETRAINED names another folder. */
export const pretrainedFolder = () => process.env.COURSE_PRETRAINED ?? resolve(__dirname, '..', '..', 'pretrained');
export const modelsFolder = () => join(pretrainedFolder(), 'models');

/** @throws Error when @huggingface/transformers is not installed, with the command that does it */
export function assertInstalled(): void {
  if (existsSync(join(pretrainedFolder(), 'node_modules', '@huggingface', 'transformers', 'package.json'))) return;
  // not where the course lies: what a lesson prints is shown to others
  const place = process.env.COURSE_PRETRAINED ?? 'the folder pretrained/';
  throw new Error(
    `openPretrained: @huggingface/transformers is not installed in ${place}; ` +
      'run npm run setup -- --pretrained once, which takes 474 MB of disk and half a minute',
  );
}

/** Where a model is on this machine; with `name` when it is one of the hub. */
export interface Place {
  folder: string;
  name?: string;
}

/**
 * Tells a folder from a name on the hub.
 * @throws TypeError when it is neither
 */
export function placeOf(where: string): Place {
  if (typeof where === 'string' && where !== '') {
    if (isAbsolute(where) || /^\.{1,2}([\\/]|$)/.test(where) || existsSync(where)) return { folder: resolve(where) };
    if (/^[\w-][\w.-]*\/[\w-][\w.-]*$/.test(where)) return { folder: join(modelsFolder(), where), name: where };
  }
  throw new TypeError(
    `openPretrained: the model is ${describe(where)}, and there is no such folder in ${process.cwd()}; ` +
      "expected a folder, such as './my-clip', or OWNER/NAME on the hub, such as 'Xenova/clip-vit-base-patch32'",
  );
}

/** The files that a CLIP consists of, in the hub's format for this library. */
export function filesOf(precision: Precision): string[] {
  if (!Object.hasOwn(SUFFIXES, precision)) {
    throw new RangeError(`openPretrained: precision is ${describe(precision)}, expected 'fp32' or 'q8'`);
  }
  const suffix = SUFFIXES[precision];
  const weights = ['text', 'vision'].map(tower => `onnx/${tower}_model${suffix}.onnx`);
  return ['config.json', 'preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json', ...weights];
}

export const missingFiles = ({ folder }: Place, files: string[]) =>
  files.filter(file => !existsSync(join(folder, file)));

/**
 * @throws Error when a folder does not hold a whole CLIP: what is missing, and what to do
 */
export async function assertClip(place: Place, files: string[]): Promise<void> {
  const { folder, name } = place;
  const missing = missingFiles(place, files);
  if (name && missing.length > 0) {
    throw new Error(
      `openPretrained: ${name} is not on this machine: ${folder} lacks ${missing.join(', ')}; ` +
        'pass { download: true } once, with a network, or name a folder that holds the model',
    );
  }
  const about = await stat(folder).catch(() => undefined);
  if (!about?.isDirectory()) {
    throw new Error(`openPretrained: ${folder} is ${about ? 'no folder' : 'not there'}; expected the folder of a CLIP`);
  }
  if (missing.length > 0) {
    throw new Error(
      `openPretrained: ${folder} is no CLIP in the hub's format for this library: it lacks ${missing.join(', ')}; ` +
        'a model that has these files is Xenova/clip-vit-base-patch32',
    );
  }
}
