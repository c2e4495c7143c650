import { expect } from 'vitest';
import { chartWithControl } from '../hands';
import type { LessonShown } from '../lesson-shown';
import { expectPicturesShow, expectPlayersPlay } from '../media';

/** Lesson 8's answers stand beside their sources, what is asked about can be seen and heard, and two spaces can be mixed. */
export async function expectLesson8(lesson: LessonShown): Promise<void> {
  await expectPicturesShow(lesson, 7);
  await expectPlayersPlay(lesson, 2);
  await expectSources(lesson);
  await expectApart(lesson);
  const bars = await chartWithControl(lesson, 'weight of texts');
  await bars.expectChange('weighted', () => lesson.slide(bars.input('input[type=range]'), 0.5));
  await bars.expectChange('alike', () => lesson.choose(bars.input('select'), 'Trumpet'));
}

/** Under each answer its source, with its address, and none under one that is "not in here". */
async function expectSources(lesson: LessonShown): Promise<void> {
  const rows = await lesson.rowsOf('Where do lions live today?');
  expect(rows).toHaveLength(5);
  expect(rows[0]).toMatch(/Africa and India.*https:\/\/en\.wikipedia\.org\/wiki\/Lion/s);
  expect(rows[1]).toMatch(/Not in here.*no source/s);
  expect(rows[4]).toMatch(/20,000 taste buds.*https:\/\/sources\.debian\.org\/src\/gcompris-qt\//s);
}

/** A row for each way to ask, and each count in it with its interval. */
async function expectApart(lesson: LessonShown): Promise<void> {
  const rows = await lesson.rowsOf('rightly silent');
  expect(rows).toHaveLength(4);
  for (const row of rows) expect(row.match(/\d+ of \d+, \d+ % \(\d+ to \d+\)/g)?.length, row).toBeGreaterThanOrEqual(4);
}
