import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NotebookResult } from '../../tools/course/run';
import { type Code, inParallel, notebookText, run, scratch } from './support';

// Notebooks that are broken, in the real kernel. Each ran before JupyterLab and nbclient would have called it a success,
// or must at least be reported with the cell that is to blame.

const DISPLAY = "import * as tslab from 'tslab';";
const EMPTY_CHART = '<svg xmlns="http://www.w3.org/2000/svg"><rect class="background" width="9" height="9"/></svg>';
const WAIT = 'await new Promise(resolve => setTimeout(resolve, 500));';
const slowly = (error: string) =>
  `async function work() { ${WAIT} throw new Error('${error}'); }\nvoid work();\nconsole.log('begun');`;

interface Case {
  why: string;
  cells: Code[];
  /** Numbers of the cells that fail, and what is said of the first. */
  failed: number[];
  says: string;
  timeout?: number;
}

const CASES: Case[] = [
  { why: 'a throw', cells: ['1;', "throw new RangeError('no such k');", '2;'], failed: [2, 3], says: 'no such k' },
  { why: 'a cell after an error', cells: ["throw 'text';", '2;'], failed: [1, 2], says: 'Thrown: text' },
  {
    why: 'a type error',
    cells: ["const n: number = 'a';"],
    failed: [1],
    says: "1:7 - Type 'string' is not assignable",
  },
  { why: 'a syntax error', cells: ['const = 3;'], failed: [1], says: 'Variable declaration expected' },
  {
    why: 'an import of nothing',
    cells: ["import { x } from './lib/nowhere';"],
    failed: [1],
    says: 'Cannot find module',
  },
  {
    why: 'an unawaited rejection',
    cells: ["void Promise.reject(new Error('lost'));", '2;'],
    failed: [1, 2],
    says: 'lost',
  },
  {
    why: 'an exception in a timer',
    cells: ["void setTimeout(() => { throw new Error('ticked'); }, 0);"],
    failed: [1],
    says: 'ticked',
  },
  {
    why: 'a rejection that surfaces while a later cell runs',
    cells: [slowly('surfaced'), `${WAIT}${WAIT}`, '3;'],
    failed: [1],
    says: 'surfaced',
  },
  { why: 'a rejection after the last cell', cells: ['1;', slowly('at last')], failed: [2], says: 'at last' },
  { why: 'process.exit', cells: ['process.exit(0);'], failed: [1], says: 'would end the kernel' },
  {
    why: 'a kernel killed by a signal',
    cells: ["process.kill(process.pid, 'SIGKILL');", '2;'],
    failed: [1, 2],
    says: 'signal 9',
  },
  {
    why: 'an endless loop',
    cells: ['for (;;) {}', '2;'],
    failed: [1, 2],
    says: 'did not end: the limit is 3 s',
    timeout: 3,
  },
  { why: 'an endless await', cells: ['await new Promise(() => {});'], failed: [1], says: 'did not end', timeout: 3 },
  {
    // Cells that end, but do not show what they promise: one kernel is enough for all of them.
    why: 'promises that are not kept',
    cells: [
      DISPLAY,
      ['const unused = 1;', { outputs: ['image/svg+xml'] }],
      ["tslab.display.html('<b>a picture</b>');", { outputs: ['image/svg+xml'] }],
      [`tslab.display.svg('${EMPTY_CHART}');`, { outputs: ['image/svg+xml'] }],
      ["tslab.display.raw('image/png', 'aaaa');", { outputs: ['image/png'] }],
      [
        "tslab.display.raw('application/vnd.vegalite.v5+json', { mark: 'bar' } as never);",
        { outputs: ['application/vnd.vegalite.v5+json'] },
      ],
      ["console.log('accuracy 12 %');", { prints: ['accuracy 9\\d'] }],
      ["console.error('deprecated');", { quiet: true }],
      ["console.log('kept');", { prints: ['kept'] }],
    ],
    failed: [2, 3, 4, 5, 6, 7, 8],
    says: 'no such output',
  },
];

const files = scratch();
const results = new Map<string, NotebookResult>();
afterAll(files.remove);

beforeAll(async () => {
  await inParallel([...CASES.entries()], 2, async ([i, { why, cells, timeout }]) => {
    const file = files.file(`${i}.ipynb`, notebookText(cells));
    results.set(why, await run(files.folder, file, { timeoutSeconds: timeout ?? 30 }));
  });
});

const failedCells = (result: NotebookResult) =>
  result.cells.filter(cell => cell.problems.length > 0).map(cell => cell.position);

describe('the runner reports', () => {
  test.each(CASES)('$why', ({ why, failed, says }) => {
    const result = results.get(why)!;
    expect(failedCells(result)).toEqual(failed);
    const first = result.cells[failed[0]! - 1]!;
    expect(first.problems.map(problem => problem.found).join('\n')).toContain(says);
    expect(first.source).not.toBe('');
  });

  test('each broken promise with what was found instead', () => {
    const found = results.get('promises that are not kept')!.cells.map(cell => cell.problems[0]?.found);
    expect(found).toEqual([
      undefined,
      'no such output',
      'only text/html',
      'one, but nothing is drawn in it',
      expect.stringContaining('one, but it does not begin like a PNG'),
      'one, but it has no data',
      '"accuracy 12 %"',
      'deprecated',
      undefined,
    ]);
  });
});

describe('a notebook that cannot be run', () => {
  test.each([
    ['no JSON', 'not json', 'is no JSON'],
    ['no notebook', '{"cells": 3}', 'is JSON, but no notebook'],
    ['of an old format', '{"cells": [], "nbformat": 3}', 'has notebook format 3, expected 4'],
    ['without a kernel', notebookText(['1;'], undefined).replace(/"kernelspec":\{.*?\}/, ''), 'names no kernel'],
    ['for another kernel', notebookText(['1;'], { name: 'python3' }), 'wants the kernel "python3", expected "tslab"'],
    ['in another language', notebookText(['1;'], { name: 'tslab', language: 'javascript' }), 'is in javascript'],
    ['without code', notebookText([]), 'has no code cell'],
  ])('%s', async (name, text, why) => {
    const result = await run(files.folder, files.file(`${name}.ipynb`, text));
    expect(result.problem).toContain(why);
  });

  test('not there', async () => {
    expect(existsSync('missing.ipynb')).toBe(false);
    expect((await run(files.folder, 'missing.ipynb')).problem).toContain('missing.ipynb is not there');
  });
});
