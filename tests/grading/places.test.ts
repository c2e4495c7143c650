import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { TSX } from './grader';
import { ROOT } from './notebooks';

const place = realpathSync(mkdtempSync(path.join(tmpdir(), 'course-places-')));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** Where a path leads that was typed in a folder, and how it is told. */
function typed(one: string, cwd: string, env: object = {}): [string, string] {
  const { INIT_CWD, ...plain } = process.env;
  const script = `const { placeOf, asTyped } = require(${JSON.stringify(path.join(ROOT, 'tools', 'places.ts'))});
    const place = placeOf(${JSON.stringify(one)}); console.log(JSON.stringify([place, asTyped(place)]));`;
  const options = { cwd, env: { ...plain, ...env }, encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, ['--import', TSX, '-e', script], options));
}

describe('a path of the command line', () => {
  test('is meant from where npm was called, and told so', () => {
    expect(typed('ada', ROOT, { INIT_CWD: place })).toEqual([path.join(place, 'ada'), 'ada']);
    expect(typed('../x', ROOT, { INIT_CWD: path.join(ROOT, 'notebooks') })).toEqual([path.join(ROOT, 'x'), '../x']);
    expect(typed('.', ROOT, { INIT_CWD: place })).toEqual([place, '.']);
  });

  test('is meant from the current folder without npm, or where npm called somebody else', () => {
    expect(typed('ada', place)).toEqual([path.join(place, 'ada'), 'ada']);
    expect(typed('ada', place, { INIT_CWD: ROOT })).toEqual([path.join(place, 'ada'), 'ada']);
  });

  test('that begins at the root stays', () => {
    expect(typed(place, ROOT)[0]).toBe(place);
  });
});
