import { afterAll, beforeAll, expect, test } from 'vitest';
import { long } from '../long';
import { JupyterLab, type NotebookPage } from './jupyterlab';
import { expectLessonRan, openRun, photographCharts, runLesson } from './lesson';
import { expectClipsMove, expectPicturesShow, expectPlayersPlay } from './media';

const LESSON = '06-multimodal-search';
const LIMIT_MS = 20 * 60_000;

let lab: JupyterLab;
beforeAll(async () => {
  lab = await JupyterLab.start();
});
afterAll(() => lab?.stop());

test(
  'lesson 6: what the search finds is shown and can be played',
  async () => {
    const ran = long ? await runLesson(lab, LESSON, LIMIT_MS) : await openRun(lab, LESSON);
    await expectLessonRan(ran);
    await photographCharts(ran);
    await expectPicturesShow(ran.notebook, 40);
    await expectPlayersPlay(ran.notebook, 5);
    await expectClipsMove(ran.notebook, 5);
    await expectLanguages(ran.notebook);
  },
  LIMIT_MS + 60_000,
);

/** A row for each language, each share in it with its interval. */
async function expectLanguages(notebook: NotebookPage): Promise<void> {
  const table = notebook.page.locator('.jp-OutputArea-output table', { hasText: 'Portuguese' });
  const rows = await table.locator('tbody tr').allInnerTexts();
  expect(rows).toHaveLength(13);
  for (const row of rows) expect(row.match(/\d+ % \(\d+ to \d+\)/g), row).toHaveLength(4);
}
