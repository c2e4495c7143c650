import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
  reason?: string;
}
const load = createRequire(__filename);
const { countClosingLine, countRecord } = load(
  '../../tools/setup/test-steps.cjs',
) as typeof import('../../tools/setup/test-steps.cjs');
const { runStep, closingLine } = load(
  '../../tools/setup/run-steps.cjs',
) as typeof import('../../tools/setup/run-steps.cjs');
const { asProblem, Problem } = load('../../tools/setup/problem.cjs') as typeof import('../../tools/setup/problem.cjs');

describe('the sum of npm test', () => {
  const counted = (count: Count | undefined) => ({ count: () => count });
  const ends = (status: number) => ['-e', `process.exitCode = ${status}`];

  it('reads a closing line, the last one', () => {
    expect(countClosingLine('1 passed, 2 failed\nmore\n40 passed, 0 failed\n\n')).toEqual({
      passed: 40,
      failed: 0,
      skipped: 0,
    });
    expect(countClosingLine('3 passed, 0 failed, 2 skipped')).toEqual({ passed: 3, failed: 0, skipped: 2 });
    expect(countClosingLine('cell 3: 3 passed, 0 failed')).toBeUndefined();
  });

  it('counts a test file that could not be loaded as a failure', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'record-'));
    const file = path.join(folder, 'record.json');
    const numbers = { numPassedTests: 4, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 };
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'passed', assertionResults: [{}] },
    ];
    writeFileSync(file, JSON.stringify({ ...numbers, testResults }));
    expect(countRecord(file)).toEqual({ passed: 4, failed: 2, skipped: 2 });
    expect(countRecord(path.join(folder, 'none.json'))).toBeUndefined();
    rmSync(folder, { recursive: true });
  });

  it('a program that ends well passes, one that does not fails', async () => {
    expect(await runStep({ args: ends(0) })).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(await runStep({ args: ends(3) })).toMatchObject({ passed: 0, failed: 1, reason: 'status 3' });
  });

  it('a program that ends badly has failed, whatever it counted', async () => {
    const five = { passed: 5, failed: 0, skipped: 0 };
    expect(await runStep({ args: ends(0), ...counted(five) })).toEqual(five);
    expect(await runStep({ args: ends(1), ...counted(five) })).toMatchObject({ passed: 5, failed: 1 });
    expect(await runStep({ args: ends(1), ...counted({ ...five, failed: 2 }) })).toMatchObject({ failed: 2 });
  });

  it('a program that counts nothing has not passed', async () => {
    expect(await runStep({ args: ends(0), ...counted(undefined) })).toMatchObject({ passed: 0, failed: 1 });
    expect(await runStep({ args: ends(0), ...counted({ passed: 0, failed: 0, skipped: 3 }) })).toMatchObject({
      failed: 1,
    });
  });

  it('a program that hangs is ended and has failed', async () => {
    const count = await runStep({ args: ['-e', 'setInterval(() => {}, 1000)'] }, { limit: 500 });
    expect(count).toMatchObject({ passed: 0, failed: 1 });
    expect(count.reason).toContain('was ended');
  });

  it('what is missing for a step is the reason of its failure', async () => {
    const before = () => {
      throw new Problem('No Chromium was found.');
    };
    expect(await runStep({ args: ends(0), before })).toMatchObject({ failed: 1, reason: 'No Chromium was found.' });
  });

  it('closes with one line', () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(closingLine({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped');
  });
});

describe('errors of the file system', () => {
  it('a full disk', () => {
    const problem = asProblem(Object.assign(new Error('write'), { code: 'ENOSPC' }));
    expect(problem).toBeInstanceOf(Problem);
    expect((problem as Error).message).toMatch(/The disk is full.*Free some space/s);
  });

  it('anything else stays what it is', () => {
    const error = new TypeError('x is not a function');
    expect(asProblem(error)).toBe(error);
  });
});
