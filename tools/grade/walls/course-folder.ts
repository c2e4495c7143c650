import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { EXERCISES_FOLDER } from '../../../lib/exercises/folder';

/*
 * The course as a child sees it: lib/ in JavaScript, without what knows the answers.
 *
 * The exercises stay out, and so does what imports them. What a cell may call of these modules is there by name and does nothing:
 * an exercise's cell may show the progress or ask for the solution, and is judged by what it hands in.
 */

/** What is compiled of the engine's packages, in a course folder. */
export const COMPILED = 'compiled';

const slashes = (name: string) => name.split(path.sep).join('/');

/** From lib/ on. */
const LEFT_OUT = slashes(path.relative(path.join(__dirname, '..', '..', '..', 'lib'), EXERCISES_FOLDER));

function filesIn(folder: string, below = ''): string[] {
  return readdirSync(path.join(folder, below), { withFileTypes: true })
    .flatMap(entry => {
      const name = path.join(below, entry.name);
      return entry.isDirectory() ? filesIn(folder, name) : [name];
    })
    .sort();
}

const isCompiled = (name: string) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.endsWith('.as.ts');

function compiled(source: string): string {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true },
  });
  return outputText;
}

/** Whether a module of lib, in JavaScript, asks for one of the folder; both from lib/ on. */
function asksFor(javascript: string, name: string, folder: string): boolean {
  const { importedFiles } = ts.preProcessFile(javascript, true, true);
  return importedFiles.some(({ fileName }) =>
    path.posix.join(path.posix.dirname(slashes(name)), fileName).startsWith(`${folder}/`),
  );
}

/** A module with the same exports, which do nothing. */
function silent(javascript: string): string {
  const names = [...javascript.matchAll(/\bexports(?:\.|, ")(\w+)/g)].map(([, name]) => name);
  const lines = [...new Set(names)]
    .filter(name => name !== '__esModule')
    .map(name => `exports.${name} = async () => {};`);
  return `'use strict';\n${lines.join('\n')}\n`;
}

/** A digest of what a folder holds; the same for the same bytes. */
export function digestOf(folder: string, names = filesIn(folder)): string {
  const hash = createHash('sha256');
  for (const name of names)
    hash
      .update(slashes(name))
      .update('\0')
      .update(readFileSync(path.join(folder, name)));
  return hash.digest('hex');
}

export interface CourseFolder {
  /** Holds lib/, what is compiled of the engine's packages, and links to datasets/ and node_modules/. */
  folder: string;
  /** The folders that it leads to. */
  datasets: string;
  packages: string;
}

/**
 * Makes the folder, or finds it made for this very lib/ and Node.
 * @param root the project
 * @param under where it is kept
 */
export function makeCourseFolder(root: string, under: string): CourseFolder {
  const lib = path.join(root, 'lib');
  const names = filesIn(lib).filter(name => !slashes(name).startsWith(`${LEFT_OUT}/`));
  const folder = path.join(under, `course-${process.version}-${digestOf(lib, names).slice(0, 16)}`);
  const result = { folder, datasets: path.join(root, 'datasets'), packages: path.join(root, 'node_modules') };
  const links = { datasets: result.datasets, node_modules: result.packages };
  if (isWhole(folder, names, links)) return result;
  const making = `${folder}.${process.pid}`;
  rmSync(making, { recursive: true, force: true });
  for (const name of names) {
    const target = path.join(making, 'lib', name);
    mkdirSync(path.dirname(target), { recursive: true });
    if (!isCompiled(name)) {
      copyFileSync(path.join(lib, name), target);
      continue;
    }
    const javascript = compiled(readFileSync(path.join(lib, name), 'utf8'));
    writeFileSync(compiledName(target), asksFor(javascript, name, LEFT_OUT) ? silent(javascript) : javascript);
  }
  for (const [name, target] of Object.entries(links)) {
    // from the folder on, so that a project that is copied or moved has no link into where it was
    const place = process.platform === 'win32' ? target : path.relative(realpathSync(making), realpathSync(target));
    symlinkSync(place, path.join(making, name), 'junction');
  }
  mkdirSync(path.join(making, COMPILED));
  spawnSync(process.execPath, [path.join(__dirname, 'compile.cjs'), making]); // where it fails, each child compiles for itself
  try {
    putInPlace(making, folder, () => isWhole(folder, names, links));
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return result;
}

/** Moves what was made to its place, unless somebody else was as fast, and may already use what is there. */
function putInPlace(making: string, folder: string, isThere: () => boolean): void {
  try {
    renameSync(making, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    if (isThere()) return;
    rmSync(folder, { recursive: true, force: true });
    renameSync(making, folder);
  }
}

const compiledName = (name: string) => (isCompiled(name) ? name.replace(/\.ts$/, '.js') : name);

/** Whether it was made whole, and for this place: a copy of a project may have links that lead elsewhere. */
function isWhole(folder: string, names: readonly string[], links: Readonly<Record<string, string>>): boolean {
  try {
    const leadThere = Object.entries(links).every(
      ([name, target]) => realpathSync(path.join(folder, name)) === realpathSync(target),
    );
    const isThere = [COMPILED, ...names.map(name => path.join('lib', compiledName(name)))];
    return leadThere && isThere.every(name => existsSync(path.join(folder, name)));
  } catch {
    return false;
  }
}
