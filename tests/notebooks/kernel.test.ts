import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../tools/course/jupyter';
import type { Kernel } from '../../tools/course/kernel';
import type { Output } from '../../tools/course/notebook';
import { Outputs, textOf } from '../../tools/course/outputs';
import { scratch, startKernel } from './support';

// What tools/kernel mends in tslab, as a learner sees it. One kernel for all tests: each leaves it usable.

const files = scratch();
const outputs = new Outputs();
let kernel: Kernel;
let executions = 0;

beforeAll(async () => {
  const folder = `./build/${path.basename(files.folder)}`;
  files.file('box/index.ts', "import { half } from './half';\nexport const quarter = (n: number) => half(half(n));\n");
  files.file(
    'box/half.ts',
    "/** Halves. */\nexport function half(n: number): number {\n  if (Number.isNaN(n)) throw new RangeError('NaN has no half');\n  return n / 2;\n}\n",
  );
  kernel = await startKernel(files.folder);
  kernel.onOutput = (id, message) => outputs.add(id, message);
  const { shown } = await cell(`import { quarter } from '${folder}/box';\nquarter(8)`);
  expect(textOf(shown).trim()).toBe('2'); // the folder's index was found
});

afterAll(async () => {
  await kernel?.stop();
  files.remove();
});

async function cell(source: string): Promise<{ status: string; count?: number; shown: Output[] }> {
  const id = ++executions;
  const { status, count } = await kernel.execute(id, source, 60);
  return { status, ...(count === undefined ? {} : { count }), shown: outputs.of(id) };
}

const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const errorIn = (shown: Output[]) => shown.find(one => one.output_type === 'error');

describe('the short form of a property', () => {
  test('finds what an earlier cell declared, and what the cell itself does', async () => {
    await cell('const rows = [1, 2, 3];\nlet other = 0;');
    const { status, shown } = await cell(
      'const own = 4;\nconst all = { rows, own };\n({ own: other } = all);\nJSON.stringify({ ...all, other })',
    );
    expect(status).toBe('ok');
    expect(textOf(shown)).toContain('{"rows":[1,2,3],"own":4,"other":4}');
  });

  test('of a name that nobody declared is an error that names it, on the line as it was written', async () => {
    const { status, shown } = await cell('const fine = 1;\nconst bad = { fine, nowhere };');
    expect(status).toBe('error');
    const error = errorIn(shown);
    const said = error?.output_type === 'error' ? `${error.evalue}\n${error.traceback.join('\n')}` : '';
    expect(said).toContain("Cannot find name 'nowhere'");
    expect(said).toMatch(/\b2:|line 2/);
  });
});

describe('an error', () => {
  test('is an error output with the frames of the cell and of lib, by the lines as they were written', async () => {
    const { status, shown } = await cell('const n = Number("x");\nquarter(n)');
    expect(status).toBe('error');
    const error = errorIn(shown);
    expect(error).toMatchObject({ ename: 'RangeError', evalue: 'NaN has no half' });
    const trace = error?.output_type === 'error' ? error.traceback.join('\n') : '';
    expect(trace).toContain("half.ts, line 3): if (Number.isNaN(n)) throw new RangeError('NaN has no half');");
    expect(trace).toMatch(/at quarter \(.*index\.ts/);
    expect(trace).toMatch(/at cell \[\d+\]/);
    expect(trace).not.toMatch(/node:|node_modules|tools\/kernel|evalmachine/);
    expect(trace).not.toContain(ROOT);
  });

  test('in the types is shown as the compiler words it', async () => {
    const { shown } = await cell("const a: number = 'a';\nconst b: string = 3;");
    expect(errorIn(shown)).toMatchObject({
      ename: 'TypeScript',
      traceback: [
        "1:7 - Type 'string' is not assignable to type 'number'.",
        "2:7 - Type 'number' is not assignable to type 'string'.",
      ],
    });
  });

  test('of names that no cell has declared says in one line which cells to run', async () => {
    const { shown } = await cell('const found = rowz.map(row => test_ + row);\nconsole.log(found, rowz, { test_ });');
    const says =
      "'rowz' and 'test_' come from cells above that have not run since the kernel started: choose Run > Run All Above " +
      'Selected Cell, then run this cell again. (Or are the names misspelled?)';
    expect(errorIn(shown)).toMatchObject({ ename: 'TypeScript', evalue: says, traceback: [says] });
  });

  test('aborts the cells that wait, in the words of the protocol, and no cell after them', async () => {
    const answers = await Promise.all([cell("throw new Error('first');"), cell("console.log('second');")]);
    expect(answers.map(answer => answer.status)).toEqual(['error', 'aborted']);
    expect(await cell('1;')).toMatchObject({ status: 'ok' });
  });
});

describe('an error that nobody awaited', () => {
  test('fails the cell that it came from', async () => {
    const { status, shown } = await cell("void Promise.reject(new TypeError('lost'));");
    expect(status).toBe('error');
    expect(errorIn(shown)).toMatchObject({ ename: 'TypeError', evalue: 'lost' });
  });

  test('is added to its cell when that has ended, and named at the start of the next', async () => {
    const first = await cell("void setTimeout(() => { throw new Error('late'); }, 150);");
    expect(first.status).toBe('ok');
    await wait(400);
    expect(errorIn(first.shown)).toMatchObject({ evalue: 'late' });
    const next = await cell("console.log('next');");
    expect(next.status).toBe('ok');
    expect(next.shown[0]).toEqual({
      output_type: 'stream',
      name: 'stderr',
      text: `after cell [${first.count}] had ended, an error that nobody awaited: Error: late\n`,
    });
  });

  test('does not end the kernel when a library listens for it and throws', async () => {
    await cell("process.on('unhandledRejection', reason => { throw reason; });");
    await cell("process.on('uncaughtException', error => { throw error; });");
    expect((await cell("void Promise.reject(new Error('again'));")).status).toBe('error');
    expect((await cell('2;')).status).toBe('ok');
  });
});

test('process.exit is refused with a reason, and the variables are still there', async () => {
  await cell('const kept = 17;');
  const { status, shown } = await cell('process.exit(1);');
  expect(status).toBe('error');
  expect(errorIn(shown)).toMatchObject({ evalue: expect.stringContaining('process.exit(1) would end the kernel') });
  expect(textOf((await cell('kept')).shown).trim()).toBe('17');
});

describe('an interrupt', () => {
  test.each([
    ['a busy loop', 'for (;;) {}'],
    ['a pending await', 'await new Promise(() => {});'],
  ])('ends %s and keeps the variables', async (_, source) => {
    await cell('const before = 4;');
    const running = cell(source);
    const again = setInterval(() => kernel.interrupt(), 400); // one that comes before the code has begun is lost
    const { status, shown } = await running;
    clearInterval(again);
    expect(status).toBe('error');
    expect(errorIn(shown)).toMatchObject({ ename: 'Interrupted' });
    expect(textOf((await cell('before')).shown).trim()).toBe('4');
  });
});

test('a file that appears beside imported ones, or in place of a folder, does not confuse the compiler', async () => {
  const box = `./build/${path.basename(files.folder)}/box`;
  files.file('box/new/file.ts', 'export const n = 1;\n');
  files.file('box.ts', 'export const quarter = (n: number) => n / 4 + 100;\n');
  // The compiler sees the files when the system tells it so.
  await expect
    .poll(async () => textOf((await cell(`import { quarter as ofFile } from '${box}';\nofFile(8)`)).shown).trim(), {
      timeout: 10_000,
      interval: 300,
    })
    .toBe('102');
});

test('a long loop that awaits lets its output through while it runs', async () => {
  const running = cell('for (let i = 0; i < 20; i++) { console.log(i); await new Promise(r => setTimeout(r, 50)); }');
  await expect.poll(() => textOf(outputs.of(executions)), { timeout: 10_000 }).toContain('0\n1\n');
  expect(textOf(outputs.of(executions))).not.toContain('19');
  expect((await running).status).toBe('ok');
});
