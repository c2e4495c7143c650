import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { notebookText, scratch } from '../notebooks/support';
import { expectButtonsAnswerKeys, expectMenusAnswerKeys, expectSlidersAnswerKeys, focus } from './controls';
import { JupyterLab, type NotebookPage } from './jupyterlab';
import { tabProblems } from './keyboard';

// Every kind of control that the lessons show, on little data: real keys, pressed with the focus in it.

const CELLS: Record<string, string> = {
  circleFilm: `import { circleFilm } from './lib/charts/circle-film';
import { show } from './lib/notebook/show';
const at = (degrees) => [Math.cos(degrees / 57.3), Math.sin(degrees / 57.3)];
const moment = (step) => ({ step, loss: 1 / (step + 1), points: [at(step), at(90)], gradients: [[0, 1], [1, 0]] });
const frames = [0, 10, 20, 30, 40].map(moment);
await show(circleFilm(['triplet', 'margin', 'InfoNCE'].map(name => ({ name, frames, roles: ['anchor', 'positive'] })) as never));`,
  softmaxBars: `import { softmaxBars } from './lib/charts/softmax-bars';
await show(softmaxBars({ names: ['lion', 'trumpet'], similarities: [0.9, 0.1], positive: 0 }));`,
  dragTriplet: `import { dragTriplet } from './lib/charts/drag-triplet';
await show(dragTriplet());`,
  batchMatrix: `import { batchMatrix } from './lib/charts/batch-matrix';
await show(batchMatrix([[1, 0.5], [0.5, 1]], { labels: [3, 3] }));`,
  directionChart: `import { directionChart } from './lib/charts/direction';
await show(directionChart([[0, 0], [2, 1], [4, 2], [6, 2]]));`,
  scatter3d: `import { scatter3d } from './lib/charts/scatter-3d';
await show(scatter3d([0, 0, 0, 1, 1, 1, 2, 0, 1, 3, 1, 0], [0, 1, 0, 1]));`,
  umapExplorer: `import { umapExplorer } from './lib/charts/umap-explorer';
const spots = [0, 0, 1, 1, 2, 0, 3, 1];
const settings = [5, 15].flatMap(neighbours => [0.1, 0.5].map(minDistance => ({ neighbours, minDistance })));
await show(umapExplorer(settings.map(one => ({ ...one, points: spots.map(x => x * one.minDistance), note: [] })), [0, 1, 0, 1]));`,
  trainingFilm: `import { trainingFilm } from './lib/charts/training-film';
const film = [0, 1, 2, 3].map(step => ({ step, points: spots.map(x => x + step) }));
await show(trainingFilm(film, { labels: [0, 1, 0, 1] }));`,
  media: `import { display } from './lib/notebook/display';
display({ 'text/plain': 'a sound', 'text/html': '<audio controls></audio><details><summary>more</summary>words</details>' });`,
};

/** What JupyterLab's command mode would take for itself. */
const KEYS = ['m', 'r', 'y', 'a', 'b', 'x', 'c', 'v', 'z', 'k', 'j', 'd', 'd', 'i', 'i', '0', '0', '1', 'Escape'];
const SHIFTED = ['Shift+M', 'Shift+A', 'Shift+ArrowDown', 'Shift+K'];
const ARROWS = ['ArrowRight', 'ArrowDown', 'ArrowUp', 'ArrowLeft'];

let lab: JupyterLab;
let notebook: NotebookPage;
const files = scratch();
beforeAll(async () => {
  lab = await JupyterLab.start();
  const file = path.join(files.folder, 'keys.ipynb');
  writeFileSync(file, notebookText(Object.values(CELLS)));
  notebook = await lab.open(file);
  await notebook.runAll();
  const cells = await notebook.waitUntilDone(60_000);
  expect(cells.map(cell => cell.executionCount)).toEqual(cells.map((_, i) => i + 1));
});
afterAll(async () => {
  await lab?.stop();
  files.remove();
});

/** What a key that went astray would change: the cells, their kinds and outputs, which one is active, and in which mode. */
function state() {
  return notebook.page.evaluate(() => {
    interface Panel {
      mode: string;
      activeCellIndex: number;
      widgets: { model: { type: string; sharedModel: { getSource(): string }; executionCount?: number | null } }[];
    }
    const { jupyterapp } = globalThis as unknown as { jupyterapp: { shell: { currentWidget: { content: Panel } } } };
    const { mode, activeCellIndex, widgets } = jupyterapp.shell.currentWidget.content;
    const cells = widgets.map(({ model }) => [model.type, model.executionCount, model.sharedModel.getSource()]);
    return JSON.stringify({ mode, activeCellIndex, cells });
  });
}

/** The controls of a cell's output, of one kind. */
const controls = (index: number, selector: string) => notebook.output(index).locator(selector).all();

const CONTROLS = '.vega-bind input, .vega-bind select, .vega-actions a, summary:not(.vega-embed summary), audio';

describe('keys pressed in a control of an output', () => {
  test.each(Object.keys(CELLS).map((name, index) => [name, index] as const))(
    '%s: letters, digits, arrows and Escape change no cell, and leave the focus where it is',
    async (_, index) => {
      const all = await controls(index, CONTROLS);
      expect(all.length).toBeGreaterThan(0);
      for (const control of all) {
        await focus(control);
        const before = await state();
        expect(JSON.parse(before).mode).toBe('command');
        for (const key of [...KEYS, ...SHIFTED, ...ARROWS]) {
          await control.press(key);
          expect(await state(), `after ${key}`).toBe(before);
        }
      }
    },
  );

  test('Tab comes to each of them, shows it, and goes on', async () => {
    await notebook.cell(0).focus();
    expect(await tabProblems(notebook)).toEqual([]);
  });

  test('a slider goes up and down', () => expectSlidersAnswerKeys(notebook));

  test('a menu goes to the next entry, and to one by its letter', () => expectMenusAnswerKeys(notebook));

  test('radio buttons move with the arrows, and a box is ticked with the space bar', () =>
    expectButtonsAnswerKeys(notebook));

  test("the notebook's own shortcuts work again where the focus is on a cell, and with Shift-Enter anywhere", async () => {
    const [slider] = (await controls(1, 'input[type=range]')) as [Locator];
    await focus(slider);
    await slider.press('Shift+Enter');
    const latest = async () => Math.max(...(await notebook.cells()).map(cell => cell.executionCount ?? 0));
    await expect.poll(latest, { timeout: 20_000 }).toBe(Object.keys(CELLS).length + 1);
    const last = Object.keys(CELLS).length - 1;
    await notebook.cell(last).locator('.jp-InputPrompt').click();
    await notebook.page.keyboard.press('m');
    expect(JSON.parse(await state()).cells[last][0]).toBe('markdown');
  });
});
