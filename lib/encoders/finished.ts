import { join } from 'node:path';
import { DATASETS } from '../data/data-set';
import { readJson, type Sealed, sealHolds } from '../data/sealed-json';
import { readVerified } from '../data/verified-file';
import { tf } from '../engine/index';
import type { TrainableEncoder } from './encoder';
import { fromHalf } from './half-floats';

/** What `datasets/checkpoints/NAME/checkpoint.json` says: the result of a long run, ready to be used. */
export interface FinishedManifest {
  version: 1;
  name: string;
  /** How it was trained: data, seed, steps, rates. */
  config: Record<string, string | number | boolean>;
  /** What it scored on what it was not trained on; recomputed by a test. */
  metrics: Record<string, number>;
  /** The encoders, each with the shapes of its weights in their order. */
  towers: Record<string, { architecture: string; shapes: number[][] }>;
  /** All weights one after the other, in half precision. */
  weights: { file: string; bytes: number; sha256: string };
}

/** What comes with the encoders of a finished checkpoint. */
export interface Finished {
  name: string;
  /** SHA-256 of everything in the checkpoint: rows of two encoders may be compared when it is the same. */
  fingerprint: string;
  config: FinishedManifest['config'];
  metrics: FinishedManifest['metrics'];
}

export interface LoadFinishedOptions {
  /** The folder of the checkpoints; datasets/checkpoints by default. */
  folder?: string;
}

export const CHECKPOINTS = join(DATASETS, 'checkpoints');
export const FINISHED_MANIFEST = 'checkpoint.json';
const MEND = 'git checkout datasets';

type Weights = Pick<TrainableEncoder<never>, 'weights' | 'architecture'>;

/**
 * Puts the weights of a finished checkpoint into encoders that were built for it.
 * @param towers by the names that the checkpoint has for them; it may have more
 * @throws Error when a file is missing, cut short or changed, or when an encoder is another than the one that was trained
 */
export async function loadFinished(
  caller: string,
  name: string,
  towers: Record<string, Weights>,
  { folder = CHECKPOINTS }: LoadFinishedOptions = {},
): Promise<Finished> {
  const manifest = (await readJson(caller, join(folder, name, FINISHED_MANIFEST), MEND)) as unknown;
  if (!sealHolds(manifest)) {
    throw new Error(
      `${caller}: ${name}/${FINISHED_MANIFEST} is damaged: its SHA-256 is not the one that it gives; run ${MEND} to restore it`,
    );
  }
  const { version, sha256: fingerprint, weights, ...rest } = manifest as Sealed<FinishedManifest>;
  if (version !== 1 || rest.name !== name) {
    throw new Error(
      `${caller}: ${name}/${FINISHED_MANIFEST} is of ${rest.name ?? 'nothing'} in format ${version}, expected ${name} in format 1; run ${MEND} to restore it`,
    );
  }
  for (const [tower, { architecture }] of Object.entries(towers)) {
    const stored = rest.towers[tower]?.architecture;
    if (stored === architecture) continue;
    throw new Error(
      `${caller}: the checkpoint ${name} is of another encoder: its ${tower} is ${stored ?? 'not there'}, expected ${architecture}; ` +
        'build the encoder that it was trained with',
    );
  }
  const file = await readVerified(caller, join(folder, name, weights.file), { ...weights, mend: MEND });
  const numbers = fromHalf(new Uint16Array(Uint8Array.from(file).buffer)); // a copy, which starts where a number may
  assign(towers, rest.towers, numbers);
  return { name, fingerprint, config: rest.config, metrics: rest.metrics };
}

function assign(towers: Record<string, Weights>, stored: FinishedManifest['towers'], numbers: Float32Array): void {
  let offset = 0;
  tf.tidy(() => {
    for (const [name, { shapes }] of Object.entries(stored)) {
      shapes.forEach((shape, i) => {
        const size = shape.reduce((product, n) => product * n, 1);
        towers[name]?.weights[i].assign(tf.tensor(numbers.slice(offset, offset + size), shape));
        offset += size;
      });
    }
  });
}
