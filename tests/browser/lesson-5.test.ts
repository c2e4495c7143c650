import path from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { ROOT } from '../../tools/course/jupyter';
import { readNotebook } from '../../tools/course/notebook';
import { JupyterLab } from './jupyterlab';
import { chartCells, expectLessonRan } from './lesson';
import { expectPicturesShow, expectPlayersPlay } from './media';

const LESSON = path.join(ROOT, 'notebooks', '05-multimodal-search.ipynb');
const LIMIT_MS = 20 * 60_000;

let lab: JupyterLab;
beforeAll(async () => {
  lab = await JupyterLab.start();
});
afterAll(() => lab?.stop());

test(
  'lesson 5 runs: towers are trained, what they find is shown and can be played',
  async () => {
    const lesson = readNotebook(LESSON);
    const notebook = await lab.open(LESSON);
    await notebook.runAll();
    await expectLessonRan(notebook, lesson, await notebook.waitUntilDone(LIMIT_MS));
    for (const index of chartCells(lesson)) {
      await notebook.screenshot(`cell-${index + 1}`, notebook.output(index).locator('.vega-embed').first());
    }
    await expectPicturesShow(notebook, 40);
    await expectPlayersPlay(notebook, 3);
  },
  LIMIT_MS + 60_000,
);
