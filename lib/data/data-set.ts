import { basename, join } from 'node:path';
import { readJson, seal, sealHolds } from './sealed-json';
import { sha256 } from './sha256';
import { readVerified } from './verified-file';

/** Where a set's material comes from. */
export interface Source {
  /** The npm or Debian package. */
  package: string;
  version: string;
}

/** What `set.json` says of a set; `Index` is the set's own part. */
export type DataSet<Index extends object> = {
  /** Over everything else in `set.json`, and so over every file of the set: two sets are the same when it is the same. */
  sha256: string;
  name: string;
  /** SPDX identifier of the licence that the set is passed on under. */
  licence: string;
  sources: Source[];
  files: { file: string; bytes: number; sha256: string }[];
} & Index;

/** The folder of the sets that ship with the course. */
export const DATASETS = join(__dirname, '..', '..', 'datasets');
/** The folder of those that are made on request. */
export const BUILT_SETS = join(__dirname, '..', '..', 'build');
const mendOf = (folder: string) =>
  folder === BUILT_SETS ? 'npm run datasets -- all-passages' : 'git checkout datasets';

/**
 * Reads a set's `set.json` and believes it only when it is what the builder wrote.
 * @param name the set's folder in datasets/
 * @throws Error when it is missing, cut short or changed
 */
export async function openDataSet<Index extends object>(
  caller: string,
  name: string,
  folder = DATASETS,
): Promise<DataSet<Index>> {
  const path = join(folder, name, 'set.json');
  const mend = mendOf(folder);
  const set = (await readJson(caller, path, mend)) as Partial<DataSet<Index>>;
  if (!sealHolds(set)) {
    throw new Error(
      `${caller}: ${name}/set.json is damaged: its SHA-256 is not the one that it gives; run ${mend} to restore it`,
    );
  }
  if (set.name !== name || !Array.isArray(set.files)) {
    throw new Error(
      `${caller}: ${name}/set.json describes ${set.name ?? 'no set'}, expected ${name} and a list of its files; run ${mend} to restore it`,
    );
  }
  return set as DataSet<Index>;
}

/** @throws Error when the set has no such file */
function entryOf(caller: string, set: DataSet<object>, file: string): { bytes: number; sha256: string } {
  const known = set.files.find(entry => entry.file === file);
  if (known) return known;
  const files = set.files.map(entry => entry.file).join(', ');
  throw new Error(`${caller}: the set ${set.name} has no file ${file}, expected one of ${files}`);
}

/**
 * Reads one file of a set, checked against the length and SHA-256 in its `set.json`.
 * @throws Error when the set has no such file, or when it is missing, cut short, too long or changed
 */
export async function readSetFile(
  caller: string,
  set: DataSet<object>,
  file: string,
  folder = DATASETS,
): Promise<Buffer> {
  const { bytes, sha256: digest } = entryOf(caller, set, file);
  return readVerified(caller, join(folder, set.name, file), { bytes, sha256: digest, mend: mendOf(folder) });
}

/** One digest for what a loader hands out: of the file, and of everything that decides what is made of it. */
export const fingerprint = (set: DataSet<object>, file: string, ...choices: unknown[]): string =>
  sha256(JSON.stringify([entryOf('fingerprint', set, file).sha256, ...choices]));

/**
 * One part of `datasets/splits.json`: what is held out of training in one respect, each part under a seal of its own.
 * @throws Error when the file is missing or no JSON, when it lacks the part or the part has been changed
 */
export async function readSplit<Part extends object>(caller: string, part: string, folder = DATASETS): Promise<Part> {
  const path = join(folder, 'splits.json');
  const splits = await readJson(caller, path, mendOf(folder));
  const found = splits[part];
  if (found === undefined || !sealHolds(found)) {
    const problem = found === undefined ? `has no part '${part}'` : `is damaged in its part '${part}'`;
    throw new Error(`${caller}: ${basename(path)} ${problem}; run ${mendOf(folder)} to restore it`);
  }
  return found as Part;
}

/** The part of a set as it is written: sealed. For the builders. */
export const sealSet = <Index extends object>(set: Omit<DataSet<Index>, 'sha256'>): DataSet<Index> =>
  seal(set) as DataSet<Index>;
