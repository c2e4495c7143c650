import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { readerFromEnvironment } from '../../lib/answers/reader-from-environment';

afterEach(() => vi.unstubAllEnvs());

const set = (url: string, model: string, folder = 'nothing is here') => {
  vi.stubEnv('COURSE_READER_FOLDER', folder);
  vi.stubEnv('COURSE_READER_URL', url);
  vi.stubEnv('COURSE_READER_MODEL', model);
};

test('a server is named by its address and its model', () => {
  set('http://127.0.0.1:11434/v1', 'smollm2:135m');
  expect(readerFromEnvironment()).toEqual({ url: 'http://127.0.0.1:11434/v1', model: 'smollm2:135m' });
});

test('without either it is the model that is installed', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'course-reader-'));
  writeFileSync(path.join(folder, 'model.json'), '{}');
  set('', '', folder);
  expect(readerFromEnvironment()).toBe('model');
  rmSync(folder, { recursive: true });
});

test('without any there is none', () => {
  set('', '');
  expect(readerFromEnvironment()).toBeUndefined();
});

test.each([
  ['http://127.0.0.1:11434/v1', '', 'COURSE_READER_URL is set and COURSE_READER_MODEL is not'],
  ['', 'smollm2:135m', 'COURSE_READER_MODEL is set and COURSE_READER_URL is not'],
])('one alone is refused: %s %s', (url, model, message) => {
  set(url, model);
  expect(readerFromEnvironment).toThrow(message);
});
