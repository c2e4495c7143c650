import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { attemptsAt, rememberAttempt } from '../../lib/notebook/attempts';

const folder = mkdtempSync(join(tmpdir(), 'course-attempts-'));
const file = join(folder, 'runs', 'exercises.json');
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('attempts', () => {
  test('nothing is known of an exercise that was never tried', () => {
    expect(attemptsAt('sum', file)).toEqual({ passed: false, failed: [] });
  });

  test('the same answer again is the same attempt', () => {
    for (const answer of ['a', 'a', 'b']) rememberAttempt('sum', false, answer, file);
    expect(attemptsAt('sum', file).failed).toHaveLength(2);
    expect(attemptsAt('other', file).failed).toHaveLength(0);
  });

  test('who has passed has passed, whatever comes later', () => {
    rememberAttempt('sum', true, 'a', file);
    rememberAttempt('sum', false, 'b', file);
    expect(attemptsAt('sum', file)).toMatchObject({ passed: true });
  });

  test('a damaged file, and one that cannot be written, are no errors', () => {
    rememberAttempt('sum', false, 'a', file);
    writeFileSync(file, '{"sum": {"failed": 3}');
    expect(attemptsAt('sum', file).failed).toEqual([]);
    expect(() => rememberAttempt('sum', true, 'a', join(file, 'below-a-file.json'))).not.toThrow();
  });
});
