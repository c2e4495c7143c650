import { chartWithControl } from '../hands';
import type { LessonShown } from '../lesson-shown';
import { expectClipsMove, expectPicturesShow, expectPlayersPlay } from '../media';

/** Lesson 1's pictures show, its sounds play, its clip moves, its space shows one modality. */
export async function expectLesson1(lesson: LessonShown): Promise<void> {
  await expectPicturesShow(lesson, 7);
  await expectPlayersPlay(lesson, 2);
  await expectClipsMove(lesson, 1);
  const space = await chartWithControl(lesson, 'show');
  await space.expectChange('heard', () => space.input('input').press('ArrowRight'));
  await space.expectChange('read', () => space.input('input', 2).check());
}
