import { afterAll, beforeAll, expect, test } from 'vitest';
import { notebookText, scratch } from '../notebooks/support';
import { JupyterLab } from './jupyterlab';

// Cells that print more than anybody reads, in JupyterLab.

const files = scratch();
let lab: JupyterLab;

beforeAll(async () => {
  lab = await JupyterLab.start();
});

afterAll(async () => {
  await lab?.stop();
  files.remove();
});

test('20,000, 200,000 and 1,000,000 lines: the cells end, show the first and the last line, and the next one runs', async () => {
  const counts = [20_000, 200_000, 1_000_000];
  const cells = counts.map(count => `for (let i = 0; i < ${count}; i++) console.log('line ' + i);`);
  const page = await lab.open(files.file('prints.ipynb', notebookText([...cells, "console.log('next');"])));
  await page.runAll();
  const done = await page.waitUntilDone(60_000);
  const texts = done.map(({ outputs }) => outputs.map(one => (one.output_type === 'stream' ? one.text : '')).join(''));
  for (const [i, count] of counts.entries()) {
    expect(texts[i]!.startsWith('line 0\nline 1\n')).toBe(true);
    expect(texts[i]!.endsWith(`line ${count - 1}\n`)).toBe(true);
  }
  expect(texts[3]).toBe('next\n');
});
