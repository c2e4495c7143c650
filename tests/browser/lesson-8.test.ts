import { expect } from 'vitest';
import type { NotebookPage } from './jupyterlab';
import { expectLessonRan, photographCharts, testShown } from './lesson';
import { expectPicturesShow, expectPlayersPlay } from './media';

testShown(
  '08-multimodal-rag',
  'lesson 8: answers stand beside their sources, and what is asked about can be seen and heard',
  async ran => {
    const { notebook } = ran;
    await expectLessonRan(ran);
    await photographCharts(ran);
    await expectPicturesShow(notebook, 7);
    await expectPlayersPlay(notebook, 2);
    await expectSources(notebook);
    await expectApart(notebook);
  },
);

/** Under each answer its source, with its address, and none under one that is "not in here". */
async function expectSources(notebook: NotebookPage): Promise<void> {
  const table = notebook.page.locator('.jp-OutputArea-output table', { hasText: 'Where do lions live today?' });
  const rows = await table.locator('tbody tr').allInnerTexts();
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatch(/Africa and India.*https:\/\/en\.wikipedia\.org\/wiki\/Lion/s);
  expect(rows[1]).toMatch(/Not in here.*no source/s);
}

/** A row for each way to ask, and each count in it with its interval. */
async function expectApart(notebook: NotebookPage): Promise<void> {
  const table = notebook.page.locator('.jp-OutputArea-output table', { hasText: 'rightly silent' });
  const rows = await table.locator('tbody tr').allInnerTexts();
  expect(rows).toHaveLength(4);
  for (const row of rows) expect(row.match(/\d+ of \d+, \d+ % \(\d+ to \d+\)/g)?.length, row).toBeGreaterThanOrEqual(4);
}
