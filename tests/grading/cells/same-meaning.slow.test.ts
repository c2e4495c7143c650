import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Kernel } from '../../../tools/course/kernel';
import { scratch, startKernel } from '../../notebooks/support';
import { runGrader } from '../grader';
import { codeCell, gradesIn, notebookOf, write } from '../notebooks';
import { EXERCISE, type StyledNotebook, styledNotebooks } from './cell-styles';

/* What check says in the kernel is what the grader says, however a notebook is written. */

const place = scratch();
const folder = mkdtempSync(path.join(tmpdir(), 'course-styles-'));
const [inKernel, inGrader] = [new Map<string, boolean>(), new Map<string, boolean>()];

const FORGET = 'for (const name of Object.keys(exports)) delete exports[name];';
const UNAWAITED_MS = 150;

/** Runs one after the other in one kernel, which forgets in between. */
async function askKernel(): Promise<void> {
  const kernel = await startKernel(place.folder);
  let executions = 0;
  const run = (code: string) => kernel.execute(++executions, code, 30);
  await run("import './lib/notebook/check';");
  for (const { name, cells } of styledNotebooks) {
    inKernel.set(name, await saysPassed(kernel, cells, run));
    await run(FORGET);
  }
  await kernel.stop();
}

async function saysPassed(kernel: Kernel, cells: string[], run: (code: string) => Promise<unknown>): Promise<boolean> {
  let last = '';
  kernel.onOutput = (_, { content }) => {
    const text = String((content.data as Record<string, unknown> | undefined)?.['text/plain'] ?? '');
    if (/^(Passed|Not yet)/.test(text)) last = text;
  };
  for (const cell of cells) await run(cell);
  if (cells.some(cell => /setTimeout|check\(/.test(cell)) && last === '') {
    await new Promise(resolve => setTimeout(resolve, UNAWAITED_MS));
    await run('0;');
  }
  return last.startsWith('Passed');
}

async function askGrader(): Promise<void> {
  const files = new Map(styledNotebooks.map(({ name }, i) => [`${i}.ipynb`, name]));
  for (const [i, { cells }] of styledNotebooks.entries()) {
    write(path.join(folder, 'in', `${i}.ipynb`), notebookOf(cells.map(cell => codeCell(cell))));
  }
  await runGrader([path.join(folder, 'in'), '--out', path.join(folder, 'out')]);
  for (const { name, exercises } of gradesIn(path.join(folder, 'out'))) {
    inGrader.set(files.get(name)!, exercises.find(({ id }) => id === EXERCISE)?.credit === 1);
  }
}

beforeAll(() => Promise.all([askKernel(), askGrader()]), 1_200_000);
afterAll(() => {
  place.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('there are a hundred notebooks and more', () => {
  expect(styledNotebooks.length).toBeGreaterThan(100);
  expect(new Set(styledNotebooks.map(({ name }) => name)).size).toBe(styledNotebooks.length);
});

describe('the kernel and the grader say the same of a notebook', () => {
  test.each(styledNotebooks)('$name', ({ name, passes }: StyledNotebook) => {
    expect({ kernel: inKernel.get(name), grader: inGrader.get(name) }).toEqual({ kernel: passes, grader: passes });
  });
});
