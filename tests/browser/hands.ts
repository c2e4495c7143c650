import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { LessonShown } from './lesson-shown';

/** The part of a canvas element that is used here. */
interface Canvas {
  width: number;
  height: number;
  getContext(kind: '2d'): { drawImage(picture: Canvas, x: number, y: number): void };
  toDataURL(): string;
}

export type Hands = ReturnType<typeof handsFor>;

/** The first chart of the page that has a control of this name, with hands for it. */
export async function chartWithControl(lesson: LessonShown, name: string) {
  const chart = lesson.page
    .locator('.vega-embed')
    .filter({ has: lesson.page.getByText(name, { exact: true }) })
    .first();
  expect(await chart.count(), `a chart with the control '${name}'`).toBe(1);
  return handsFor(lesson, chart, name);
}

/** The chart whose description begins with these words. */
export async function chartNamed(lesson: LessonShown, words: string) {
  const chart = lesson.page.locator('.vega-embed', { has: lesson.page.locator(`[aria-label^="${words}"]`) });
  expect(await chart.count(), `a chart of '${words}'`).toBe(1);
  return handsFor(lesson, chart, words);
}

/** What a reader can do with a chart, and whether it changes what is seen. */
function handsFor(lesson: LessonShown, chart: Locator, name: string) {
  const drawn = chart.locator('.marks');
  /** What is drawn: of a canvas the pixels, or those of a part of it, [left, top, width, height] as shares of the chart. */
  const pixels = (part: number[] = [0, 0, 1, 1]) =>
    drawn.evaluate((whole, [left, top, width, height]) => {
      if (!('getContext' in whole)) return (whole as unknown as { outerHTML: string }).outerHTML;
      // the page has a document, which the compiler is not told of
      const { document } = globalThis as unknown as { document: { createElement(tag: 'canvas'): Canvas } };
      const canvas = whole as unknown as Canvas;
      const cut = document.createElement('canvas');
      cut.width = canvas.width * width!;
      cut.height = canvas.height * height!;
      cut.getContext('2d').drawImage(canvas, -left! * canvas.width, -top! * canvas.height);
      return cut.toDataURL();
    }, part);
  return {
    chart,
    drawn,
    /** One of its sliders, menus or boxes. */
    input: (kind: string, position = 0): Locator => chart.locator('.vega-bind').locator(kind).nth(position),
    pixels,
    /** Does something, and expects another picture of it. */
    async expectChange(as: string, act: () => Promise<unknown>): Promise<void> {
      const before = await pixels();
      await act();
      await expect
        .poll(async () => (await pixels()) !== before, { timeout: 10_000, message: `${name}: ${as}` })
        .toBe(true);
      await lesson.screenshot(`${name.split(' ')[0]}-${as}`, chart);
    },
    /** Expects the same picture of it for a while. */
    async expectStill(as: string): Promise<void> {
      const before = await pixels();
      await lesson.page.waitForTimeout(500);
      expect((await pixels()) === before, `${name}: ${as}`).toBe(true);
    },
  };
}
