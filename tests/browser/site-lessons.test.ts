import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../tools/course/jupyter';
import { readNotebook } from '../../tools/course/notebook';
import { hasMarkers } from '../../tools/notebooks/exercise';
import { expectAccessible } from './accessible';
import { expectButtonsAnswerKeys, expectMenusAnswerKeys, expectSlidersAnswerKeys } from './controls';
import { shown } from './shown/all';
import { LessonOnSite, startSite, type TestSite, visitSite } from './site';

// The lessons on the site, as their run in the kernel left them: what the tests do with them in JupyterLab is done with them here.

const RUN = path.join(ROOT, 'build', 'course', 'solutions');
const NAMES = readdirSync(path.join(ROOT, 'solutions')).flatMap(
  file => path.basename(file).match(/^.+(?=\.ipynb$)/) ?? [],
);

/** A lesson's cells as a learner finds them. In its run, an exercise stands a second time, solved. */
const cellsOf = (name: string) =>
  readNotebook(path.join(RUN, `${name}.ipynb`)).cells.filter(({ source }) => !hasMarkers(source));

let site: TestSite;
beforeAll(async () => {
  site = await startSite('site-lessons', Object.fromEntries(NAMES.map(name => [name, cellsOf(name)])));
});
afterAll(() => site?.stop());

test.each(NAMES)('%s answers on the site as it does in JupyterLab', async name => {
  const { context, page, complaints } = await visitSite(site);
  const lesson = await LessonOnSite.open(page, site, name);
  await shown[name]?.(lesson);
  await expectAccessible(lesson);
  expect(complaints).toEqual([]);
  await context.close();
});

test('sliders, menus, buttons and boxes answer keys', async () => {
  const { context, page } = await visitSite(site);
  const lesson = await LessonOnSite.open(page, site, '02-contrastive-loss');
  await expectSlidersAnswerKeys(lesson);
  await expectMenusAnswerKeys(lesson);
  await expectButtonsAnswerKeys(lesson);
  await expectSlidersAnswerKeys(await LessonOnSite.open(page, site, '04-pca-and-umap'));
  await context.close();
});
