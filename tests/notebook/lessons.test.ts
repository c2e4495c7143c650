import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { exerciseCells } from '../../lib/notebook/lessons';

const ROOT = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'course-lessons-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('an exercise that has moved is counted once, in the lesson where it is now', () => {
  mkdirSync(join(folder, 'notebooks'));
  const lesson = '06-multimodal-search.ipynb';
  // as a folder is left when a later version of the course is unpacked over an earlier one
  for (const name of ['05-multimodal-search.ipynb', lesson]) {
    copyFileSync(join(ROOT, 'notebooks', lesson), join(folder, 'notebooks', name));
  }
  const here = exerciseCells('notebooks').filter(cell => cell.lesson === '6. Multimodal search');
  expect(here.map(({ id }) => id)).toContain('recall-at-k');
  expect(exerciseCells('notebooks', folder)).toEqual(here);
});
