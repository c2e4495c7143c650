import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findSubmissions, studentOf } from '../../tools/grade/submissions';

const folder = mkdtempSync(path.join(tmpdir(), 'course-submissions-'));
const here = (...parts: string[]) => path.join(folder, ...parts);

beforeAll(() => {
  for (const below of ['b', 'b/.ipynb_checkpoints', 'empty', 'linked']) mkdirSync(here(below));
  for (const name of ['z.ipynb', 'a.txt', 'b/1.ipynb', 'b/.ipynb_checkpoints/1.ipynb']) writeFileSync(here(name), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('submissions', () => {
  test('are the notebooks of a folder and of those in it, in the order of their names, without what JupyterLab keeps', () => {
    expect(findSubmissions([folder]).files.map(({ name }) => name)).toEqual(['b/1.ipynb', 'z.ipynb']);
  });

  test('may be named one by one', () => {
    expect(findSubmissions([here('z.ipynb')])).toEqual({
      files: [{ file: here('z.ipynb'), name: 'z.ipynb' }],
      problems: [],
    });
  });

  test.skipIf(process.platform === 'win32')('are no links, neither to files nor round in circles', () => {
    symlinkSync('/etc/passwd', here('linked', 'x.ipynb'));
    symlinkSync(folder, here('linked', 'round'));
    const { files, problems } = findSubmissions([here('linked')]);
    expect(files).toEqual([]);
    expect(problems).toEqual([expect.stringContaining('x.ipynb is a link')]);
  });

  test('of which two would have one name are refused', () => {
    expect(() => findSubmissions([here('b'), here('b', '1.ipynb')])).toThrow(/Two notebooks are called 1\.ipynb/);
  });

  test('belong to whose folder they lie in, or to one student each', () => {
    expect(['ada/1.ipynb', 'ada/late/2.ipynb', 'bob.ipynb'].map(studentOf)).toEqual(['ada', 'ada', 'bob']);
  });

  test('that are none are an error', () => {
    expect(() => findSubmissions([here('empty')])).toThrow(/There is no notebook/);
    expect(() => findSubmissions([here('nowhere')])).toThrow(/is not there/);
  });
});
