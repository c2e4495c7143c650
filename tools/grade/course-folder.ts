import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/*
 * The course as a child sees it: lib/ in JavaScript, without what knows the answers.
 *
 * lib/exercises stays out, and so does what imports it. What a cell may call of these is there by name and does nothing:
 * an exercise's cell may show the progress or ask for the solution, and is judged by what it hands in.
 */

const LEFT_OUT = ['exercises/'];

/** Modules that know the exercises, and what they export. */
const SILENT: Readonly<Record<string, readonly string[]>> = {
  'notebook/check.ts': ['check'],
  'notebook/course-progress.ts': ['progressOfCourse'],
  'notebook/solution.ts': ['solution'],
};

const slashes = (name: string) => name.split(path.sep).join('/');

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

const silent = (names: readonly string[]) =>
  `'use strict';\n${names.map(name => `exports.${name} = async () => {};`).join('\n')}\n`;

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
  /** Holds lib/, and links to datasets/ and node_modules/. */
  folder: string;
  /** The folders that it leads to. */
  datasets: string;
  packages: string;
}

/**
 * Makes the folder, or finds it made for this very lib/.
 * @param root the project
 * @param under where it is kept
 */
export function makeCourseFolder(root: string, under: string): CourseFolder {
  const lib = path.join(root, 'lib');
  const names = filesIn(lib).filter(name => !LEFT_OUT.some(start => slashes(name).startsWith(start)));
  const folder = path.join(under, `course-${digestOf(lib, names).slice(0, 16)}`);
  const result = { folder, datasets: path.join(root, 'datasets'), packages: path.join(root, 'node_modules') };
  if (existsSync(folder)) return result;
  const making = `${folder}.${process.pid}`;
  rmSync(making, { recursive: true, force: true });
  for (const name of names) {
    const target = path.join(making, 'lib', name);
    mkdirSync(path.dirname(target), { recursive: true });
    const exports = SILENT[slashes(name)];
    if (exports) writeFileSync(target.replace(/\.ts$/, '.js'), silent(exports));
    else if (isCompiled(name)) {
      writeFileSync(target.replace(/\.ts$/, '.js'), compiled(readFileSync(path.join(lib, name), 'utf8')));
    } else copyFileSync(path.join(lib, name), target);
  }
  symlinkSync(result.datasets, path.join(making, 'datasets'), 'junction');
  symlinkSync(result.packages, path.join(making, 'node_modules'), 'junction');
  try {
    renameSync(making, folder);
  } catch (error) {
    rmSync(making, { recursive: true, force: true }); // somebody else was as fast
    if (!existsSync(folder)) throw error;
  }
  return result;
}
