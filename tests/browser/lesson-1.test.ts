import { afterAll, beforeAll, test } from 'vitest';
import { JupyterLab } from './jupyterlab';
import { expectLessonRan, photographCharts, runLesson } from './lesson';
import { expectLesson1 } from './shown/lesson-1';

const LIMIT_MS = 6 * 60_000;

let lab: JupyterLab;
beforeAll(async () => {
  lab = await JupyterLab.start();
});
afterAll(() => lab?.stop());

test(
  'lesson 1 runs; its pictures show, its sounds play, its clip moves, its space shows one modality',
  async () => {
    const ran = await runLesson(lab, '01-multimodality', LIMIT_MS);
    const { lesson, notebook } = ran;
    await expectLessonRan(ran);
    await photographCharts(ran);
    const grid = lesson.cells.findIndex(cell => cell.source.includes('mediaGrid('));
    await notebook.screenshot('grid', notebook.output(grid).locator('table').first());
    await expectLesson1(notebook);
  },
  LIMIT_MS + 60_000,
);
