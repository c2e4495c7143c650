import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contractOf } from '../../tools/course/contract';
import { judgeCell } from '../../tools/course/judge';
import { ROOT } from '../../tools/course/jupyter';
import { type Notebook, readNotebook } from '../../tools/course/notebook';
import { long } from '../long';
import { axeFaults } from './axe';
import { type CellState, JupyterLab, type NotebookPage } from './jupyterlab';
import { runByKeyboard, tabProblems } from './keyboard';

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
 */
export function testShown(name: string, title: string, look: (ran: Ran) => Promise<void>): void {
  let lab: JupyterLab;
  beforeAll(async () => {
    lab = await JupyterLab.start();
  });
  afterAll(() => lab?.stop());

  test(
    title,
    async () => {
      await look(long ? await runLesson(lab, name, LIMIT_MS) : await openRun(lab, name));
    },
    LIMIT_MS + 60_000,
  );
}

/**
 * Checks that every cell gave what it promises, in order, that each chart it promises is drawn, and that Tab comes to all that can be done
 * with it; says first what went wrong.
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
  expect(await tabProblems(notebook)).toEqual([]);
  for (const theme of ['dark', 'light'] as const) {
    await notebook.wear(theme);
    expect(await axeFaults(notebook.page, '.jp-OutputArea-output'), `what axe finds in the outputs, ${theme}`).toEqual(
      [],
    );
  }
}

/** A screenshot of each chart that the lesson promises. */
export async function photographCharts({ notebook, lesson }: Ran): Promise<void> {
  for (const index of chartCells(lesson)) {
    await notebook.screenshot(`cell-${index + 1}`, notebook.output(index).locator('.vega-embed').first());
  }
}

/** The part of a canvas element that is used here. */
interface Canvas {
  width: number;
  height: number;
  getContext(kind: '2d'): { drawImage(picture: Canvas, x: number, y: number): void };
  toDataURL(): string;
}

/** Positions of the cells that promise a chart. */
const chartCells = ({ cells }: Notebook): number[] =>
  cells.flatMap((cell, i) => (contractOf(cell).outputs.some(output => CHARTS.includes(output)) ? [i] : []));

/** The first chart of the page that has a control of this name, with hands for it. */
export async function chartWithControl(notebook: NotebookPage, name: string) {
  const chart = notebook.page
    .locator('.vega-embed')
    .filter({ has: notebook.page.getByText(name, { exact: true }) })
    .first();
  expect(await chart.count(), `a chart with the control '${name}'`).toBe(1);
  return handsFor(notebook, chart, name);
}

/** What a reader can do with a chart, and whether it changes what is seen. */
export function handsFor(notebook: NotebookPage, chart: Locator, name: string) {
  const drawn = chart.locator('.marks');
  /** What is drawn: of a canvas the pixels, or those of a part of it, [left, top, width, height] as shares of the chart. */
  const pixels = (part: number[] = [0, 0, 1, 1]) =>
    drawn.evaluate((whole, [left, top, width, height]) => {
      if (!('getContext' in whole)) return (whole as unknown as { outerHTML: string }).outerHTML;
      // the page has a document, which the compiler is not told of
      const { document } = globalThis as unknown as { document: { createElement(tag: 'canvas'): Canvas } };
      const canvas = whole as unknown as Canvas;
      const cut = document.createElement('canvas');
      cut.width = canvas.width * width!;
      cut.height = canvas.height * height!;
      cut.getContext('2d').drawImage(canvas, -left! * canvas.width, -top! * canvas.height);
      return cut.toDataURL();
    }, part);
  return {
    chart,
    drawn,
    /** One of its sliders, menus or boxes. */
    input: (kind: string, position = 0): Locator => chart.locator('.vega-bind').locator(kind).nth(position),
    pixels,
    /** Does something, and expects another picture of it. */
    async expectChange(as: string, act: () => Promise<unknown>): Promise<void> {
      const before = await pixels();
      await act();
      await expect
        .poll(async () => (await pixels()) !== before, { timeout: 10_000, message: `${name}: ${as}` })
        .toBe(true);
      await notebook.screenshot(`${name.split(' ')[0]}-${as}`, chart);
    },
  };
}
