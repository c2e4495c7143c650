import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/*
 * Which modules of lib/ compute with tensors: those that lead to lib/engine. Starting the engine takes longer than all else that a
 * child does for most exercises.
 */

const ROOT = path.join(__dirname, '..', '..', '..');
const ENGINE = path.join(ROOT, 'lib', 'engine');

const fileOf = (module: string) =>
  ['.ts', '.cjs', '', '/index.ts']
    .map(end => module + end)
    .find(one => statSync(one, { throwIfNoEntry: false })?.isFile());

const known = new Map<string, boolean>();

function leadsToEngine(module: string): boolean {
  if (module === ENGINE || module.startsWith(ENGINE + path.sep)) return true;
  const file = fileOf(module);
  if (file === undefined) return true; // who knows
  const told = known.get(module);
  if (told !== undefined) return told;
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'));
  const leads = importedFiles.some(({ fileName }) =>
    fileName.startsWith('.') ? leadsToEngine(path.join(file, '..', fileName)) : fileName.startsWith('@tensorflow/'),
  );
  known.set(module, leads);
  return leads;
}

/** Whether a module, by the name under which a cell loads it, may compute with tensors. What a cell shows is not computed with. */
export function mayCompute(name: string): boolean {
  if (name.startsWith('@tensorflow/')) return true;
  if (!name.startsWith('./lib/') || name.startsWith('./lib/notebook/')) return false;
  return leadsToEngine(path.join(ROOT, name));
}
