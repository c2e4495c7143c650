import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contractOf } from '../../tools/course/contract';
import { judgeCell } from '../../tools/course/judge';
import { ROOT } from '../../tools/course/jupyter';
import { readNotebook } from '../../tools/course/notebook';
import { JupyterLab, type NotebookPage } from './jupyterlab';

const LESSON = path.join(ROOT, 'notebooks', '02-contrastive-loss.ipynb');
const CHARTS = ['application/vnd.vegalite.v5+json', 'application/vnd.vega.v5+json'];
const LIMIT_MS = 5 * 60_000;

let lab: JupyterLab;
beforeAll(async () => {
  lab = await JupyterLab.start();
});
afterAll(() => lab?.stop());

test(
  'lesson 2 runs, and its pictures answer: temperature, loss, step, play, matrix',
  async () => {
    const lesson = readNotebook(LESSON);
    const notebook = await lab.open(LESSON);
    await notebook.runAll();
    const cells = await notebook.waitUntilDone(LIMIT_MS);

    // First what went wrong, if anything did: it explains the rest.
    for (const { index, outputs, executionCount } of cells) {
      const failed = outputs.some(output => output.output_type === 'error');
      const status = failed ? 'error' : executionCount === null ? 'not run' : 'ok';
      const problems = judgeCell(lesson.cells[index]!, { status, outputs, late: [] }, { solved: false });
      expect(problems, `cell ${index + 1}`).toEqual([]);
    }
    expect(await notebook.page.locator('.jp-OutputArea-output', { hasText: /Javascript Error/i }).count()).toBe(0);
    for (const { index } of cells) {
      if (!contractOf(lesson.cells[index]!).outputs.some(output => CHARTS.includes(output))) continue;
      expect((await notebook.drawings(index)).length, `charts drawn in cell ${index + 1}`).toBeGreaterThan(0);
      await notebook.screenshot(`cell-${index + 1}`, notebook.output(index).locator('.vega-embed').first());
    }

    const bars = await controls(notebook, 'temperature = 10 to the power of');
    await bars.expectChange('warm', () => notebook.slide(bars.input('input[type=range]'), -0.2));
    await bars.expectChange('cold', () => notebook.slide(bars.input('input[type=range]'), -2));

    const film = await controls(notebook, 'playing');
    await film.expectChange('begin', () => notebook.slide(film.input('input[type=range]'), 0));
    const menu = film.input('select');
    const losses = await menu.locator('option').allTextContents();
    expect(losses.length).toBeGreaterThan(4);
    for (const loss of losses.slice(1))
      await film.expectChange(`loss-${losses.indexOf(loss)}`, () => notebook.choose(menu, loss));
    const step = () => film.input('input[type=range]').inputValue();
    const last = Number(await film.input('input[type=range]').getAttribute('max'));
    await notebook.slide(film.input('input[type=range]'), last / 2);
    const half = Number(await step());
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(last);
    await film.expectChange('playing', async () => {
      await film.input('input[type=checkbox]').check();
      await expect.poll(async () => Number(await step()), { timeout: 5000 }).toBeGreaterThan(half);
    });
    await film.input('input[type=checkbox]').uncheck();

    const matrix = await controls(notebook, 'show');
    await matrix.expectChange('probability', () => matrix.input('input[type=radio][value=probability]').check());
    await notebook.hover(matrix.chart.locator('canvas'), 0.35, 0.55);
    await expect
      .poll(() => notebook.page.locator('#vg-tooltip-element').textContent(), { timeout: 5000 })
      .toContain('probability in its row');
    await notebook.screenshot('matrix-hovered', matrix.chart);
  },
  LIMIT_MS + 5 * 60_000,
);

/** The first chart of the lesson that has a control of this name. */
async function controls(notebook: NotebookPage, name: string) {
  const chart = notebook.page
    .locator('.vega-embed')
    .filter({ has: notebook.page.getByText(name, { exact: true }) })
    .first();
  expect(await chart.count(), `a chart with the control '${name}'`).toBe(1);
  const pixels = () =>
    chart.locator('canvas').evaluate(canvas => (canvas as unknown as { toDataURL(): string }).toDataURL());
  return {
    chart,
    /** One of its sliders, menus or boxes. */
    input: (kind: string): Locator => chart.locator('.vega-bind').locator(kind).first(),
    /** Does something, and expects another picture of it. */
    async expectChange(as: string, act: () => Promise<unknown>): Promise<void> {
      const before = await pixels();
      await act();
      await expect
        .poll(async () => (await pixels()) !== before, { timeout: 5000, message: `${name}: ${as}` })
        .toBe(true);
      await notebook.screenshot(`${name.split(' ')[0]}-${as}`, chart);
    },
  };
}
