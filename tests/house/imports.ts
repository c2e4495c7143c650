import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { filesOfProject } from '../project-files';

export const ROOT = path.join(__dirname, '..', '..');

/** The files of the project that are under way or committed, by their paths in it. */
export function projectFiles(): string[] {
  const listed = filesOfProject({ underWay: true });
  return listed.filter(file => /\.(ts|tsx|cts|cjs)$/.test(file) && existsSync(path.join(ROOT, file)));
}

/** Which files of the project each of them imports or requires, types included. */
export function projectImports(files = projectFiles()): Map<string, string[]> {
  const known = new Set(files);
  return new Map(files.map(file => [file, importsOf(file, readFileSync(path.join(ROOT, file), 'utf8'), known)]));
}

/** @param known the files that there are; what an import leads to besides them is left out */
export function importsOf(file: string, text: string, known: ReadonlySet<string>): string[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  const found = importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => path.posix.join(path.posix.dirname(file), fileName))
    .map(target => ENDINGS.map(ending => target + ending).find(name => known.has(name)));
  return [...new Set(found.filter((name): name is string => name !== undefined))];
}

const ENDINGS = ['', '.ts', '.tsx', '.cjs', '/index.ts'];

/** Every circle of files of which each imports the next, as lists of paths. */
export function circles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, way: string[]) => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file]);
    if (done.has(file) || way.includes(file)) return;
    for (const next of imports.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return found;
}
