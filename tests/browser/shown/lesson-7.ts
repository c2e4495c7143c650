import { expect } from 'vitest';
import type { LessonShown } from '../lesson-shown';
import { expectPicturesShow } from '../media';

/** Lesson 7's photographs, what they find and the tables that compare are shown. */
export async function expectLesson7(lesson: LessonShown): Promise<void> {
  await expectPicturesShow(lesson, 60);
  await expectPrecisions(lesson);
}

/** A row for each precision, in bytes and with an interval beside each share. */
async function expectPrecisions(lesson: LessonShown): Promise<void> {
  const rows = await lesson.rowsOf('one bit');
  expect(rows.map(row => row.split('\t')[0])).toEqual(['float32', 'float16', 'int8', 'one bit']);
  for (const row of rows) expect(row.match(/\d+\.\d % \(\d+\.\d to \d+\.\d\)/g), row).toHaveLength(2);
}
