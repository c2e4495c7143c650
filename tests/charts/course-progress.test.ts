import { describe, expect, test } from 'vitest';
import { courseProgress, type ExerciseProgress } from '../../lib/charts/course-progress';
import { drawn, itemsOf } from './drawn';

const exercises: ExerciseProgress[] = [
  { title: 'InfoNCE', lesson: 'Contrastive loss', status: 'passed' },
  { title: 'Choose the temperature', lesson: 'Contrastive loss', status: 'tried' },
  { title: 'Draw pairs', lesson: 'Training', status: 'not tried' },
];

describe('courseProgress', () => {
  test('has a mark for each exercise, in three colours, below its lesson', async () => {
    const picture = await drawn(courseProgress(exercises));
    expect(picture.warnings).toEqual([]);
    expect(picture.texts).toEqual(
      expect.arrayContaining(['1 of 3 exercises passed', 'Contrastive loss', 'Training', 'InfoNCE', 'Draw pairs']),
    );
    const marks = itemsOf(picture, 'symbol').filter(item => item.size === 130);
    expect(new Set(marks.map(item => item.fill)).size).toBe(3);
  });

  test('says in words how far one has come', () => {
    expect(courseProgress(exercises).description).toMatch(
      /^1 of 3 exercises passed\. InfoNCE: passed; .*Draw pairs: not tried\.$/,
    );
  });

  test('refuses to draw nothing', () => {
    expect(() => courseProgress([])).toThrow(RangeError);
  });
});
