import { courseProgress, type ExerciseStatus } from '../charts/course-progress';
import { exercises } from '../exercises/all';
import { attemptsAt } from './attempts';
import { exerciseCells } from './lessons';
import { show } from './show';

function statusOf(id: string): ExerciseStatus {
  const { passed, failed } = attemptsAt(id);
  if (passed) return 'passed';
  return failed.length > 0 ? 'tried' : 'not tried';
}

/** Shows which exercises of the course are passed, tried, and not tried yet; in all lessons, since they were first opened. */
export async function progressOfCourse(): Promise<void> {
  const titles = new Map(exercises.map(({ id, title }) => [id, title]));
  const cells = exerciseCells('notebooks').filter(({ id }) => titles.has(id));
  await show(courseProgress(cells.map(({ id, lesson }) => ({ title: titles.get(id)!, lesson, status: statusOf(id) }))));
}
