import { expect, test } from 'vitest';
import { platformName, titleOf } from '../../../tools/grade/entries/platform-names';

test.each([
  ['Lee Ann_10231_assignsubmission_file_', { student: 'Lee Ann', id: '10231' }],
  ['leeann_511_80021_lesson-1.ipynb', { student: 'leeann', id: '511', late: false }],
  ['müller_LATE_512_80044_my_file.ipynb', { student: 'müller', id: '512', late: true }],
])('%s says whose it is, and Canvas whether it is late', (name, said) => {
  expect(platformName(name)).toEqual(said);
});

test.each([
  ['Lee Ann_10231_assignsubmission_file_/a/lesson.ipynb', 'lesson.ipynb'],
  ['Lee Ann_10231_assignsubmission_file_lesson.ipynb', 'lesson.ipynb'],
  ['all.zip/müller_LATE_512_80044_my_file-1.ipynb', 'my_file-1.ipynb'],
  ['ann/lesson (1).ipynb', 'lesson (1).ipynb'],
])('%s was called %s by its student', (name, title) => {
  expect(titleOf(name)).toBe(title);
});
