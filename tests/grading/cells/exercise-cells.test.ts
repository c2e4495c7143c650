import { describe, expect, test } from 'vitest';
import { readExercises } from '../../../tools/grade/cells/exercise-cells';
import { runCells } from '../../../tools/grade/walls/child/cells.cjs';
import { codeCell, notebookOf } from '../notebooks';

/** Runs what was found for an exercise, here and now, and gives what it hands in. */
async function handedIn(cells: (string | object)[], id = 'sum', lines = {}) {
  const text = JSON.stringify(notebookOf(cells.map(cell => (typeof cell === 'string' ? codeCell(cell) : cell))));
  const found = readExercises(text, 'a.ipynb', { lines, ids: ['sum'] }).submissions.find(one => one.id === id)!;
  if (!found.program) return found;
  const imported: string[] = [];
  const load = (name: string) => {
    imported.push(name);
    return { __esModule: true, two: 2, default: 3 };
  };
  const { handed, errors } = await runCells(JSON.parse(found.program.source) as string[], {
    id,
    require: load as unknown as NodeJS.Require,
    atRest: new Promise(resolve => setTimeout(resolve, 300)),
  });
  return { ...found, value: handed?.answer, errors, imported };
}

const answerOf = async (...cells: (string | object)[]) =>
  (await handedIn(cells)) as { value: unknown; imported: string[]; errors: unknown[] };

describe('what an exercise needs', () => {
  test('comes from other cells, with what these need', async () => {
    const { value } = await answerOf(
      'const { a, b: [c = 4] } = { a: 1, b: [] as number[] };\ninterface Row { x: number }',
      'function add(x: number, y: number): number { return x + y + late(); }',
      "await check('sum', add(a, c));",
      'const late = () => 10;',
    );
    expect(value).toBe(15);
  });

  test('holds what fills a list, and not what shows it', async () => {
    const { value } = await answerOf(
      'const list: number[] = [];\nfor (const x of [1, 2]) list.push(x);',
      'list[2] = 5;\nthrow new Error(`shown` + list);',
      "check('sum', list);",
    );
    expect(value).toEqual([1, 2, 5]);
  });

  test('does not run cells that it has no use for', async () => {
    const { value } = await answerOf("throw new Error('no');", 'const unused = missing();', "check('sum', 1);");
    expect(value).toBe(1);
  });

  test('does not mistake a local name for that of another cell', async () => {
    const { value } = await answerOf(
      "const row = (() => { throw new Error('no'); })();",
      "const f = (row: number) => { const { row: y } = { row }; return { row: y }; };\ncheck('sum', f(3));",
    );
    expect(value).toEqual({ row: 3 });
  });

  test('is what the names meant where it was handed in', async () => {
    const cells = ['const x = 1;', 'const x = 2;', "check('sum', () => x);", 'const x = 3;'];
    const { value } = await answerOf(...cells);
    expect((value as () => number)()).toBe(2);
  });

  test('is loaded from where it is imported, once it is used', async () => {
    const { value, imported } = await answerOf(
      "import { two, type Thing } from './lib/a';\nimport whole from './lib/b';\nimport * as all from './lib/c';",
      "import unused from './lib/d';",
      "check('sum', [two, whole, all.two]);",
    );
    expect(value).toEqual([2, 3, 2]);
    expect(new Set(imported)).toEqual(new Set(['./lib/a', './lib/b', './lib/c']));
  });

  test('is a class, an enum, and a function that is overloaded', async () => {
    const { value } = await answerOf(
      'class Box { constructor(readonly x = 7) {} }\nenum Side { left = 1, right }\nfunction f(x: string): void;\nfunction f(x: any) { return x; }',
      "check('sum', [new Box().x, Side.right, (f as any)(1)]);",
    );
    expect(value).toEqual([7, 2, 1]);
  });
});

describe('a name means what it means in the kernel', () => {
  const answer = "check('sum', () => f());";

  test.each([
    ['a variable that is assigned later', 7, ['let x = 1; const f = () => x;', 'x = 7;', answer]],
    ['one that is counted', 3, ['let x = 1; const f = () => x;', 'x++;', '++x', answer]],
    [
      'ones that are taken apart',
      9,
      ['let x = 1, y = 2; const f = () => x + y;', '[x, { y = 4 }] = [5, {}] as any;', answer],
    ],
    [
      'one that a function assigns',
      7,
      ['let x = 1; const f = () => x; function put(y: number) { x = y; }', 'put(7);', answer],
    ],
    ['one that is declared again', 1, ['const x = 1; const f = () => x;', 'const x = 7;', answer]],
    ['one of another cell that is declared again', 7, ['const x = 1;', 'const f = () => x;', 'const x = 7;', answer]],
    [
      'one that is assigned after the hand-in',
      1,
      ['let x = 1; const f = () => x;', `await ${answer}\nx = 7;`, 'x = 8;'],
    ],
    [
      'one that a cell assigned before its error',
      7,
      ['let x = 1; const f = () => x;', "x = 7;\nthrow new Error('no');", answer],
    ],
    [
      'one that a cell would assign after its error',
      1,
      ['let x = 1; const f = () => x;', "throw new Error('no');\nx = 7;", answer],
    ],
    [
      'one that a cell with an unknown name declares',
      1,
      ['const x = 1; const f = () => x;', 'x.y(nobody); const f = () => 7;', answer],
    ],
    [
      'one that a cell without sense declares',
      1,
      ['const x = 1; const f = () => x;', 'const f = () => 7;\n%time f()', answer],
    ],
    [
      'a constant that is assigned',
      1,
      ['const x = 1, y = [1]; const f = () => x * y[0];', 'y[0] = 2;\nx = 7;', answer],
    ],
    [
      'a list that a helper fills',
      2,
      ['const x: number[] = []; const f = () => x.length;\nconst add = () => x.push(1);', 'add(); add();', answer],
    ],
    [
      'a list that a helper is given',
      3,
      [
        'const x: number[] = []; const f = () => x.length;',
        'function fill(list: number[], n: number) { for (let i = 0; i < n; i++) list.push(i); }',
        'fill(x, 3);',
        answer,
      ],
    ],
    [
      'a list under another name',
      1,
      ['const x: number[] = []; const f = () => x.length;', 'const y = x;', 'y.push(1);', answer],
    ],
  ])('%s', async (_, expected, cells) => {
    const { value } = await answerOf(...cells);
    expect((value as () => unknown)()).toBe(expected);
  });

  test('and names of properties, labels and types are no variables', async () => {
    const used = `interface Row { bad: number } type bad = Row;
class Box implements Row { bad = 1; get wrong() { return this.bad; } wrong2() { return { bad: 2, wrong: 3 }; } }
enum Side { bad, wrong }
bad: for (;;) break bad;
check('sum', () => [new Box().wrong, Side.wrong]);`;
    const { value, errors } = await answerOf(
      "const bad = (() => { throw new Error('no'); })();\nconst wrong = bad;",
      used,
    );
    expect((value as () => unknown)()).toEqual([1, 1]);
    expect(errors).toEqual([]);
  });

  test('whether lines end with semicolons or not, and whatever they begin with', async () => {
    const { value } = await answerOf(
      'let total = 0\nconst add = (x: number) => { total += x }\nconst isOdd = (x: number) => x % 2 === 1',
      'add(1)\nadd(2)\n;[3].forEach(add)',
      "const fine =\n  !isOdd(2) &&\n  !isOdd(4)\nconst rest = 17\n  % 10\nawait check('sum', () => [total, fine, rest])\nconst [one] = [1]",
    );
    expect((value as () => unknown)()).toEqual([6, true, 7]);
  });

  test('also of cells that wait, and of modules that are loaded on the way', async () => {
    const { value, imported } = await answerOf(
      'async function* some() { yield 1; yield 2; }\nlet total = 0;\nfor await (const x of some()) total += x;',
      "const { two } = await import('./lib/a');\nconst three = require('./lib/b').default;",
      "check('sum', [total, two, three]);",
    );
    expect(value).toEqual([3, 2, 3]);
    expect(imported).toEqual(['./lib/a', './lib/b']);
  });
});

describe('where an exercise is handed in', () => {
  test.each([
    ['then', ["check('sum', 5).then(() => {}).catch(() => {}).finally(() => {});"]],
    ['another name', ["import { check as verify } from './lib/notebook/check';", "await verify('sum', 5);"]],
    ['a variable', ['const c = check;', "await c('sum', 5);"]],
    ['the whole module', ["import * as course from './lib/notebook/check';\nawait course.check('sum', 5);"]],
    ['the module, loaded on the way', ["const { check: c } = await import('./lib/notebook/check');\nc('sum', 5);"]],
    ['a function', ['const hand = (id: string, x: number) => check(id, x);', "hand('sum', 5);"]],
    ['a function that a later cell calls', ["async function hand() { await check('sum', 5); }", 'await hand();']],
    ['a list', ["for (const [id, x] of [['sum', 5]] as const) await check(id, x);"]],
    [
      'an async function that nobody awaits',
      ["(async () => { await new Promise(r => setTimeout(r, 20)); check('sum', 5); })();"],
    ],
    ['check, though a cell declares one of its own', ["function check() { return 'Passed'; }", "check('sum', 5);"]],
    ['a timer', ["setTimeout(() => check('sum', 5), 20);"]],
    ['a cell that ends with an error', ["check('sum', 5);\nthrow new Error('after');"]],
    ['a cell that waits for ever', ["check('sum', 5);\nawait new Promise(() => {});\nvoid check('sum', 6);"]],
  ])('may be by %s', async (_, cells) => {
    expect((await answerOf(...cells)).value).toBe(5);
  });

  test('is where check is called, however it is written', async () => {
    const { value } = await answerOf('(async () => {\n  await check(`sum`,\n    5);\n})();');
    expect(value).toBe(5);
  });

  test('is the cell with its name when check is gone, and the course’s own line is put back', async () => {
    const cell = codeCell('const x = 6;', { metadata: { course: { exercise: 'sum' } } });
    expect(await handedIn([cell], 'sum', { sum: "await check('sum', x);" })).toMatchObject({ value: 6 });
  });

  test('is said of a cell that is no TypeScript', async () => {
    expect(await handedIn(["const = 1;\ncheck('sum', 1);"])).toMatchObject({
      problem: expect.stringContaining('cell 1, line 1 is no TypeScript'),
    });
  });

  test('is nowhere in a comment or a text', () => {
    const text = JSON.stringify(notebookOf([codeCell("// check('sum', 1)\nconst x = \"check('sum', 1)\";")]));
    expect(readExercises(text, 'a.ipynb', { lines: {}, ids: ['sum'] }).submissions).toEqual([]);
  });

  test('an export is refused as in the kernel', async () => {
    expect(await handedIn(["export const x = 1;\ncheck('sum', x);"])).toMatchObject({
      problem: 'a cell cannot export',
    });
  });
});

describe('the language that the metadata name', () => {
  const read = (metadata: object, sources: string[]) =>
    readExercises(
      JSON.stringify(
        notebookOf(
          sources.map(source => codeCell(source)),
          metadata,
        ),
      ),
      'a.ipynb',
      {
        lines: {},
        ids: ['sum'],
      },
    );

  test.each([
    ['python', { kernelspec: { name: 'python3' }, language_info: { name: 'python' } }],
    ['python', { language_info: { name: 'python', version: 3 }, orig_nbformat: 2 }],
    ['tsx', { kernelspec: undefined, language_info: { name: 'tsx' } }],
    ['polyglot', { kernelspec: { name: '.net-csharp', language: 'polyglot-notebook' } }],
  ])('is advice where there is TypeScript: %s', (language, metadata) => {
    const { submissions, notes } = read(metadata, ["check('sum', 1);", 'import numpy as np']);
    expect(submissions).toEqual([expect.objectContaining({ id: 'sum', program: expect.anything() })]);
    expect(notes).toEqual([expect.stringContaining(language)]);
  });

  test('is of no weight where it is TypeScript, or none is named', () => {
    for (const metadata of [{}, { kernelspec: undefined, language_info: undefined }, { kernelspec: 'x' }]) {
      expect(read(metadata, ["check('sum', 1);"]).notes).toEqual([]);
    }
  });

  test('is believed where nothing is handed in', () => {
    const metadata = { kernelspec: { name: 'python3' } };
    expect(() => read(metadata, ['print(1)'])).toThrow('a.ipynb is in python3, expected typescript');
  });

  test('is believed where nothing is TypeScript', () => {
    const metadata = { kernelspec: { name: 'python3', language: 'python' } };
    expect(() => read(metadata, ['def f(x):\n  return x', 'print "a"'])).toThrow(
      'a.ipynb is in python, expected typescript',
    );
  });
});

test.each([0, 1, 2, 3, 4, 5])('format 4.%i is read, with a source in lines or in one text', minor => {
  const source = "const x = 1;\r\ncheck('sum', x);";
  for (const cell of [codeCell(source), { ...codeCell(source), source }, { cell_type: 'code', source }]) {
    const text = JSON.stringify({ ...notebookOf([cell]), nbformat_minor: minor });
    expect(readExercises(text, 'a.ipynb', { lines: {}, ids: ['sum'] }).submissions).toHaveLength(1);
  }
});

test('format 3 is named', () => {
  const text = JSON.stringify({
    metadata: {},
    nbformat: 3,
    worksheets: [{ cells: [{ cell_type: 'code', input: '1' }] }],
  });
  expect(() => readExercises(text, 'a.ipynb', { lines: {}, ids: [] })).toThrow(/has notebook format 3, expected 4/);
});
