import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../data/atomic-file';
import { seal } from '../data/sealed-json';
import { sha256 } from '../data/sha256';
import type { TrainableEncoder } from '../encoders/encoder';
import { CHECKPOINTS, FINISHED_MANIFEST, type FinishedManifest } from '../encoders/finished';
import { fromHalf, toHalf } from '../encoders/half-floats';
import { tf } from '../engine/index';

type Weights = Pick<TrainableEncoder<never>, 'weights' | 'architecture'>;

/**
 * Rounds the weights of encoders to half precision, as they will ship, so that what is measured next is what ships.
 */
export async function roundWeights(towers: Record<string, Weights>): Promise<void> {
  for (const { weights } of Object.values(towers)) {
    for (const weight of weights) {
      const rounded = fromHalf(toHalf(Float32Array.from(await weight.data())));
      tf.tidy(() => weight.assign(tf.tensor(rounded, weight.shape)));
    }
  }
}

/**
 * Writes a finished checkpoint, which `loadFinished` reads: weights in half precision first, and last the manifest that names them.
 */
export async function writeFinished(
  { name, config, metrics }: Pick<FinishedManifest, 'name' | 'config' | 'metrics'>,
  towers: Record<string, Weights>,
  folder = CHECKPOINTS,
): Promise<void> {
  const parts: Uint16Array[] = [];
  for (const { weights } of Object.values(towers)) {
    for (const weight of weights) parts.push(toHalf(Float32Array.from(await weight.data())));
  }
  const bytes = Buffer.concat(parts.map(({ buffer, byteLength }) => Buffer.from(buffer, 0, byteLength)));
  const file = 'weights.bin';
  const manifest: FinishedManifest = {
    version: 1,
    name,
    config,
    metrics,
    towers: Object.fromEntries(
      Object.entries(towers).map(([tower, { architecture, weights }]) => [
        tower,
        { architecture, shapes: weights.map(({ shape }) => shape) },
      ]),
    ),
    weights: { file, bytes: bytes.length, sha256: sha256(bytes) },
  };
  const path = join(folder, name, FINISHED_MANIFEST);
  await rm(path, { force: true }); // a manifest of other weights would call these damaged
  await writeAtomically(join(folder, name, file), bytes);
  await writeAtomically(path, `${JSON.stringify(seal(manifest), null, 1)}\n`);
}
