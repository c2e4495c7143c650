import { describe, expect, test } from 'vitest';
import { type CellRun, judgeCell, takeNotices } from '../../tools/course/judge';
import type { Cell, Output } from '../../tools/course/notebook';

const cell = (course?: unknown): Cell => ({
  cell_type: 'code',
  source: '',
  metadata: course === undefined ? {} : { course },
});
const run = (outputs: Output[] = [], more: Partial<CellRun> = {}): CellRun => ({
  status: 'ok',
  outputs,
  late: [],
  ...more,
});
const stdout = (text: string): Output => ({ output_type: 'stream', name: 'stdout', text });
const stderr = (text: string): Output => ({ output_type: 'stream', name: 'stderr', text });
const display = (data: Record<string, unknown>): Output => ({ output_type: 'display_data', data, metadata: {} });
const failed: Output = { output_type: 'error', ename: 'E', evalue: 'bad', traceback: ['E: bad', '    at cell [1]'] };

const unsolved = { solved: false };
const found = (problems: { found: string }[]) => problems.map(problem => problem.found).join('; ');

describe('a cell passes', () => {
  test('when it was answered ok and promised nothing', () => {
    expect(judgeCell(cell(), run(), unsolved)).toEqual([]);
  });

  test('when each promised type is in some output, several in one or apart', () => {
    const outputs = ['text/html', 'text/plain'];
    expect(judgeCell(cell({ outputs }), run([display({ 'text/html': '<b>', 'text/plain': 'b' })]), unsolved)).toEqual(
      [],
    );
    const apart = [display({ 'text/html': '<b>' }), display({ 'text/plain': 'b' })];
    expect(judgeCell(cell({ outputs }), run(apart), unsolved)).toEqual([]);
  });

  test('when one of two outputs of a type has something in it', () => {
    const outputs = [display({ 'text/html': '' }), display({ 'text/html': 'a' })];
    expect(judgeCell(cell({ outputs: ['text/html'] }), run(outputs), unsolved)).toEqual([]);
  });

  test('when its text matches, whichever output it is in', () => {
    const prints = ['^accuracy 98\\.\\d %$', 'engine'];
    const outputs = [stdout('begin\naccuracy 98.8 %\n'), display({ 'text/html': '<i>engine</i>' })];
    expect(judgeCell(cell({ prints }), run(outputs), unsolved)).toEqual([]);
  });

  test('with stderr only if its metadata allows it', () => {
    expect(judgeCell(cell({ quiet: true, stderr: true }), run([stderr('w')]), unsolved)).toEqual([]);
  });
});

describe('a cell fails', () => {
  test('when what it prints names a folder of this machine; a notebook of somebody’s own may', () => {
    const outputs = [stdout(`read ${process.cwd()}/datasets`)];
    expect(found(judgeCell(cell({ prints: ['^read'] }), run(outputs), unsolved))).toContain(process.cwd());
    expect(judgeCell(cell({ prints: ['^read'] }), run([stdout('read datasets/')]), unsolved)).toEqual([]);
    expect(judgeCell(cell(), run(outputs), unsolved)).toEqual([]);
  });

  test.each(['error', 'aborted', 'abort', 'timeout', 'dead', 'not run', 'undefined', ''])(
    'when the answer is "%s"',
    status => {
      expect(judgeCell(cell(), run([], { status }), unsolved)).toHaveLength(1);
    },
  );

  test('with the error that it shows, not with the outputs that it owes besides', () => {
    const problems = judgeCell(cell({ outputs: ['image/png'] }), run([failed], { status: 'error' }), unsolved);
    expect(problems).toHaveLength(1);
    expect(found(problems)).toContain('E: bad');
  });

  test('when it shows an error and was answered ok', () => {
    expect(found(judgeCell(cell(), run([failed]), unsolved))).toContain('E: bad');
  });

  test('when it left an error behind', () => {
    expect(found(judgeCell(cell(), run([failed], { late: ['lost'] }), unsolved))).toBe('lost');
  });

  test('when a promised output is missing, of another type, or empty', () => {
    const promise = cell({ outputs: ['image/svg+xml'] });
    expect(found(judgeCell(promise, run(), unsolved))).toBe('no such output');
    expect(found(judgeCell(promise, run([display({ 'image/png': 'x' })]), unsolved))).toBe('only image/png');
    expect(found(judgeCell(promise, run([display({ 'image/svg+xml': '<svg></svg>' })]), unsolved))).toContain(
      'nothing is drawn',
    );
  });

  test('when its text does not match, or there is none', () => {
    expect(found(judgeCell(cell({ prints: ['98'] }), run([stdout('97')]), unsolved))).toBe('"97"');
    expect(found(judgeCell(cell({ prints: ['98'] }), run([stderr('98')]), unsolved))).toContain('no text');
  });

  test('when it writes to stderr', () => {
    expect(found(judgeCell(cell(), run([stderr('warning')]), unsolved))).toBe('warning');
  });

  test.each([
    [{ output: ['image/png'] }, 'unknown key "output"'],
    [{ outputs: 'image/png' }, 'must be a list'],
    [{ prints: ['('] }, 'no regular expression'],
    [{ quiet: 'yes' }, 'true or false'],
    [{ exercise: 3 }, 'must be an id'],
    ['outputs', 'must be an object'],
  ])('when its promise %j cannot be checked', (course, why) => {
    expect(found(judgeCell(cell(course), run(), unsolved))).toContain(why);
  });
});

describe('what a cell does not promise', () => {
  const value = '{\n  losses: [\n    7.8, 7.4\n  ],\n  steps: 2\n}\n';
  test.each([
    ['the value of the last line of a quiet cell', { quiet: true }, [stdout(value)], /losses/],
    [
      'the same under a display that is promised',
      { prints: ['2 steps'] },
      [display({ 'text/plain': '2 steps' }), stdout(value)],
      /losses/,
    ],
    ['the same behind a line that is promised', { prints: ['^done$'] }, [stdout('done\n'), stdout(value)], /losses/],
    ['a typed array', { prints: ['^done$'] }, [stdout('done\nFloat32Array(3) [ 1, 2, 3 ]\n')], /Float32Array/],
    ['a line of a quiet cell', { quiet: true }, [stdout('here\n')], /here/],
    ['a picture', { prints: ['^done$'] }, [stdout('done\n'), display({ 'image/png': 'iVBO' })], /image\/png/],
  ])('%s', (_, course, outputs, message) => {
    expect(found(judgeCell(cell(course), run(outputs), unsolved))).toMatch(message);
  });

  test('what it may show, and a value that a pattern asks for, are no fault', () => {
    const outputs = [stdout('0 strangers\n'), display({ 'image/svg+xml': '<svg/>', 'text/plain': 'none' })];
    expect(judgeCell(cell({ prints: ['strangers'], mayShow: ['image/svg+xml'] }), run(outputs), unsolved)).toEqual([]);
    expect(judgeCell(cell({ prints: ['^\\[ 1, 2 \\]$'] }), run([stdout('[ 1, 2 ]\n')]), unsolved)).toEqual([]);
    expect(judgeCell(cell({ prints: ['steps: 2'] }), run([stdout(value)]), unsolved)).toEqual([]);
    expect(found(judgeCell(cell({ prints: ['^done$'] }), run([stdout(`${value}done\n`)]), unsolved))).toMatch(/losses/);
  });

  test('a notebook of somebody’s own shows what it likes', () => {
    expect(judgeCell(cell(), run([stdout(value)]), unsolved)).toEqual([]);
  });
});

test('what only a solution prints is expected of solutions alone', () => {
  const promise = cell({ printsWhenSolved: ['correct'] });
  expect(judgeCell(promise, run([stdout('try again')]), unsolved)).toEqual([]);
  expect(judgeCell(promise, run([stdout('try again')]), { solved: true })).toHaveLength(1);
  expect(judgeCell(promise, run([stdout('correct')]), { solved: true })).toEqual([]);
});

test("the kernel's notices accuse the cell they name, and nothing else on stderr is lost", () => {
  const notice = 'after cell [7] had ended, an error that nobody awaited: TypeError: late\n';
  const { outputs, notices } = takeNotices([stderr(`${notice}a warning\n`), stdout('x')]);
  expect(notices).toEqual([{ cell: 7, message: 'TypeError: late' }]);
  expect(outputs).toEqual([stderr('a warning\n'), stdout('x')]);
  expect(takeNotices([stderr(notice)]).outputs).toEqual([]);
});
