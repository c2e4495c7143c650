import { expect, test } from 'vitest';
import type { Notebook } from '../../tools/course/notebook';
import { notebookText, savedBytes, sizeProblem } from '../../tools/course/size';

/** A notebook whose second cell shows a list of so many numbers. */
function notebook(numbers: number, metadata: Record<string, unknown> = { course: { version: '0.1.0' } }): Notebook {
  const data = { 'application/json': new Array(numbers).fill(1) };
  const cell = (outputs: unknown[]) =>
    ({ cell_type: 'code', source: '', metadata: {}, outputs }) as Notebook['cells'][0];
  const cells = [cell([]), cell([{ output_type: 'display_data', data, metadata: {} }])];
  return { cells, metadata, nbformat: 4, nbformat_minor: 5 };
}

test('a lesson may take four megabytes with its outputs, every number on a line of its own', () => {
  expect(sizeProblem(notebook(390_000))).toBeUndefined();
  expect(savedBytes(notebook(390_000))).toBeGreaterThan(3_500_000);
});

test('one that takes more is named with its largest cells', () => {
  expect(sizeProblem(notebook(450_000))).toMatch(
    /^saved .* takes 4\.5 MB, expected at most 4\.0 MB; .* cell 2 \(4\.5 MB\)/,
  );
});

test("a notebook of somebody's own may be as large as it likes", () => {
  expect(sizeProblem(notebook(500_000, {}))).toBeUndefined();
});

test('the text of a notebook is what Jupyter writes: one blank a level, and a line end', () => {
  expect(notebookText(notebook(1))).toContain('\n      "application/json": [\n       1\n');
  expect(notebookText(notebook(1)).endsWith('}\n')).toBe(true);
});
