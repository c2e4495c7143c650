import { requireSome } from './input/checks';
import { INK, SERIES_COLOURS, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';

export type ExerciseStatus = 'passed' | 'tried' | 'not tried';

export interface ExerciseProgress {
  title: string;
  lesson: string;
  status: ExerciseStatus;
}

const STATUSES: readonly ExerciseStatus[] = ['passed', 'tried', 'not tried'];
/** Beside its colour, each has a shape of its own. */
const COLOURS = [SERIES_COLOURS[2], SERIES_COLOURS[1], '#c3c8d2'];
const SHAPES = ['circle', 'triangle-up', 'square'];

/**
 * How far a learner has come: a mark for each exercise, below its lesson.
 * @throws RangeError for no exercise
 */
export function courseProgress(exercises: readonly ExerciseProgress[]): Chart {
  requireSome('courseProgress', 'exercises', exercises.length);
  const count = (status: ExerciseStatus) => exercises.filter(one => one.status === status).length;
  const lessons = [...new Set(exercises.map(({ lesson }) => lesson))];
  const values = exercises.map(one => ({ ...one }));
  const y = {
    field: 'title',
    type: 'nominal',
    sort: exercises.map(({ title }) => title),
    title: null,
    axis: { labelFontSize: 12, labelColor: INK, labelLimit: 420, labelPadding: 8, grid: true },
  };
  const scale = { domain: STATUSES };
  // above the rows, for the longest of their names leave no room beside them in a narrow window
  const legend = { orient: 'top', direction: 'horizontal' };
  return vegaLiteChart(
    {
      title: { text: `${count('passed')} of ${exercises.length} exercises passed` },
      data: { values },
      facet: { row: { field: 'lesson', type: 'nominal', sort: lessons, title: null, header: { labelOrient: 'top' } } },
      resolve: { scale: { y: 'independent' } },
      spacing: 6,
      spec: {
        width: 60,
        height: { step: 24 },
        mark: { type: 'point', filled: true, size: 130, opacity: 1 },
        encoding: {
          y,
          color: { field: 'status', type: 'nominal', title: null, legend, scale: { ...scale, range: COLOURS } },
          shape: { field: 'status', type: 'nominal', title: null, legend, scale: { ...scale, range: SHAPES } },
          tooltip: [
            { field: 'title', type: 'nominal', title: 'exercise' },
            { field: 'status', type: 'nominal', title: 'status' },
          ],
        },
      },
    },
    `${count('passed')} of ${exercises.length} exercises passed. ` +
      exercises.map(({ title, status }) => `${title}: ${status}`).join('; ') +
      '.',
  );
}
