import { afterAll, beforeAll, expect, test } from 'vitest';
import { long } from '../long';
import { JupyterLab, type NotebookPage } from './jupyterlab';
import { expectLessonRan, openRun, photographCharts, runLesson } from './lesson';
import { expectLesson4 } from './shown/lesson-4';

const LESSON = '04-pca-and-umap';
const LIMIT_MS = 15 * 60_000;

let lab: JupyterLab;
beforeAll(async () => {
  lab = await JupyterLab.start();
});
afterAll(() => lab?.stop());

test(
  'lesson 4 runs, and its pictures answer: a line to turn, a space to turn, a brush, sliders, a film',
  async () => {
    const ran = long ? await runLesson(lab, LESSON, LIMIT_MS) : await openRun(lab, LESSON);
    const { notebook } = ran;
    await expectLessonRan(ran);
    await photographCharts(ran);
    await expectLesson4(notebook);
    await expectChartsFit(notebook, 800);
  },
  LIMIT_MS + 5 * 60_000,
);

/** In a window of this width, with the file browser open, the pictures that Vega draws are as wide as the cell's output, or less. */
async function expectChartsFit({ page }: NotebookPage, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 1000 });
  const wide = () =>
    page.locator('.jp-RenderedVega5 .chart-wrapper').evaluateAll(charts =>
      charts.flatMap((chart, i) => {
        const { clientWidth, scrollWidth } = chart as unknown as { clientWidth: number; scrollWidth: number };
        return scrollWidth > clientWidth ? [`chart ${i + 1}: ${scrollWidth} pixels in ${clientWidth}`] : [];
      }),
    );
  await expect.poll(wide, { timeout: 10_000 }).toEqual([]);
}
