import { join } from 'node:path';
import { DATASETS } from '../data/data-set';
import { readJson, type Sealed, sealHolds } from '../data/sealed-json';

/** What a long run measured that leaves no encoder behind: `datasets/figures/NAME.json`. */
export interface Figures {
  version: 1;
  name: string;
  /** How it was measured: data, steps, seeds, rates. */
  config: Record<string, string | number | boolean>;
  /** One row a measurement: what it is of, and the numbers. */
  rows: Record<string, string | number>[];
}

/** What several seeds gave, one value each, in their order. */
export interface OverSeeds {
  mean: number;
  /** The lowest and the highest: of three seeds, that is all that can be said of their spread. */
  low: number;
  high: number;
  values: number[];
}

export const FIGURES = join(DATASETS, 'figures');

/**
 * What `npm run train -- NAME --ship` measured and the project ships, checked before use.
 * @throws Error when the file is missing or was changed
 */
export async function loadFigures(name: string, { folder = FIGURES } = {}): Promise<Figures> {
  const mend = 'git checkout datasets';
  const read = (await readJson('loadFigures', join(folder, `${name}.json`), mend)) as unknown;
  const { sha256: _, ...figures } = read as Sealed<Figures>;
  if (!sealHolds(read)) {
    throw new Error(
      `loadFigures: ${name}.json is damaged: its SHA-256 is not the one that it gives; run ${mend} to restore it`,
    );
  }
  if (figures.version !== 1 || figures.name !== name) {
    throw new Error(
      `loadFigures: ${name}.json is of ${figures.name ?? 'nothing'} in format ${figures.version}, expected ${name} in format 1; run ${mend} to restore it`,
    );
  }
  return figures;
}

/** Of one value a seed. */
export function spreadOf(values: number[]): OverSeeds {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, low: Math.min(...values), high: Math.max(...values), values };
}
