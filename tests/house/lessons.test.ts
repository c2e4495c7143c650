import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './imports';

const lessons = readdirSync(path.join(ROOT, 'notebooks'))
  .filter(file => file.endsWith('.ipynb'))
  .map(file => path.basename(file, '.ipynb'));

/** The test that looks at a lesson in JupyterLab, where every lesson is gone through by the keyboard. */
const testOf = (lesson: string) => path.join('tests', 'browser', `lesson-${Number.parseInt(lesson, 10)}.test.ts`);

test.each(lessons)('%s is looked at in the browser', lesson => {
  const file = testOf(lesson);
  expect(existsSync(path.join(ROOT, file)), `${file}: write it, as those of other lessons`).toBe(true);
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  expect(text, `${file} opens the lesson by its name`).toContain(`'${lesson}'`);
  expect(text, `${file} checks what its cells gave, and that Tab goes through it`).toMatch(
    /\b(testShown|expectLessonRan)\(/,
  );
});
