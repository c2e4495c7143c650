import path from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { ROOT } from '../../tools/course/jupyter';
import { readNotebook } from '../../tools/course/notebook';
import { JupyterLab } from './jupyterlab';
import { chartCells, expectLessonRan } from './lesson';
import { expectClipsMove, expectPicturesShow, expectPlayersPlay } from './media';

const LESSON = path.join(ROOT, 'notebooks', '01-multimodality.ipynb');
const LIMIT_MS = 6 * 60_000;

let lab: JupyterLab;
beforeAll(async () => {
  lab = await JupyterLab.start();
});
afterAll(() => lab?.stop());

test(
  'lesson 1 runs; its pictures show, its sounds play, its clip moves',
  async () => {
    const lesson = readNotebook(LESSON);
    const notebook = await lab.open(LESSON);
    await notebook.runAll();
    await expectLessonRan(notebook, lesson, await notebook.waitUntilDone(LIMIT_MS));
    for (const index of chartCells(lesson)) {
      await notebook.screenshot(`cell-${index + 1}`, notebook.output(index).locator('.vega-embed').first());
    }
    const grid = lesson.cells.findIndex(cell => cell.source.includes('mediaGrid('));
    await notebook.screenshot('grid', notebook.output(grid).locator('table').first());
    await expectPicturesShow(notebook, 7);
    await expectPlayersPlay(notebook, 2);
    await expectClipsMove(notebook, 1);
  },
  LIMIT_MS + 60_000,
);
