import { expect } from 'vitest';
import type { NotebookPage } from './jupyterlab';
import { expectLessonRan, photographCharts, testShown } from './lesson';
import { expectClipsMove, expectPicturesShow, expectPlayersPlay } from './media';

testShown('06-multimodal-search', 'lesson 6: what the search finds is shown and can be played', async ran => {
  const { notebook } = ran;
  await expectLessonRan(ran);
  await photographCharts(ran);
  await expectPicturesShow(notebook, 40);
  await expectPlayersPlay(notebook, 5);
  await expectClipsMove(notebook, 5);
  await expectLanguages(notebook);
});

/** A row for each language, each share in it with its interval. */
async function expectLanguages(notebook: NotebookPage): Promise<void> {
  const table = notebook.page.locator('.jp-OutputArea-output table', { hasText: 'Portuguese' });
  const rows = await table.locator('tbody tr').allInnerTexts();
  expect(rows).toHaveLength(13);
  for (const row of rows) expect(row.match(/\d+ % \(\d+ to \d+\)/g), row).toHaveLength(4);
}
