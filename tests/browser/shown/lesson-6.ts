import { expect } from 'vitest';
import type { LessonShown } from '../lesson-shown';
import { expectClipsMove, expectPicturesShow, expectPlayersPlay } from '../media';

/** What lesson 6's search finds is shown, and can be played. */
export async function expectLesson6(lesson: LessonShown): Promise<void> {
  await expectPicturesShow(lesson, 40);
  await expectPlayersPlay(lesson, 5);
  await expectClipsMove(lesson, 5);
  await expectLanguages(lesson);
}

/** A row for each language, each share in it with its interval. */
async function expectLanguages(lesson: LessonShown): Promise<void> {
  const rows = await lesson.rowsOf('Portuguese');
  expect(rows).toHaveLength(13);
  for (const row of rows) expect(row.match(/\d+ % \(\d+ to \d+\)/g), row).toHaveLength(4);
}
