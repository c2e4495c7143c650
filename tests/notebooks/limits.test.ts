import { describe, expect, test } from 'vitest';
import { cellExcess, lessonExcess } from '../../tools/notebooks/limits';

const lines = (count: number) => Array(count).fill('1;').join('\n');

describe('a code cell', () => {
  test('of 15 lines of 100 columns is not too long, wherever its text begins and ends', () => {
    expect(cellExcess([lines(15)])).toEqual([]);
    expect(cellExcess([`\n${lines(15)}\n\n`])).toEqual([]);
    expect(cellExcess(['x'.repeat(100)])).toEqual([]);
    expect(cellExcess(['🦁'.repeat(100)])).toEqual([]);
  });

  test('is too long if one of its versions is, and each line that is too wide is told once', () => {
    expect(cellExcess([lines(3), lines(16)])).toEqual([
      '16 lines, expected 15 at most: split it, or move what does not teach to lib/',
    ]);
    const [wide, wider] = [`  ${'a'.repeat(99)}`, 'b'.repeat(140)];
    expect(cellExcess([`${wide}\n${wider}`, `1;\n${wide}`])).toEqual([
      `a line of 101 columns, expected 100 at most: break it ("${'a'.repeat(40)}…")`,
      `a line of 140 columns, expected 100 at most: break it ("${'b'.repeat(40)}…")`,
    ]);
  });
});

describe('a lesson', () => {
  test.each([
    ['three cells, one of them long', [6, 15, 2], []],
    ['an even number of cells', [1, 6, 6, 15], []],
    ['between two cells', [1, 6, 7, 15], ['6.5 lines']],
    ['most cells long', [7, 8, 1], ['7 lines']],
    ['no code', [], []],
  ])('has its lines in the median: %s', (_, counts, told) => {
    expect(lessonExcess(counts.map(count => [lines(count)]))).toEqual(told.map(text => expect.stringContaining(text)));
  });

  test('counts an exercise as it is solved and as learners get it, each with what goes with it', () => {
    const exercises = (solved: number, starter: number) => Array(3).fill([lines(solved), lines(starter)]);
    expect(lessonExcess(exercises(6, 3))).toEqual([]);
    expect(lessonExcess(exercises(7, 3))).toHaveLength(1);
    expect(lessonExcess(exercises(3, 7))).toHaveLength(1);
  });

  test('counts each imported name once, types, namespaces and those of a starter too', () => {
    const named = (from: number, to: number) =>
      `import { ${Array.from({ length: to - from }, (_, i) => `a${from + i}`).join(', ')} } from './lib/a';`;
    const others = "import type { B } from './lib/b';\nimport * as c from 'c';\nimport d from 'd';";
    expect(lessonExcess([[named(0, 20)], [named(10, 22)], [others]])).toEqual([]);
    const [problem] = lessonExcess([[named(0, 20)], [others], ['1;', named(15, 23)]]);
    expect(problem).toMatch(/^it imports 26 names, expected 25 at most: .*a0, .*a22.*\)$/);
  });

  test('counts no name that is only written in a text or a comment', () => {
    expect(lessonExcess([[`// import { ${Array.from({ length: 30 }, (_, i) => `a${i}`)} } from 'a';`]])).toEqual([]);
  });
});
