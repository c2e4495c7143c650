import { expect } from 'vitest';
import { axeFaults } from './axe';
import { tabProblems } from './keyboard';
import type { LessonShown } from './lesson-shown';

/** Tab comes to all that can be done with what a lesson shows, and axe finds nothing in it, in the dark and in the light. */
export async function expectAccessible(lesson: LessonShown): Promise<void> {
  expect(await tabProblems(lesson)).toEqual([]);
  for (const theme of ['dark', 'light'] as const) {
    await lesson.wear(theme);
    expect(await axeFaults(lesson.page, lesson.outputs), `what axe finds in the outputs, ${theme}`).toEqual([]);
  }
}
