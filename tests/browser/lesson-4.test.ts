import { afterAll, beforeAll, expect, test } from 'vitest';
import { long } from '../long';
import { JupyterLab, type NotebookPage } from './jupyterlab';
import { chartWithControl, expectLessonRan, handsFor, openRun, photographCharts, runLesson } from './lesson';

const LESSON = '04-pca-and-umap';
const LIMIT_MS = 15 * 60_000;

let lab: JupyterLab;
beforeAll(async () => {
  lab = await JupyterLab.start();
});
afterAll(() => lab?.stop());

test(
  'lesson 4 runs, and its pictures answer: a line to turn, a space to turn, a brush, sliders, a film',
  async () => {
    const ran = long ? await runLesson(lab, LESSON, LIMIT_MS) : await openRun(lab, LESSON);
    const { lesson, notebook } = ran;
    await expectLessonRan(ran);
    await photographCharts(ran);

    const line = await chartWithControl(notebook, 'direction (degrees)');
    await line.expectChange('turned', () => notebook.slide(line.input('input[type=range]'), 37));

    const space = await chartWithControl(notebook, 'azimuth');
    await space.expectChange('azimuth', () => notebook.slide(space.input('input[type=range]'), 200));
    await space.expectChange('elevation', () => notebook.slide(space.input('input[type=range]', 1), 60));
    await space.expectChange('turning', () => space.input('input[type=checkbox]').check());
    await space.input('input[type=checkbox]').uncheck();
    await space.expectChange('hovered', () => hoverSomewhere(notebook, space));

    const linked = lesson.cells.findIndex(cell => cell.source.includes('scatter2d([cosine, euclidean]'));
    const pair = handsFor(notebook, notebook.output(linked).locator('.vega-embed').first(), 'linked');
    const right = await pair.pixels([0.55, 0.2, 0.4, 0.5]);
    await pair.expectChange('brushed', () => drag(notebook, pair, [0.15, 0.3], [0.3, 0.55]));
    expect(await pair.pixels([0.55, 0.2, 0.4, 0.5]), 'the other picture, of which nothing was touched').not.toBe(right);

    const layouts = await chartWithControl(notebook, 'neighbours');
    await layouts.expectChange('neighbours', () => notebook.slide(layouts.input('input[type=range]'), 50));
    await layouts.expectChange('distance', () => notebook.slide(layouts.input('input[type=range]', 1), 0.5));

    const film = await chartWithControl(notebook, 'frame');
    const slider = film.input('input[type=range]');
    const frame = async () => Number(await slider.inputValue());
    const last = Number(await slider.getAttribute('max'));
    expect(last, 'frames of the film').toBeGreaterThanOrEqual(29);
    await film.expectChange('begin', () => notebook.slide(slider, 0));
    const begin = await film.pixels();
    await film.expectChange('scrubbed', () => notebook.slide(slider, 7));
    const seventh = await film.pixels();
    await film.expectChange('later', () => notebook.slide(slider, last - 1));
    await film.expectChange('back', () => notebook.slide(slider, 7));
    expect(await film.pixels(), 'the same frame, come to from the other side').toBe(seventh);
    await notebook.slide(slider, 0);
    await expect.poll(() => film.pixels(), { message: 'the first frame again' }).toBe(begin);
    await film.expectChange('playing', () => film.input('input[type=checkbox]').check());
    await expect.poll(frame, { timeout: 10_000, message: 'the slider runs along' }).toBeGreaterThan(2);
    await film.input('input[type=checkbox]').uncheck();
    await film.expectChange('hovered', () => hoverSomewhere(notebook, film));

    await expectChartsFit(notebook, 800);
  },
  LIMIT_MS + 5 * 60_000,
);

/** In a window of this width, with the file browser open, the pictures that Vega draws are as wide as the cell's output, or less. */
async function expectChartsFit({ page }: NotebookPage, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 1000 });
  const wide = () =>
    page.locator('.jp-RenderedVega5 .chart-wrapper').evaluateAll(charts =>
      charts.flatMap((chart, i) => {
        const { clientWidth, scrollWidth } = chart as unknown as { clientWidth: number; scrollWidth: number };
        return scrollWidth > clientWidth ? [`chart ${i + 1}: ${scrollWidth} pixels in ${clientWidth}`] : [];
      }),
    );
  await expect.poll(wide, { timeout: 10_000 }).toEqual([]);
}

type Hands = ReturnType<typeof handsFor>;

/** Moves the pointer across a crowded part of a chart, where a point is met sooner or later. */
async function hoverSomewhere(notebook: NotebookPage, { drawn }: Hands): Promise<void> {
  for (const x of [0.3, 0.35, 0.4, 0.45, 0.5]) await notebook.hover(drawn, x, 0.4);
}

/** Drags a rectangle, in parts of the chart's width and height from the upper left. */
async function drag(notebook: NotebookPage, { drawn }: Hands, from: number[], to: number[]): Promise<void> {
  await notebook.hover(drawn, from[0]!, from[1]!);
  await notebook.page.mouse.down();
  await notebook.hover(drawn, to[0]!, to[1]!);
  await notebook.page.mouse.up();
}
