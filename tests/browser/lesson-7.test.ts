import { expect } from 'vitest';
import type { NotebookPage } from './jupyterlab';
import { expectLessonRan, photographCharts, testShown } from './lesson';
import { expectPicturesShow } from './media';

testShown(
  '07-photographs',
  'lesson 7: photographs, what they find and the tables that compare are shown',
  async ran => {
    const { notebook } = ran;
    await expectLessonRan(ran);
    await photographCharts(ran);
    await expectPicturesShow(notebook, 60);
    await expectPrecisions(notebook);
  },
);

/** A row for each precision, in bytes and with an interval beside each share. */
async function expectPrecisions(notebook: NotebookPage): Promise<void> {
  const table = notebook.page.locator('.jp-OutputArea-output table', { hasText: 'one bit' });
  const rows = await table.locator('tbody tr').allInnerTexts();
  expect(rows.map(row => row.split('\t')[0])).toEqual(['float32', 'float16', 'int8', 'one bit']);
  for (const row of rows) expect(row.match(/\d+\.\d % \(\d+\.\d to \d+\.\d\)/g), row).toHaveLength(2);
}
