import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Kernel } from '../../tools/course/kernel';
import type { Output } from '../../tools/course/notebook';
import { Outputs, textOf } from '../../tools/course/outputs';
import { scratch, startKernel } from './support';

// Code that does not end by itself, in the real kernel: one for all tests, each leaves it usable.

const files = scratch();
const outputs = new Outputs();
let kernel: Kernel;
let executions = 0;

beforeAll(async () => {
  kernel = await startKernel(files.folder);
  kernel.onOutput = (id, message) => outputs.add(id, message);
  await cell("import { check } from './lib/notebook/check';\nconst kept = 17;");
  await cell('const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));');
});

afterAll(async () => {
  await kernel?.stop();
  files.remove();
});

async function cell(source: string): Promise<{ status: string; shown: Output[]; seconds: number }> {
  const id = ++executions;
  const start = performance.now();
  const { status } = await kernel.execute(id, source, 60);
  return { status, shown: outputs.of(id), seconds: (performance.now() - start) / 1000 };
}

const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const usable = async () => expect(textOf((await cell('await sleep(1); kept')).shown).trim()).toBe('17');

describe('the interrupt ends', () => {
  test.each([
    ['a loop', 'for (;;) {}'],
    ['a loop after an await', 'await null; for (;;) {}'],
    ['a loop after a timer', 'await sleep(100); for (;;) {}'],
    ['a loop of awaits that wait for nothing', 'for (;;) await null;'],
    [
      'a function that calls itself after an await',
      'const on = async (): Promise<void> => { await null; await on(); }; await on();',
    ],
    ['a promise chain', 'const then = (): Promise<void> => Promise.resolve().then(then); await then();'],
    ['a regular expression that goes back and forth', "await sleep(1); /^(a+)+$/.test('a'.repeat(50) + 'b');"],
    ['a loop in a callback of a timer', 'await new Promise(() => setTimeout(() => { for (;;); }, 100));'],
    ['a loop that catches all errors', 'await null; for (;;) { try { for (;;); } catch {} }'],
    ['a loop that prints', "await null; for (let i = 0; ; i++) console.log('line ' + i);"],
    ['a loop in a function of an array', 'await null; [1].map(() => { for (;;); });'],
    ['a promise that is never resolved', 'await new Promise(() => {});'],
    ['an interval', 'await new Promise(() => { setInterval(() => {}, 10); });'],
  ])('%s within five seconds, and the variables are kept', async (_, source) => {
    const running = cell(source);
    await wait(1000);
    kernel.interrupt();
    const { status, shown, seconds } = await running;
    expect(status).toBe('error');
    expect(seconds).toBeLessThan(6);
    expect(shown.filter(one => one.output_type === 'error')).toMatchObject([{ ename: 'Interrupted' }]);
    await usable();
  });

  test('a loop, however often it is pressed', async () => {
    const running = cell('await null; for (;;) {}');
    await wait(500);
    const pressing = setInterval(() => kernel.interrupt(), 100);
    const { status, seconds } = await running;
    clearInterval(pressing);
    expect(status).toBe('error');
    expect(seconds).toBeLessThan(6);
    await wait(500);
    await usable();
  });

  test('a round of an interval that is busy for ever, after its cell has ended: then it can be cleared', async () => {
    await cell('const busy = setInterval(() => { for (;;); }, 400);'); // it has ended when the first round begins
    await wait(1000);
    kernel.interrupt();
    const clearing = cell('clearInterval(busy);');
    const pressing = setInterval(() => kernel.interrupt(), 4000); // the next round begins at once
    const { seconds } = await clearing;
    clearInterval(pressing);
    expect(seconds).toBeLessThan(20);
    await usable();
  });
});

test('an interrupt while nothing runs harms nothing', async () => {
  kernel.interrupt();
  await wait(500);
  await usable();
});

describe('check gives up', () => {
  test.each([
    ['a loop', '() => { for (;;); }'],
    ['a loop after an await', 'async () => { await null; for (;;); }'],
    ['a loop of awaits', 'async () => { for (;;) await null; }'],
    ['a promise that is never resolved', '() => new Promise(() => {})'],
  ])('%s within ten seconds, and says so', async (_, answer) => {
    const { status, shown, seconds } = await cell(`await check('knn-accuracy', ${answer});`);
    expect(status).toBe('ok');
    expect(seconds).toBeLessThan(10);
    expect(textOf(shown)).toMatch(/What came out: nothing within 8 seconds/);
    expect(textOf(shown)).toContain('Is there a loop that does not end');
    await usable();
  });

  test('at once at the interrupt', async () => {
    const running = cell("await check('knn-accuracy', async () => { await null; for (;;); });");
    await wait(500);
    kernel.interrupt();
    expect((await running).status).toBe('error');
    await usable();
  });

  test('a recursion without end, with a hint', async () => {
    const { shown } = await cell("const f = (): number => f() + 1;\nawait check('knn-accuracy', f);");
    expect(textOf(shown)).toContain('A function calls itself again and again');
  });
});
