import { existsSync } from 'node:fs';
import path from 'node:path';
import { writeAtomically } from '../../lib/data/atomic-file';
import { readJson, type Sealed, seal, sealHolds } from '../../lib/data/sealed-json';
import type { Figures } from '../../lib/evaluation/figures';

type Row = Figures['rows'][number];
type Config = Figures['config'];

/**
 * A row that is measured once: what was kept in the folder when it was measured before, or else what `measure` gives, which is kept.
 * @param config everything that the row depends on
 * @param options.resume false to measure anew, whatever is there
 * @returns undefined when `measure` was interrupted
 * @throws Error when what is there is damaged, or was measured under other conditions
 */
export async function keptRow(
  file: string,
  config: Config,
  { resume, measure }: { resume: boolean; measure(): Promise<Row | undefined> },
): Promise<Row | undefined> {
  if (resume && existsSync(file)) return readKept(file, config);
  const row = await measure();
  if (row) await writeAtomically(file, `${JSON.stringify(seal({ config, row }))}\n`);
  return row;
}

async function readKept(file: string, wanted: Config): Promise<Row> {
  const kept = (await readJson('train', file, REMEDY)) as unknown as Sealed<{ config: Config; row: Row }>;
  const name = path.basename(file);
  if (!sealHolds(kept)) {
    throw new Error(
      `train: ${name} is damaged: its SHA-256 is not the one that it gives (${file}); delete it, or give --anew`,
    );
  }
  for (const key of new Set([...Object.keys(kept.config), ...Object.keys(wanted)])) {
    if (kept.config[key] === wanted[key]) continue;
    throw new Error(
      `train: ${name} was measured with ${key} ${kept.config[key]}, this run has ${wanted[key]} (${file}); give --anew, or another --runs`,
    );
  }
  return kept.row;
}

const REMEDY = 'the command with --anew';
