import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Kernel } from '../../tools/course/kernel';
import { scratch, startKernel } from './support';

/* What names mean from cell to cell, in the kernel. */

const place = scratch();
let kernel: Kernel;
let executions = 0;

beforeAll(async () => {
  kernel = await startKernel(place.folder);
});
afterAll(async () => {
  await kernel.stop();
  place.remove();
});

/** What each cell prints, or the error that it ends with. */
async function printed(...cells: string[]): Promise<string[]> {
  const texts: string[] = [];
  for (const cell of cells) {
    let text = '';
    kernel.onOutput = (_, { content }) => {
      text += content.text ?? (content.evalue === undefined ? '' : `${content.ename}: ${content.evalue}`);
    };
    await kernel.execute(++executions, cell, 30);
    texts.push(text.trim());
  }
  return texts;
}

test('what a later cell assigns is seen by the functions of the cell that declared it, and the other way round', async () => {
  const declared = 'let rate = 1, [low, { high }] = [2, { high: 3 }]; const now = () => [rate, low, high];';
  const own = 'const raise = () => { rate += 1; return rate; };';
  const texts = await printed(
    declared + own,
    'rate = 10;\nnow()',
    '[low, { high }] = [20, { high: 30 }]; now()',
    'raise(); rate',
    'rate--; raise()',
  );
  expect(texts.slice(1)).toEqual(['[ 10, 2, 3 ]', '[ 10, 20, 30 ]', '11', '11']);
});

test('a name that is declared again is another variable, and functions of the first cell keep theirs', async () => {
  const texts = await printed(
    'let size = 1; const ownSize = () => size;',
    'const othersSize = () => size;',
    'let size = 5; [ownSize(), othersSize(), size]',
    'size = 6; [ownSize(), othersSize(), size]',
  );
  expect(texts.slice(2)).toEqual(['[ 1, 5, 5 ]', '[ 1, 6, 6 ]']);
});

test('for await runs at the top of a cell, and a last line with await is shown', async () => {
  const texts = await printed(
    'async function* three() { yield 1; yield 2; yield 3; }',
    'for await (const x of three()) console.log(x);',
    'let sum = 0\nfor await (const x of three()) sum += x\nsum',
    'await Promise.resolve(sum + 1)',
  );
  expect(texts).toEqual(['', '1\n2\n3', '6', '7']);
});

test('whatever a cell declares can be used in the next one, in every form', async () => {
  const texts = await printed(
    'enum Side { left = 1, right }\nabstract class Shape { abstract area: number; }\nclass Box extends Shape { get area() { return 4; } }\nnamespace Units { export const metre = 1; }\nnamespace Types { export interface Row { area: number } }\nvar old = 2\nfunction* count() { yield* [1, 2]; }',
    "import * as path from 'node:path';\nimport fs, { existsSync as exists } from 'node:fs';\nconst { sep } = await import('node:path');",
    'old++; ({ area: new Box().area, side: Side.right, metre: Units.metre, old, list: [...count()] })',
    '[exists(path.sep), typeof fs.readFileSync, sep === path.sep]',
    'const read = ({ old = 9 }: { old?: number }) => ({ old });\nold++; [read({}), { old }, Units.metre]',
  );
  expect(texts.slice(2)).toEqual([
    '{ area: 4, side: 2, metre: 1, old: 3, list: [ 1, 2 ] }',
    "[ true, 'function', true ]",
    '[ { old: 9 }, { old: 4 }, 1 ]',
  ]);
});

test('a cell that fails before it declares a name again leaves the first one as it is', async () => {
  const texts = await printed(
    'let kept = 1; const look = () => kept;',
    "if (kept) throw new Error('an experiment');\nlet again = 2, look2 = look;",
    "throw new Error('another')\nlet kept = 3;",
    'kept = 4; [kept, look()]',
  );
  expect(texts[1]).toBe('Error: an experiment');
  expect(texts[3]).toBe('[ 4, 4 ]');
});
