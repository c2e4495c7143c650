import { afterAll, beforeAll, test } from 'vitest';
import { JupyterLab } from './jupyterlab';
import { expectLessonRan, photographCharts, runLesson } from './lesson';
import { expectDraggable, expectLesson2 } from './shown/lesson-2';

const LIMIT_MS = 5 * 60_000;

let lab: JupyterLab;
beforeAll(async () => {
  lab = await JupyterLab.start();
});
afterAll(() => lab?.stop());

test(
  'lesson 2 runs, and its pictures answer: points, temperature, loss, step, play, matrix',
  async () => {
    const ran = await runLesson(lab, '02-contrastive-loss', LIMIT_MS);
    const { notebook } = ran;
    await expectLessonRan(ran);
    await photographCharts(ran);
    await expectLesson2(notebook);

    await notebook.save();
    await expectDraggable(await lab.reopen(notebook));
  },
  LIMIT_MS + 5 * 60_000,
);
