import type { LessonShown } from '../lesson-shown';
import { expectPicturesShow, expectPlayersPlay } from '../media';

/** What lesson 5 writes, speaks and draws is shown, and can be played. */
export async function expectLesson5(lesson: LessonShown): Promise<void> {
  await expectPicturesShow(lesson, 40);
  await expectPlayersPlay(lesson, 3);
}
