import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../data/atomic-file';
import { sha256 } from '../data/sha256';

/** Named numbers with a shape: a weight, or a moment of the optimiser. */
export interface NamedValues {
  name: string;
  shape: number[];
  values: Float32Array;
}

/** What a checkpoint says of itself: `checkpoint.json`. */
export interface Manifest {
  version: 1;
  /** Everything that must be the same for a training to go on from here. */
  config: Record<string, string | number | boolean>;
  /** Steps done. */
  step: number;
  /** The loss of every step so far. */
  losses: number[];
  /** What was measured, one entry a measurement. */
  metrics: ({ step: number } & Record<string, number>)[];
  /** Embeddings of a chosen set on the way, see snapshots.ts. */
  snapshots: { step: number; file: string; dim: number; sha256: string }[];
  /** The file beside the manifest that holds the numbers, and where each tensor is in it, counted in float32 values. */
  weights: { file: string; sha256: string; tensors: { name: string; shape: number[]; offset: number }[] };
}

export interface Checkpoint {
  manifest: Manifest;
  tensors: NamedValues[];
}

const MANIFEST = 'checkpoint.json';
const sizeOf = (shape: number[]) => shape.reduce((product, n) => product * n, 1);

/**
 * Writes a checkpoint into a folder, in the place of the one that is there. The numbers are written first and the manifest
 * that names them last, each atomically: a process that is killed leaves the old checkpoint or the new one, never half of one.
 */
export async function writeCheckpoint(
  folder: string,
  about: Omit<Manifest, 'version' | 'weights'>,
  tensors: NamedValues[],
): Promise<void> {
  let offset = 0;
  const places = tensors.map(({ name, shape, values }) => {
    const place = { name, shape, offset };
    offset += values.length;
    return place;
  });
  const numbers = new Float32Array(offset);
  tensors.forEach(({ values }, i) => {
    numbers.set(values, places[i].offset);
  });
  const bytes = new Uint8Array(numbers.buffer);
  const digest = sha256(bytes);
  const file = `weights-${String(about.step).padStart(6, '0')}-${digest.slice(0, 8)}.bin`;
  const manifest: Manifest = { version: 1, ...about, weights: { file, sha256: digest, tensors: places } };
  await writeAtomically(join(folder, file), bytes);
  await writeAtomically(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
  await removeOthers(folder, new Set([file, ...about.snapshots.map(snapshot => snapshot.file)]));
}

/** Removes the numbers of earlier checkpoints, and what a killed process left under a temporary name. */
async function removeOthers(folder: string, current: Set<string>): Promise<void> {
  for (const name of await readdir(folder)) {
    const ours = /^(weights|snapshot)-.*\.bin$/.test(name) || name.endsWith('.tmp');
    if (ours && !current.has(name)) await rm(join(folder, name), { force: true });
  }
}

/**
 * Reads the checkpoint in a folder and believes it only when it is whole.
 * @returns undefined when there is none
 * @throws Error when the manifest cannot be read, or the numbers are missing, cut short or changed
 */
export async function readCheckpoint(folder: string): Promise<Checkpoint | undefined> {
  const remedy = `delete ${folder} to train from the start`;
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new Error(`checkpoint: ${MANIFEST} in ${folder} cannot be read (${error.code ?? error.message}); ${remedy}`);
  });
  if (text === undefined) return undefined;
  const manifest = parseManifest(text, folder, remedy);

  const { file, tensors } = manifest.weights;
  const bytes = await readFile(join(folder, file)).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`checkpoint: ${file} in ${folder} cannot be read (${error.code ?? error.message}); ${remedy}`);
  });
  const expected = tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0) * Float32Array.BYTES_PER_ELEMENT;
  if (bytes.length !== expected) {
    throw new Error(`checkpoint: ${file} in ${folder} has ${bytes.length} bytes, expected ${expected}; ${remedy}`);
  }
  if (sha256(bytes) !== manifest.weights.sha256) {
    throw new Error(
      `checkpoint: ${file} in ${folder} is damaged: its SHA-256 is not the one in ${MANIFEST}; ${remedy}`,
    );
  }
  const numbers = new Float32Array(Uint8Array.from(bytes).buffer); // a copy, which starts where a float may
  return {
    manifest,
    tensors: tensors.map(({ name, shape, offset }) => ({
      name,
      shape,
      values: numbers.slice(offset, offset + sizeOf(shape)),
    })),
  };
}

function parseManifest(text: string, folder: string, remedy: string): Manifest {
  let manifest: Partial<Manifest>;
  try {
    manifest = JSON.parse(text);
  } catch {
    throw new Error(`checkpoint: ${MANIFEST} in ${folder} is no JSON, it may have been cut short; ${remedy}`);
  }
  if (manifest.version !== 1) {
    throw new Error(`checkpoint: ${folder} was written in format ${manifest.version}, expected format 1; ${remedy}`);
  }
  const whole =
    typeof manifest.step === 'number' &&
    Array.isArray(manifest.losses) &&
    Array.isArray(manifest.metrics) &&
    Array.isArray(manifest.snapshots) &&
    Array.isArray(manifest.weights?.tensors) &&
    manifest.config !== undefined;
  if (!whole)
    throw new Error(
      `checkpoint: ${MANIFEST} in ${folder} lacks a part, expected what writeCheckpoint wrote; ${remedy}`,
    );
  return manifest as Manifest;
}

/**
 * Throws unless the checkpoint was made under the same conditions.
 * @throws Error that names the first condition that differs, both values and what to do
 */
export function assertSameConfig(folder: string, { config }: Manifest, wanted: Manifest['config']): void {
  for (const key of new Set([...Object.keys(config), ...Object.keys(wanted)])) {
    if (config[key] === wanted[key]) continue;
    throw new Error(
      `checkpoint: the run in ${folder} has ${key} ${config[key]}, this training has ${wanted[key]}: it cannot go on from there; ` +
        `use the same ${key}, another folder, or resume: false to start anew`,
    );
  }
}
