import { lstatSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

export interface SubmittedFile {
  file: string;
  /** Its path below what was named, with slashes. */
  name: string;
}

export interface Found {
  files: SubmittedFile[];
  /** Folders that cannot be read, and why. */
  problems: string[];
}

const SKIPPED = new Set(['node_modules', '.ipynb_checkpoints', '.git']);

const why = (error: unknown) => (error as NodeJS.ErrnoException).code ?? String(error);

/** By the bytes of the name, so that the order is the same on every machine. */
const byName = (a: { name: string }, b: { name: string }) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name));

function search(folder: string, below: string, found: Found): void {
  let entries: string[];
  try {
    entries = readdirSync(path.join(folder, below));
  } catch (error) {
    found.problems.push(`${below || folder}/ cannot be read (${why(error)}). Give yourself the right to read it.`);
    return;
  }
  for (const entry of entries) {
    const name = below ? `${below}/${entry}` : entry;
    const file = path.join(folder, name);
    try {
      const stats = lstatSync(file);
      if (stats.isDirectory() && !SKIPPED.has(entry)) search(folder, name, found);
      else if (!entry.endsWith('.ipynb')) continue;
      else if (stats.isFile()) found.files.push({ file, name });
      // what was handed in as an archive may hold a link to a file that is nobody's business
      else found.problems.push(`${name} is a link, or no file at all: put the notebook itself there.`);
    } catch (error) {
      if (entry.endsWith('.ipynb')) found.problems.push(`${name} cannot be read (${why(error)}).`);
    }
  }
}

/**
 * Whose notebook it is, by its name: the first folder in it, which may hold several; a notebook that lies in none is one student's.
 */
export function studentOf(name: string): string {
  const [first, ...below] = name.split('/');
  return below.length > 0 ? first : first.replace(/\.ipynb$/, '');
}

/**
 * The notebooks that were named, and those in the folders that were named, in the order of their names.
 * @throws Error if something named is not there, or there is no notebook at all
 */
export function findSubmissions(named: readonly string[]): Found {
  const found: Found = { files: [], problems: [] };
  for (const one of named) {
    let isFolder: boolean;
    try {
      isFolder = statSync(one).isDirectory();
    } catch (error) {
      const code = why(error);
      throw new Error(
        code === 'ENOENT'
          ? `${one} is not there. Name a folder of notebooks, or notebooks.`
          : `${one} cannot be read (${code}). Give yourself the right to read it.`,
      );
    }
    if (isFolder) search(one, '', found);
    else found.files.push({ file: one, name: path.basename(one) });
  }
  const twice = found.files.map(({ name }) => name).find((name, i, all) => all.indexOf(name) !== i);
  if (twice) throw new Error(`Two notebooks are called ${twice}: grade them one folder at a time.`);
  if (found.files.length === 0 && found.problems.length === 0) {
    throw new Error(`There is no notebook (*.ipynb) in ${named.join(', ')}.`);
  }
  found.files.sort(byName);
  return found;
}
