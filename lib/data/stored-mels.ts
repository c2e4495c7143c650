import { gunzipSync } from 'node:zlib';
import { type DataSet, readSetFile } from './data-set';

/** How the log-mel pictures of a set are stored: gzipped, a byte a cell, from 0 (silence) to `levels` (the loudest cell). */
export interface StoredMels {
  file: string;
  frames: number;
  bands: number;
  levels: number;
}

/**
 * Every log-mel picture of a set, in the order of its index.
 * @returns `n * frames * bands` values in 0..1
 * @throws Error when the file is missing, cut short or changed
 */
export async function readStoredMels(
  caller: string,
  set: DataSet<{ mels: StoredMels }>,
  folder: string,
): Promise<Float32Array> {
  const { file, levels } = set.mels;
  const stored = gunzipSync(await readSetFile(caller, set, file, folder));
  const mels = new Float32Array(stored.length);
  for (let i = 0; i < stored.length; i++) mels[i] = stored[i] / levels;
  return mels;
}
