import { afterAll, beforeAll, expect, test } from 'vitest';
import { long } from '../long';
import { JupyterLab, type NotebookPage } from './jupyterlab';
import { expectLessonRan, openRun, photographCharts, runLesson } from './lesson';
import { expectPicturesShow } from './media';

const LESSON = '07-photographs';
const LIMIT_MS = 20 * 60_000;

let lab: JupyterLab;
beforeAll(async () => {
  lab = await JupyterLab.start();
});
afterAll(() => lab?.stop());

test(
  'lesson 7: photographs, what they find and the tables that compare are shown',
  async () => {
    const ran = long ? await runLesson(lab, LESSON, LIMIT_MS) : await openRun(lab, LESSON);
    await expectLessonRan(ran);
    await photographCharts(ran);
    await expectPicturesShow(ran.notebook, 60);
    await expectPrecisions(ran.notebook);
  },
  LIMIT_MS + 60_000,
);

/** A row for each precision, in bytes and with an interval beside each share. */
async function expectPrecisions(notebook: NotebookPage): Promise<void> {
  const table = notebook.page.locator('.jp-OutputArea-output table', { hasText: 'one bit' });
  const rows = await table.locator('tbody tr').allInnerTexts();
  expect(rows.map(row => row.split('\t')[0])).toEqual(['float32', 'float16', 'int8', 'one bit']);
  for (const row of rows) expect(row.match(/\d+\.\d % \(\d+\.\d to \d+\.\d\)/g), row).toHaveLength(2);
}
