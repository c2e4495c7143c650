import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { jupyterEnvironment, pythonOf, ROOT } from '../../tools/course/jupyter';
import { Kernel } from '../../tools/course/kernel';
import { KERNEL } from '../../tools/course/notebook';
import type { NotebookResult, RunOptions } from '../../tools/course/run';
import { runNotebook } from '../../tools/course/run';

/** A code cell: its source, which promises nothing and may print what it likes, or its source and what it promises. */
export type Code = string | [source: string, course: Record<string, unknown>];

const KERNELSPEC = { name: 'tslab', display_name: 'TypeScript', language: 'typescript' };

export function notebookText(cells: Code[], kernelspec: unknown = KERNELSPEC): string {
  return JSON.stringify({
    cells: cells.map((cell, i) => {
      const [source, metadata] = typeof cell === 'string' ? [cell, {}] : [cell[0], { course: cell[1] }];
      return { cell_type: 'code', id: `c${i}`, metadata, source, execution_count: null, outputs: [] };
    }),
    metadata: kernelspec === undefined ? {} : { kernelspec },
    nbformat: 4,
    nbformat_minor: 5,
  });
}

/** A folder under build/ (the kernel transpiles local imports only below the project's root), removed by the caller. */
export function scratch(): { folder: string; file: (name: string, text: string) => string; remove: () => void } {
  const build = path.join(ROOT, 'build');
  mkdirSync(build, { recursive: true });
  const folder = mkdtempSync(path.join(build, 'test-notebooks-'));
  return {
    folder,
    file: (name, text) => {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
      return file;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The real kernel, in a folder that `scratch` gave, for a file of tests that each leave it usable. */
export const startKernel = (folder: string): Promise<Kernel> =>
  Kernel.start({
    python: pythonOf(),
    kernel: KERNEL,
    folder,
    environment: jupyterEnvironment(path.join(folder, 'jupyter')),
    startSeconds: 60,
  });

export function run(folder: string, file: string, options: Partial<RunOptions> = {}): Promise<NotebookResult> {
  return runNotebook(file, path.basename(file), {
    timeoutSeconds: 30,
    startSeconds: 60,
    drainSeconds: 0.7,
    jupyterFolder: path.join(folder, 'jupyter'),
    solved: false,
    ...options,
  });
}

/** Calls `work` for every item, at most `width` at a time: a kernel needs a core. */
export async function inParallel<T, R>(items: T[], width: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [i, item] of queue) results[i] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
