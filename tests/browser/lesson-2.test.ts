import { afterAll, beforeAll, expect, test } from 'vitest';
import { JupyterLab } from './jupyterlab';
import { chartWithControl, expectLessonRan, photographCharts, runLesson } from './lesson';

const LIMIT_MS = 5 * 60_000;

let lab: JupyterLab;
beforeAll(async () => {
  lab = await JupyterLab.start();
});
afterAll(() => lab?.stop());

test(
  'lesson 2 runs, and its pictures answer: temperature, loss, step, play, matrix',
  async () => {
    const ran = await runLesson(lab, '02-contrastive-loss', LIMIT_MS);
    const { notebook } = ran;
    await expectLessonRan(ran);
    await photographCharts(ran);

    const bars = await chartWithControl(notebook, 'temperature');
    await bars.expectChange('warm', () => notebook.slide(bars.input('input[type=range]'), 0.63));
    await bars.expectChange('cold', () => notebook.slide(bars.input('input[type=range]'), 0.01));

    const film = await chartWithControl(notebook, 'playing');
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

    const matrix = await chartWithControl(notebook, 'show');
    await matrix.expectChange('probability', () => matrix.input('input[type=radio][value=probability]').check());
    await notebook.hover(matrix.canvas, 0.35, 0.55);
    await expect
      .poll(() => notebook.page.locator('#vg-tooltip-element').textContent(), { timeout: 5000 })
      .toContain('probability in its row');
    await notebook.screenshot('matrix-hovered', matrix.chart);
  },
  LIMIT_MS + 5 * 60_000,
);
