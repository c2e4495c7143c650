import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Kernel } from '../../tools/course/kernel';
import type { Output } from '../../tools/course/notebook';
import { type Message, Outputs } from '../../tools/course/outputs';
import { scratch, startKernel } from './support';

// Cells that print more than anybody reads, in the real kernel: one for all tests, each leaves it usable.

const files = scratch();
let outputs = new Outputs();
let messages: Message[] = [];
let kernel: Kernel;
let executions = 0;

beforeAll(async () => {
  kernel = await startKernel(files.folder);
  kernel.onOutput = (id, message) => {
    messages.push(message);
    outputs.add(id, message);
  };
});

afterAll(async () => {
  await kernel?.stop();
  files.remove();
});

async function cell(source: string, limitSeconds = 60): Promise<{ status: string; shown: Output[] }> {
  const id = ++executions;
  outputs = new Outputs();
  messages = [];
  const { status } = await kernel.execute(id, source, limitSeconds);
  return { status, shown: outputs.of(id) };
}

const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const textIn = (shown: Output[], stream: 'stdout' | 'stderr') =>
  shown.map(one => (one.output_type === 'stream' && one.name === stream ? one.text : '')).join('');
const numbersIn = (text: string) => [...text.matchAll(/^line (\d+)$/gm)].map(([, n]) => Number(n));
const usable = async () => expect(textIn((await cell("console.log('next')")).shown, 'stdout')).toBe('next\n');

test('20,000 lines are shown, every one and in order, in few messages', async () => {
  const { status, shown } = await cell("for (let i = 0; i < 20_000; i++) console.log('line ' + i);");
  expect(status).toBe('ok');
  expect(textIn(shown, 'stdout')).toBe(Array.from({ length: 20_000 }, (_, i) => `line ${i}\n`).join(''));
  expect(shown).toHaveLength(1);
  expect(messages.length).toBeLessThan(50);
  await usable();
});

test.each([
  ['in one go', ''],
  ['with an await now and then', 'if (i % 1000 === 0) await new Promise(resolve => setTimeout(resolve, 1));'],
  ['with an await that waits for nothing', 'await null;'],
])('of 200,000 and 1,000,000 lines %s the first and the last are shown, and a count of the rest', async (_, more) => {
  for (const count of [200_000, 1_000_000]) {
    const { status, shown } = await cell(
      `for (let i = 0; i < ${count}; i++) { console.log('line ' + i); ${more} }`,
      30,
    );
    expect(status).toBe('ok');
    const numbers = numbersIn(textIn(shown, 'stdout'));
    expect(numbers.slice(0, 20_000)).toEqual(Array.from({ length: 20_000 }, (__, i) => i));
    expect(numbers.slice(-20_000)).toEqual(Array.from({ length: 20_000 }, (__, i) => count - 20_000 + i));
    const said = /\[([\d,]+) lines \([\d,]+ characters\) are left out here\. A cell shows/.exec(
      textIn(shown, 'stderr'),
    );
    expect(Number(said?.[1]?.replaceAll(',', '')) + numbers.length).toBe(count);
    expect(JSON.stringify(shown).length).toBeLessThan(1_200_000);
    // where the count stands, the lines are missing
    const before = shown.slice(
      0,
      shown.findIndex(one => one.output_type === 'stream' && one.text.includes('left out')),
    );
    expect(numbersIn(textIn(before, 'stdout')).at(-1)).toBe(numbers.findIndex((n, i) => n !== i) - 1);
    await usable();
  }
});

test('stdout, stderr and pictures keep their order', async () => {
  const { shown } = await cell(`import * as tslab from 'tslab';
    for (let i = 0; i < 3; i++) { console.log('out', i); console.error('err', i); tslab.display.html('<b>' + i + '</b>'); }
    throw new Error('last');`);
  const kinds = shown.map(one => (one.output_type === 'stream' ? `${one.name} ${one.text.trim()}` : one.output_type));
  const each = [0, 1, 2].flatMap(i => [`stdout out ${i}`, `stderr err ${i}`, 'display_data']);
  expect(kinds).toEqual([...each, 'error']);
});

test('many changes between stdout and stderr, or between text and pictures, are bounded, too', async () => {
  const turns = await cell('for (let i = 0; i < 200_000; i++) { console.log("line " + i); console.error("e"); }');
  expect(turns.status).toBe('ok');
  expect(messages.length).toBeLessThan(2500);
  expect(numbersIn(textIn(turns.shown, 'stdout')).at(-1)).toBe(199_999);
  const long = `for (let i = 0; i < 20; i++) {
    console.log((i + '-').repeat(500_000) + 'end');
    tslab.display.html('<b>' + i + '</b>');
  }`;
  const pictures = await cell(`import * as tslab from 'tslab';\n${long}`);
  expect(pictures.shown.filter(one => one.output_type === 'display_data')).toHaveLength(20);
  expect(JSON.stringify(pictures.shown).length).toBeLessThan(2_000_000);
  await usable();
});

test('a text without a line end is cut, and shows its beginning and its end', async () => {
  const { shown } = await cell("void process.stdout.write('begin' + '-'.repeat(5_000_000) + 'end');");
  expect(textIn(shown, 'stdout')).toMatch(/^begin-+end$/);
  expect(textIn(shown, 'stderr')).toMatch(/^\[[\d,]+ characters are left out here\./);
});

test('what timers print afterwards belongs to its cell, and ends in a word when it does not end', async () => {
  await cell("let ticks = 0; const ticking = setInterval(() => console.log('line ' + ticks++), 20);");
  await wait(500);
  await expect
    .poll(() => numbersIn(textIn(outputs.of(executions), 'stdout')).length, { timeout: 5000 })
    .toBeGreaterThan(10);
  await cell(
    "clearInterval(ticking); const flood = setInterval(() => { for (let i = 0; i < 1000; i++) console.log('line ' + i); }, 1);",
  );
  await expect.poll(() => textIn(outputs.of(executions), 'stderr'), { timeout: 5000 }).toContain('prints on');
  await cell('clearInterval(flood);');
  await usable();
});

test('a loop that prints for ever is stopped by the interrupt', async () => {
  const running = cell("for (let i = 0; ; i++) console.log('line ' + i);");
  await expect
    .poll(() => numbersIn(textIn(outputs.of(executions), 'stdout')).length, { timeout: 10_000 })
    .toBeGreaterThan(5);
  kernel.interrupt();
  const { status, shown } = await running;
  expect(status).toBe('error');
  expect(shown.at(-1)).toMatchObject({ output_type: 'error', ename: 'Interrupted' });
  await usable();
});
