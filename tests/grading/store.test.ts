import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keyIn, openStore } from '../../tools/grade/store';

const place = mkdtempSync(path.join(tmpdir(), 'course-store-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const here = (name: string) => path.join(place, name);

const grade = { name: 'a.ipynb', student: 'a', notes: [], exercises: [] };
const key = keyIn(here('grader'));

test('what is kept is found by those who have written it, for the same notebook and grader', () => {
  openStore(here('one'), 'grader', key).keep('a.ipynb', 'digest', grade);
  expect(openStore(here('one'), 'grader', keyIn(here('grader'))).find('a.ipynb', 'digest')).toEqual(grade);
  expect(openStore(here('one'), 'grader', key).find('a.ipynb', 'other')).toBeUndefined();
  expect(openStore(here('one'), 'grader', key).find('b.ipynb', 'digest')).toBeUndefined();
  expect(openStore(here('one'), 'another', key).find('a.ipynb', 'digest')).toBeUndefined();
});

test('what others have written is no grade', () => {
  openStore(here('theirs'), 'grader', keyIn(here('their grader'))).keep('a.ipynb', 'digest', grade);
  cpSync(here('theirs'), here('handed in'), { recursive: true });
  expect(openStore(here('handed in'), 'grader', key).find('a.ipynb', 'digest')).toBeUndefined();
});

test('a grade that was changed is none', () => {
  const store = openStore(here('changed'), 'grader', key);
  store.keep('a.ipynb', 'digest', grade);
  const [file] = readdirSync(here('changed')).map(name => path.join(here('changed'), name));
  writeFileSync(file, readFileSync(file, 'utf8').replace('"notes":[]', '"notes":["x"]'));
  expect(store.find('a.ipynb', 'digest')).toBeUndefined();
});
