import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Notebook } from '../../tools/course/notebook';
import { learnerSource, solvedSource } from '../../tools/notebooks/exercise';
import { planNotebooks } from '../../tools/notebooks/plan';

const SOLVED = `const dot = (a: number[], b: number[]) => {
  // BEGIN SOLUTION
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
  // END SOLUTION
  // BEGIN STARTER
  // // Multiply and add up.
  //
  // return 0;
  // END STARTER
};`;

describe('an exercise', () => {
  test('has its starter in place of the solution', () => {
    expect(learnerSource(SOLVED)).toBe(`const dot = (a: number[], b: number[]) => {
  // Multiply and add up.

  return 0;
};`);
    expect(solvedSource(SOLVED)).not.toContain('STARTER');
  });

  test('may have several solutions; one without a starter leaves a comment', () => {
    const two = `// BEGIN SOLUTION\nconst a = 1;\n// END SOLUTION\nconst b = 2;\n  // BEGIN SOLUTION\n  use(a);\n  // END SOLUTION`;
    expect(learnerSource(two)).toBe('// Your code here.\nconst b = 2;\n  // Your code here.');
  });

  test.each([
    ['no solution', 'const a = 1;', 'without a // BEGIN SOLUTION'],
    ['a solution without an end', '// BEGIN SOLUTION\na', 'line 1: // BEGIN SOLUTION without a // END'],
    ['an end without a beginning', 'a\n// END SOLUTION', 'line 2: // END SOLUTION without'],
    [
      'a solution in a solution',
      '// BEGIN SOLUTION\n// BEGIN SOLUTION\n// END SOLUTION',
      'line 2: // BEGIN SOLUTION inside',
    ],
    [
      'a starter in a solution',
      '// BEGIN SOLUTION\n// BEGIN STARTER\n// END STARTER',
      'line 2: // BEGIN STARTER inside',
    ],
    ['a starter of its own', '// BEGIN STARTER\n// a\n// END STARTER', 'must follow'],
    [
      'code between solution and starter',
      '// BEGIN SOLUTION\na\n// END SOLUTION\nb\n// BEGIN STARTER\n// END STARTER',
      'line 5: // BEGIN STARTER must follow',
    ],
    [
      'a starter that is no comment',
      '// BEGIN SOLUTION\na\n// END SOLUTION\n// BEGIN STARTER\nb\n// END STARTER',
      'line 5: a starter\'s line must begin with "// "',
    ],
  ])('with %s is refused, with its line', (_, source, why) => {
    expect(() => learnerSource(source)).toThrow(why);
  });
});

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'course-'));
  mkdirSync(path.join(root, 'solutions'));
  mkdirSync(path.join(root, 'notebooks'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const title = { cell_type: 'markdown', metadata: {}, source: '# Why?' };
const code = (source: string, course: unknown = { quiet: true }) => ({
  cell_type: 'code',
  id: 'kept',
  metadata: { course, scrolled: true, execution: { shell: 'x' } },
  source,
  execution_count: 4,
  outputs: [{ output_type: 'stream', name: 'stdout', text: 'old' }],
});
const exercise = code(SOLVED, { exercise: 'dot', quiet: true, printsWhenSolved: ['correct'] });

function lesson(cells: unknown[], name = '01.ipynb', metadata: unknown = {}): void {
  const text = JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 2 });
  writeFileSync(path.join(root, 'solutions', name), text);
}

function notebooks(...options: string[]) {
  const tool = path.resolve(__dirname, '../../tools/notebooks.ts');
  return spawnSync(process.execPath, ['--import', 'tsx', tool, '--root', root, ...options], { encoding: 'utf8' });
}

const written = (name: string) => readFileSync(path.join(root, name), 'utf8');

describe('npm run notebooks', () => {
  test("writes the learner's lesson, cleans both, and has nothing to do the second time", () => {
    lesson([title, exercise], '01.ipynb', { kernelspec: { name: 'python3' } });
    expect(notebooks('--check').status).toBe(1);
    expect(readdirSync(path.join(root, 'notebooks'))).toEqual([]);
    expect(notebooks().status).toBe(0);
    expect(notebooks('--check').status).toBe(0);

    const learner = JSON.parse(written('notebooks/01.ipynb')) as Notebook;
    const solution = JSON.parse(written('solutions/01.ipynb')) as Notebook;
    expect(written('notebooks/01.ipynb')).not.toMatch(/a\.reduce|SOLUTION|STARTER|correct/);
    expect(learner.cells.map(cell => cell.id)).toEqual(['cell-1', 'kept']);
    expect(solution.cells.map(cell => cell.id)).toEqual(['cell-1', 'kept']);
    expect(learner.cells[1]).toMatchObject({ execution_count: null, outputs: [] });
    expect(learner.cells[1]!.metadata).toEqual({ course: { exercise: 'dot', quiet: true } });
    expect(learner.metadata.kernelspec).toEqual({ display_name: 'TypeScript', language: 'typescript', name: 'tslab' });
    expect(written('solutions/01.ipynb').endsWith('}\n')).toBe(true);
    expect(readdirSync(path.join(root, 'notebooks'))).toEqual(['01.ipynb']);
  });

  test('--check names the file that differs and the command that mends it', () => {
    lesson([title, exercise]);
    notebooks();
    writeFileSync(
      path.join(root, 'notebooks', '01.ipynb'),
      written('notebooks/01.ipynb').replace('Multiply', 'Divide'),
    );
    const { status, stderr } = notebooks('--check');
    expect(status).toBe(1);
    expect(stderr).toContain('notebooks/01.ipynb differs');
    expect(stderr).toContain('npm run notebooks');
    expect(written('notebooks/01.ipynb')).toContain('Divide');
  });

  test('writes nothing at all as long as one lesson has something to mend', () => {
    lesson([title, exercise]);
    lesson([title, code('1', {})], '02.ipynb');
    const { status, stderr } = notebooks();
    expect(status).toBe(1);
    expect(stderr).toContain('solutions/02.ipynb, cell 2: metadata.course promises nothing');
    expect(readdirSync(path.join(root, 'notebooks'))).toEqual([]);
  });
});

describe('an exercise stands on its own', () => {
  const imports = code(
    "import { check } from './lib/check';\nimport type { Row } from './lib/row';\nimport * as all from 'all';",
  );
  const made = code('const rows = [1];\nfunction helper() {}');
  const cell = (solution: string, head = '') =>
    code(`${head}\nconst f = (x: Row) => {\n// BEGIN SOLUTION\n${solution}\n// END SOLUTION\n};`, {
      exercise: 'f',
      quiet: true,
    });
  const problemsOf = (...cells: unknown[]) => {
    lesson([title, ...cells]);
    return planNotebooks(root).problems;
  };

  test.each([
    ['an import of a cell above', [imports, cell('check(x);')], 'cell 3: it uses "check", which another cell imports'],
    ['an import of a cell below', [cell('check(x);'), imports], 'cell 2: it uses "check"'],
    ['a namespace', [imports, cell('all.check(x);')], 'it uses "all"'],
    ['data, without a word', [made, cell('return rows;')], 'it uses "rows" of another cell: name it in a comment'],
    ['a function, without a word', [made, cell('helper();')], 'it uses "helper" of another cell'],
    ['data, named as part of a word', [made, cell('return rows;', '// narrows')], 'it uses "rows"'],
  ])('it may not use %s', (_, cells, why) => {
    expect(problemsOf(...cells).join('\n')).toContain(why);
  });

  test.each([
    ['what it imports again', [imports, cell('check(x);', "import { check } from './lib/check';")]],
    ['what a comment names', [made, cell('helper(rows);', '// rows and helper: run the cell above')]],
    ['names of its own that another cell imports, too', [imports, cell('const check = 1; return check;')]],
    ['properties and globals of such a name', [imports, made, cell('return Math.max(x.check, { rows: 1 }.rows);')]],
  ])('it may use %s', (_, cells) => {
    expect(problemsOf(...cells)).toEqual([]);
  });

  test('also as learners get it: a starter may borrow no more than a solution', () => {
    const starter = code(
      '// BEGIN SOLUTION\nconst f = 1;\n// END SOLUTION\n// BEGIN STARTER\n// check(1);\n// END STARTER',
      {
        exercise: 'f',
        quiet: true,
      },
    );
    expect(problemsOf(imports, starter)).toEqual([expect.stringContaining('it uses "check"')]);
  });

  test('other cells go on with what is above them', () => {
    expect(problemsOf(imports, code('check(all);'))).toEqual([]);
  });
});

describe('a lesson is refused', () => {
  test.each([
    ['that opens with code', [code('1')], 'cell 1: a lesson opens with its question'],
    ['with a cell of 16 lines', [title, code('1;\n'.repeat(16))], 'cell 2: 16 lines, expected 15 at most'],
    [
      'with a line of 101 columns',
      [title, code(`// ${'x'.repeat(98)}`)],
      'cell 2: a line of 101 columns, expected 100',
    ],
    [
      'whose starter has a line of 101 columns',
      [title, { ...exercise, source: SOLVED.replace('return 0;', `return 0; ${'x'.repeat(89)}`) }],
      'cell 2: a line of 101 columns',
    ],
    ['whose cells are long', [title, code('1;\n'.repeat(7))], 'solutions/01.ipynb: its code cells have 7 lines'],
    [
      'that imports 26 names',
      [title, code(`import { ${Array.from({ length: 26 }, (_, i) => `a${i}`)} } from 'a';`)],
      'solutions/01.ipynb: it imports 26 names, expected 25 at most',
    ],
    ['with an empty cell', [title, code('  ')], 'cell 2: an empty code cell'],
    ['with a misspelt promise', [title, code('1', { output: [] })], 'cell 2: metadata.course has the unknown key'],
    [
      'that is quiet and promises',
      [title, code('1', { quiet: true, prints: ['1'] })],
      'cell 2: metadata.course is "quiet"',
    ],
    [
      'with a solution that has no end',
      [title, code('// BEGIN SOLUTION', { exercise: 'a', quiet: true })],
      'cell 2: line 1',
    ],
    [
      'with an exercise that is none',
      [title, code('1', { exercise: 'a', quiet: true })],
      'without a // BEGIN SOLUTION',
    ],
    ['with a solution that belongs to no exercise', [title, code(SOLVED)], 'does not name the exercise'],
    ['with an exercise twice', [title, exercise, exercise], 'the exercise "dot" is in two cells'],
  ])('%s', (_, cells, why) => {
    lesson(cells);
    expect(planNotebooks(root).problems.join('\n')).toContain(why);
  });

  test('that is no JSON, or no notebook', () => {
    writeFileSync(path.join(root, 'solutions', '01.ipynb'), '{');
    writeFileSync(path.join(root, 'solutions', '02.ipynb'), '[]');
    const problems = planNotebooks(root).problems;
    expect(problems[0]).toContain('solutions/01.ipynb is no JSON');
    expect(problems[1]).toContain('solutions/02.ipynb is JSON, but no notebook');
  });

  test('that has no source', () => {
    lesson([title, exercise]);
    writeFileSync(path.join(root, 'notebooks', '09.ipynb'), '{}');
    expect(planNotebooks(root).problems).toEqual([expect.stringContaining('notebooks/09.ipynb has no source')]);
  });
});
