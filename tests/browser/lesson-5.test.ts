import { afterAll, beforeAll, test } from 'vitest';
import { long } from '../long';
import { JupyterLab } from './jupyterlab';
import { expectLessonRan, openRun, photographCharts, runLesson } from './lesson';
import { expectPicturesShow, expectPlayersPlay } from './media';

const LESSON = '05-one-space';
const LIMIT_MS = 20 * 60_000;

let lab: JupyterLab;
beforeAll(async () => {
  lab = await JupyterLab.start();
});
afterAll(() => lab?.stop());

test(
  'lesson 5: what is written, spoken and drawn is shown and can be played',
  async () => {
    const ran = long ? await runLesson(lab, LESSON, LIMIT_MS) : await openRun(lab, LESSON);
    await expectLessonRan(ran);
    await photographCharts(ran);
    await expectPicturesShow(ran.notebook, 40);
    await expectPlayersPlay(ran.notebook, 3);
  },
  LIMIT_MS + 60_000,
);
