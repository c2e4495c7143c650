/** What a builder gives, and how it gets into datasets/. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../../lib/data/atomic-file';
import { type Source, sealSet } from '../../lib/data/data-set';
import { seal } from '../../lib/data/sealed-json';
import { sha256 } from '../../lib/data/sha256';
import { formatJson } from './format-json';

export interface BuiltSet {
  /** Folder in datasets/. */
  name: string;
  /** SPDX identifier. */
  licence: string;
  sources: Source[];
  /** The data files by name. */
  files: Record<string, Uint8Array>;
  /** Pictures for the README: written and compared like the data, but no part of it, and so not in `set.json`. */
  pictures?: Record<string, Uint8Array>;
  /** The set's own part of `set.json`: its items, each with the file that it was made from. */
  index: Record<string, unknown>;
  /** The parts of `splits.json` that belong to this set: what is held out, and why. */
  splits?: Record<string, object>;
}

/** Written by hand and kept: a set without them is not built. */
const BY_HAND = /^(README\.md|(LICENSE|COPYING|ATTRIBUTION)[A-Za-z0-9.-]*)$/;
const SPLITS = 'splits.json';

/** Every file that a set consists of, `set.json` and the parts of `splits.json` among them, by its path in datasets/. */
function filesOf(set: BuiltSet, datasets: string): Map<string, Uint8Array> {
  checkByHand(set.name, join(datasets, set.name));
  const data = Object.entries(set.files);
  const { name, licence, sources } = set;
  const files = data.map(([file, content]) => ({ file, bytes: content.length, sha256: sha256(content) }));
  const manifest = sealSet({
    name,
    licence,
    sources: sources.map(source => ({ package: source.package, version: source.version })),
    files,
    ...set.index,
  });
  const all = new Map<string, Uint8Array>(data.map(([file, content]) => [join(name, file), content]));
  for (const [file, content] of Object.entries(set.pictures ?? {})) all.set(join(name, file), content);
  all.set(join(name, 'set.json'), Buffer.from(formatJson(manifest)));
  if (set.splits) all.set(SPLITS, Buffer.from(mergeSplits(set.splits, join(datasets, SPLITS))));
  return all;
}

/**
 * Writes a set into datasets/, each file whole or not at all, and removes what an earlier build left there.
 * @returns the paths that were changed
 */
export async function writeSet(set: BuiltSet, datasets: string): Promise<string[]> {
  const files = filesOf(set, datasets);
  const changed: string[] = [];
  for (const [path, content] of files) {
    if (same(join(datasets, path), content)) continue;
    await writeAtomically(join(datasets, path), content);
    changed.push(path);
  }
  for (const path of leftOver(set, files, datasets)) {
    rmSync(join(datasets, path));
    changed.push(path);
  }
  return changed;
}

/** @returns what in datasets/ is not as the builder gives it, a path each; empty when all is */
export function differences(set: BuiltSet, datasets: string): string[] {
  const files = filesOf(set, datasets);
  const changed = [...files].filter(([path, content]) => !same(join(datasets, path), content)).map(([path]) => path);
  return [...changed, ...leftOver(set, files, datasets)];
}

function checkByHand(name: string, folder: string): void {
  const there = existsSync(folder) ? readdirSync(folder) : [];
  if (there.includes('README.md') && there.some(file => /^(LICENSE|COPYING)/.test(file))) return;
  throw new Error(
    `datasets/${name} needs a README.md and the text of its licence (LICENSE or COPYING), written by hand`,
  );
}

function leftOver(set: BuiltSet, files: Map<string, Uint8Array>, datasets: string): string[] {
  const there = readdirSync(join(datasets, set.name)).map(file => join(set.name, file));
  return there.filter(path => !files.has(path) && !BY_HAND.test(path.slice(set.name.length + 1)));
}

function mergeSplits(parts: Record<string, object>, path: string): string {
  const splits: Record<string, unknown> = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  for (const [part, content] of Object.entries(parts)) splits[part] = seal(content);
  return formatJson(Object.fromEntries(Object.entries(splits).sort(([a], [b]) => (a < b ? -1 : 1))));
}

const same = (path: string, content: Uint8Array) => existsSync(path) && readFileSync(path).equals(content);
