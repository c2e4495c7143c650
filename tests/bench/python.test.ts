import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { FOLDER } from '../../bench/benchmark';
import { preparePython } from '../../bench/python';

describe("a peer's Python", () => {
  afterEach(() => vi.unstubAllEnvs());

  test('is the one that COURSE_PYTHON names, as in the set-up; where that is none, nothing is made', () => {
    vi.stubEnv('COURSE_PYTHON', '/nowhere/python3');
    expect(() => preparePython('nowhere', ['none==1'])).toThrow(/COURSE_PYTHON names no Python: \/nowhere\/python3/);
    expect(existsSync(join(FOLDER, 'nowhere'))).toBe(false);
  });
});
