import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { ROOT } from '../../tools/course/jupyter';
import { dragSlider } from './drag';

/** What the tests in the browser leave behind to be looked at. */
export const BUILD = path.join(ROOT, 'build', 'browser');

/** A lesson that a reader has before them, in JupyterLab or on a page of the site, with hands for what it shows. */
export abstract class LessonShown {
  /** Selects the whole lesson. */
  abstract readonly whole: string;
  /** Selects what its cells show, one by one. */
  abstract readonly outputs: string;

  constructor(
    readonly page: Page,
    /** What its screenshots are called. */
    readonly name: string,
  ) {}

  /** Takes the focus to where Tab comes to all that is shown. */
  abstract goToTop(): Promise<void>;

  /** Takes on a theme. */
  abstract wear(theme: 'light' | 'dark'): Promise<void>;

  /** What is in the outputs, of one kind. */
  inOutputs(selector: string): Locator {
    return this.page.locator(this.outputs).locator(selector);
  }

  /** What stands in the rows of the table that says these words. */
  rowsOf(words: string): Promise<string[]> {
    return this.inOutputs('table').filter({ hasText: words }).locator('tbody tr').allInnerTexts();
  }

  /** Drags a slider to a value with the mouse, as exactly as a hand can. */
  async slide(slider: Locator, value: number): Promise<void> {
    const { left, exact } = await dragSlider(this.page, slider, value);
    expect(Math.abs(left - value), `the slider dragged to ${value} is left at ${left}`).toBeLessThanOrEqual(exact);
  }

  /** Chooses from a menu (a `<select>`) by what it shows. */
  async choose(menu: Locator, label: string): Promise<void> {
    await menu.scrollIntoViewIfNeeded();
    await menu.selectOption({ label });
  }

  /** Moves the pointer over a place of a chart, in parts of its width and height from the upper left. */
  async hover(chart: Locator, x: number, y: number): Promise<void> {
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    if (!box) throw new Error('the chart is not visible');
    await this.page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 4 });
  }

  /** A picture of the window, or of a part, as build/browser/NAME-OF-THIS-name.png. */
  async screenshot(name: string, part?: Locator): Promise<Buffer> {
    const file = path.join(BUILD, `${this.name}-${name}.png`);
    if (part) await part.scrollIntoViewIfNeeded();
    return part ? part.screenshot({ path: file }) : this.page.screenshot({ path: file });
  }
}
