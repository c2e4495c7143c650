import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../data/atomic-file';
import { sha256 } from '../data/sha256';
import type { Snapshot } from '../data/snapshot';
import type { Manifest } from './checkpoint';

type Entry = Manifest['snapshots'][number];

/** Writes a snapshot beside the checkpoint; the manifest of the next checkpoint lists what this returns. */
export async function writeSnapshot(folder: string, { step, rows, dim }: Snapshot): Promise<Entry> {
  const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
  const digest = sha256(bytes);
  const file = `snapshot-${String(step).padStart(6, '0')}-${digest.slice(0, 8)}.bin`;
  await writeAtomically(join(folder, file), bytes);
  return { step, file, dim, sha256: digest };
}

/** @throws Error when a snapshot that the manifest lists is missing or changed */
export async function readSnapshots(folder: string, entries: Entry[]): Promise<Snapshot[]> {
  return Promise.all(
    entries.map(async ({ step, file, dim, sha256: expected }) => {
      const bytes = await readFile(join(folder, file)).catch(() => undefined);
      if (!bytes || sha256(bytes) !== expected) {
        const problem = bytes ? 'is damaged' : 'is missing';
        throw new Error(`checkpoint: ${file} in ${folder} ${problem}; delete ${folder} to train from the start`);
      }
      return { step, rows: new Float32Array(Uint8Array.from(bytes).buffer), dim };
    }),
  );
}
