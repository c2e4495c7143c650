import { readFileSync } from 'node:fs';

/** MIME type to its value: text, or an object for JSON types. */
export type MimeBundle = Record<string, unknown>;

/** An output as a notebook file stores it (nbformat 4). */
export type Output =
  | { output_type: 'stream'; name: 'stdout' | 'stderr'; text: string }
  | { output_type: 'display_data'; data: MimeBundle; metadata: Record<string, unknown> }
  | {
      output_type: 'execute_result';
      data: MimeBundle;
      metadata: Record<string, unknown>;
      execution_count: number | null;
    }
  | { output_type: 'error'; ename: string; evalue: string; traceback: string[] };

export interface Cell {
  cell_type: string;
  id?: string;
  metadata: Record<string, unknown>;
  /** One string; a file may hold a list of lines. */
  source: string;
  execution_count?: number | null;
  outputs?: Output[];
  [key: string]: unknown;
}

export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

export const KERNEL = 'tslab';
export const LANGUAGE = 'typescript';

/** A notebook that cannot be run at all, whatever its cells say. */
export class NotebookError extends Error {
  override name = 'NotebookError';
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function joined(text: unknown): string {
  return Array.isArray(text) ? text.join('') : typeof text === 'string' ? text : '';
}

/**
 * Reads the text of a notebook; `name` is what messages call it.
 * @throws NotebookError if it is no JSON or no notebook of format 4.
 */
export function parseNotebook(text: string, name: string): Notebook {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new NotebookError(
      `${name} is no JSON (${(error as Error).message}); expected a Jupyter notebook. Restore it, for example with git.`,
    );
  }
  if (isRecord(value) && typeof value.nbformat === 'number' && value.nbformat !== 4) {
    throw new NotebookError(
      `${name} has notebook format ${value.nbformat}, expected 4. Open it in JupyterLab and save it.`,
    );
  }
  if (!isRecord(value) || !Array.isArray(value.cells) || typeof value.nbformat !== 'number') {
    throw new NotebookError(`${name} is JSON, but no notebook: expected an object with "cells" and "nbformat".`);
  }
  const cells = value.cells.map((cell: unknown, i): Cell => {
    if (!isRecord(cell) || typeof cell.cell_type !== 'string') {
      throw new NotebookError(`${name}: cell ${i + 1} is no cell: expected an object with "cell_type".`);
    }
    const metadata = isRecord(cell.metadata) ? cell.metadata : {};
    return { ...cell, cell_type: cell.cell_type, metadata, source: joined(cell.source) };
  });
  return {
    cells,
    metadata: isRecord(value.metadata) ? value.metadata : {},
    nbformat: 4,
    nbformat_minor: typeof value.nbformat_minor === 'number' ? value.nbformat_minor : 5,
  };
}

/** @throws NotebookError if the file is not there, or as `parseNotebook`. */
export function readNotebook(file: string, name = file): Notebook {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new NotebookError(
      code === 'ENOENT'
        ? `${name} is not there. Name a notebook, as in: npm run course -- notebooks/03-training-on-mnist.ipynb`
        : `${name} cannot be read (${code}).`,
    );
  }
  return parseNotebook(text, name);
}

/** What the cells of a notebook say, to be compared with those of another. */
export const sourcesOf = (file: string): string => JSON.stringify(readNotebook(file).cells.map(({ source }) => source));

/** @throws NotebookError unless the notebook asks for this course's kernel. */
export function checkKernel(notebook: Notebook, name: string): void {
  const { kernelspec, language_info: language } = notebook.metadata;
  const mend = 'Choose the kernel "TypeScript" in JupyterLab and save, or run `npm run notebooks`.';
  if (!isRecord(kernelspec) || typeof kernelspec.name !== 'string') {
    throw new NotebookError(`${name} names no kernel, expected "${KERNEL}". ${mend}`);
  }
  if (kernelspec.name !== KERNEL) {
    throw new NotebookError(`${name} wants the kernel "${kernelspec.name}", expected "${KERNEL}". ${mend}`);
  }
  const languages = [kernelspec.language, isRecord(language) ? language.name : undefined];
  const other = languages.find(one => one !== undefined && one !== LANGUAGE);
  if (other !== undefined) {
    throw new NotebookError(`${name} is in ${String(other)}, expected ${LANGUAGE}. ${mend}`);
  }
}
