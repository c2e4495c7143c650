import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contractOf } from '../../tools/course/contract';
import { judgeCell } from '../../tools/course/judge';
import { ROOT } from '../../tools/course/jupyter';
import { type Notebook, readNotebook } from '../../tools/course/notebook';
import { long } from '../long';
import { expectAccessible } from './accessible';
import { type CellState, JupyterLab, type NotebookPage } from './jupyterlab';
import { runByKeyboard } from './keyboard';
import type { LessonShown } from './lesson-shown';

/** Of a lesson that runs in the browser. */
const LIMIT_MS = 20 * 60_000;

const CHARTS = ['application/vnd.vegalite.v5+json', 'application/vnd.vega.v5+json'];

/** A lesson that is open in the browser, with what its cells gave. */
export interface Ran {
  lesson: Notebook;
  notebook: NotebookPage;
  cells: CellState[];
}

/** Opens a lesson as a learner does, and runs it by the keyboard alone. */
export async function runLesson(lab: JupyterLab, name: string, limitMs: number): Promise<Ran> {
  const file = path.join(ROOT, 'notebooks', `${name}.ipynb`);
  const notebook = await lab.open(file);
  return { lesson: readNotebook(file), notebook, cells: await runByKeyboard(notebook, limitMs) };
}

/**
 * Opens a lesson as its run in the kernel left it, to look at what it shows: for lessons that train for minutes.
 * @throws Error if `npm run course` has not run it
 */
export async function openRun(lab: JupyterLab, name: string): Promise<Ran> {
  const file = path.join(ROOT, 'build', 'course', 'solutions', `${name}.ipynb`);
  if (!existsSync(file)) {
    throw new Error(
      `${path.relative(ROOT, file)} is not there: run npm run course -- solutions/${name}.ipynb, or npm test`,
    );
  }
  const notebook = await lab.open(file, { trusted: true });
  return { lesson: readNotebook(file), notebook, cells: await notebook.cells() };
}

/**
 * A test of what a lesson shows in JupyterLab. The lesson is opened as its run in the kernel left it; in the long tests it runs in the
 * browser.
 * @param look what is looked at beyond what every lesson must show
 */
export function testShown(name: string, title: string, look: (lesson: LessonShown) => Promise<void>): void {
  let lab: JupyterLab;
  beforeAll(async () => {
    lab = await JupyterLab.start();
  });
  afterAll(() => lab?.stop());

  test(
    title,
    async () => {
      const ran = long ? await runLesson(lab, name, LIMIT_MS) : await openRun(lab, name);
      await expectLessonRan(ran);
      await photographCharts(ran);
      await look(ran.notebook);
    },
    LIMIT_MS + 60_000,
  );
}

/**
 * Checks that every cell gave what it promises, in order, that each chart it promises is drawn, and that all of it is there for everybody;
 * says first what went wrong.
 */
export async function expectLessonRan({ notebook, lesson, cells }: Ran): Promise<void> {
  for (const { index, outputs, executionCount } of cells) {
    const failed = outputs.some(output => output.output_type === 'error');
    const status = failed ? 'error' : executionCount === null ? 'not run' : 'ok';
    const problems = judgeCell(lesson.cells[index]!, { status, outputs, late: [] }, { solved: false });
    expect(problems, `cell ${index + 1}`).toEqual([]);
  }
  expect(cells.map(cell => cell.executionCount)).toEqual(cells.map((_, i) => i + 1));
  expect(await notebook.page.locator('.jp-OutputArea-output', { hasText: /Javascript Error/i }).count()).toBe(0);
  for (const index of chartCells(lesson)) {
    await notebook.cell(index).scrollIntoViewIfNeeded();
    await expect
      .poll(async () => (await notebook.drawings(index)).length, {
        timeout: 10_000,
        message: `charts drawn in cell ${index + 1}`,
      })
      .toBeGreaterThan(0);
  }
  await expectAccessible(notebook);
}

/** A screenshot of each chart that the lesson promises. */
export async function photographCharts({ notebook, lesson }: Ran): Promise<void> {
  for (const index of chartCells(lesson)) {
    await notebook.screenshot(`cell-${index + 1}`, notebook.output(index).locator('.vega-embed').first());
  }
}

/** Positions of the cells that promise a chart. */
const chartCells = ({ cells }: Notebook): number[] =>
  cells.flatMap((cell, i) => (contractOf(cell).outputs.some(output => CHARTS.includes(output)) ? [i] : []));
