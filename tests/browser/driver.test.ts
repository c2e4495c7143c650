import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { notebookText, scratch } from '../notebooks/support';
import { JupyterLab, type NotebookPage } from './jupyterlab';
import { runByKeyboard, tabProblems } from './keyboard';

// The driver itself, and what the kernel's mends look like in JupyterLab, on a notebook of a few seconds.

const CHART = `const chart = tslab.newDisplay();
for (let n = 2; n <= 25; n++) {
  const values = Array.from({ length: n }, (_, x) => ({ x, y: 1 / (x + 1) }));
  const encoding = { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } };
  chart.raw('application/vnd.vegalite.v5+json', { mark: 'line', width: 300, data: { values }, encoding } as never);
  await new Promise(resolve => setTimeout(resolve, 250));
}`;

const SLIDER = `tslab.display.raw('application/vnd.vegalite.v5+json', {
  params: [{ name: 'k', value: 1, bind: { input: 'range', min: 1, max: 9, step: 1 } },
           { name: 'shape', value: 'circle', bind: { input: 'select', options: ['circle', 'square'] } }],
  data: { values: [{ x: 1 }, { x: 2 }] }, transform: [{ calculate: 'datum.x * k', as: 'y' }],
  mark: { type: 'point', size: 400, shape: { expr: 'shape' }, tooltip: true },
  encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative', scale: { domain: [0, 20] } } },
} as never);`;

let lab: JupyterLab;
const files = scratch();
beforeAll(async () => {
  lab = await JupyterLab.start();
});
afterAll(async () => {
  await lab?.stop();
  files.remove();
});

async function open(name: string, cells: string[]): Promise<NotebookPage> {
  const file = path.join(files.folder, `${name}.ipynb`);
  writeFileSync(file, notebookText(cells));
  return lab.open(file);
}

describe('a notebook in JupyterLab', () => {
  test('draws a chart anew in its place while its cell runs, and answers to slider, menu and pointer', async () => {
    const notebook = await open('driver', ["import * as tslab from 'tslab';", CHART, SLIDER]);
    await notebook.runAll();
    const seen = new Set<string>();
    const running = notebook.waitUntilDone(60_000);
    for (let done = false; !done; ) {
      for (const drawing of await notebook.drawings(1)) seen.add(drawing);
      done = await Promise.race([running.then(() => true), notebook.page.waitForTimeout(200).then(() => false)]);
    }
    const cells = await running;
    expect(cells.map(cell => cell.executionCount)).toEqual([1, 2, 3]);
    expect(cells[1]!.outputs).toHaveLength(1);
    expect(seen.size).toBeGreaterThan(2);
    await notebook.screenshot('done');

    const chart = notebook.output(2).locator('.vega-embed .marks');
    const [before] = await notebook.drawings(2);
    await notebook.slide(notebook.output(2).locator('input[type=range]'), 7);
    const [slid] = await notebook.drawings(2);
    expect(slid).not.toBe(before);
    await notebook.choose(notebook.output(2).locator('select'), 'square');
    await notebook.page.waitForTimeout(200);
    expect((await notebook.drawings(2))[0]).not.toBe(slid);
    await notebook.hover(chart, 0.56, 0.53);
    expect(await notebook.page.locator('#vg-tooltip-element').textContent()).toContain('7');
    await notebook.screenshot('slid', notebook.output(2));
  });

  test('shows an error, does not run what comes after it, and shows a late error in its own cell', async () => {
    const notebook = await open('errors', [
      "void setTimeout(() => { throw new Error('late one'); }, 500);",
      'await new Promise(resolve => setTimeout(resolve, 1000));',
      "throw new RangeError('shown one');",
      "console.log('never');",
    ]);
    await notebook.runAll();
    const cells = await notebook.waitUntilDone(60_000);
    expect(cells[3]).toMatchObject({ executionCount: null, outputs: [] });
    await notebook.screenshot('done');
    await expect
      .poll(() => notebook.output(0).allInnerTexts(), { timeout: 20_000 })
      .toEqual([expect.stringContaining('Error: late one')]);
    expect(await notebook.output(2).textContent()).toContain('RangeError: shown one');
    expect(await notebook.output(1).textContent()).toContain('after cell [1] had ended');
  });

  test('is run by the keyboard alone, up to a cell that fails and beyond it, and Tab goes through its controls', async () => {
    const notebook = await open('keyboard', [
      "import * as tslab from 'tslab';",
      SLIDER,
      "throw new RangeError('shown one');",
      `tslab.display.html('<input type="radio" name="a"><input type="radio" name="a"><button disabled>off</button>');`,
    ]);
    const cells = await runByKeyboard(notebook, 60_000);
    expect(cells.map(cell => cell.executionCount)).toEqual([1, 2, 3, 4]);
    expect(await notebook.output(2).textContent()).toContain('RangeError: shown one');
    expect(await tabProblems(notebook)).toEqual([]);
  });

  test('tells of a control that Tab passes over, that does not show the focus, or that keeps it', async () => {
    const notebook = await open('trap', [
      `import * as tslab from 'tslab';
tslab.display.html('<div inert><button>dead</button></div><button style="outline: none; box-shadow: none">plain</button>');`,
      `tslab.display.html('<button onkeydown="event.preventDefault()">trap</button>');`,
    ]);
    await runByKeyboard(notebook, 60_000);
    const problems = await tabProblems(notebook);
    expect(problems).toEqual([
      'Tab, output 1: button plain: nothing shows that it has the focus',
      'Tab, output 2: button trap: the focus does not get away from it',
      'Tab, output 1: button dead: passed over',
      'Shift+Tab, output 2: button trap: the focus does not get away from it',
      'Shift+Tab, output 1: button dead: passed over',
      'Shift+Tab, output 1: button plain: passed over',
    ]);
  });
});
