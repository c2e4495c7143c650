import { expect } from 'vitest';
import type { CellState, NotebookPage } from './jupyterlab';

/*
 * A lesson for somebody without a mouse: Shift-Enter takes through it from top to bottom, and Tab through what its outputs can do.
 */

/** The parts of the page that are used here, which the compiler is not told of. */
interface Element {
  tagName: string;
  textContent: string | null;
  closest(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  matches(selector: string): boolean;
  getAttribute(name: string): string | null;
  checkVisibility(options: { visibilityProperty: true }): boolean;
  getBoundingClientRect(): { top: number; bottom: number };
}
interface PageGlobals {
  document: { activeElement: Element | null; querySelectorAll(selector: string): Iterable<Element> };
  getComputedStyle(element: Element): { outlineStyle: string; outlineWidth: string; boxShadow: string };
  innerHeight: number;
  jupyterapp: { shell: { currentWidget: { content: { mode: string; activeCellIndex: number } } } };
  /** What Tab has to come to, in the order of the page. */
  stops: Element[];
}

/** Which cell is chosen, in which mode, and whether the keys go there. */
const chosen = ({ page }: NotebookPage) =>
  page.evaluate(() => {
    const { document, jupyterapp } = globalThis as unknown as PageGlobals;
    const { mode, activeCellIndex } = jupyterapp.shell.currentWidget.content;
    const cells = [...document.querySelectorAll('.jp-Notebook .jp-Cell')];
    return {
      mode,
      cell: activeCellIndex,
      focus: cells.indexOf(document.activeElement?.closest('.jp-Cell') as Element),
    };
  });

/**
 * Runs a notebook that was just opened by Shift-Enter alone, each cell once the one above it has been answered.
 * @returns the code cells with their outputs
 */
export async function runByKeyboard(notebook: NotebookPage, limitMs: number): Promise<CellState[]> {
  const { page } = notebook;
  const until = Date.now() + limitMs;
  const last = (await page.locator('.jp-Notebook .jp-Cell').count()) - 1;
  let cells = await notebook.cells();
  for (let cell = 0; cell <= last; cell++) {
    await expect
      .poll(() => chosen(notebook), { timeout: 10_000, message: `where the keys go at cell ${cell + 1}` })
      .toEqual({ mode: 'command', cell, focus: cell });
    // after the last cell, Shift-Enter would add one
    await page.keyboard.press(cell < last ? 'Shift+Enter' : 'Control+Enter');
    cells = await notebook.waitUntilDone(until - Date.now(), cell);
  }
  return cells;
}

/** What can be done in an output. */
const CONTROLS = 'a[href], button, input, select, textarea, summary, audio[controls], video[controls], [tabindex]';

/** Notes on the page what Tab has to come to; of radio buttons one a group. Their names, with their cell. */
const markStops = ({ page }: NotebookPage): Promise<string[]> =>
  page.evaluate(controls => {
    const global = globalThis as unknown as PageGlobals;
    const cells = [...global.document.querySelectorAll('.jp-Notebook .jp-Cell')];
    const groups = new Set<string>();
    global.stops = cells.flatMap(cell =>
      Array.from(cell.querySelectorAll('.jp-OutputArea-output')).flatMap((output, place) =>
        Array.from(output.querySelectorAll(controls)).filter(control => {
          if (control.matches(':disabled, [tabindex="-1"]') || !control.checkVisibility({ visibilityProperty: true }))
            return false;
          if (!control.matches('[type=radio]')) return true;
          const group = `${cells.indexOf(cell)} ${place} ${control.getAttribute('name')}`;
          return !groups.has(group) && groups.add(group);
        }),
      ),
    );
    return global.stops.map(stop => {
      const what = stop.getAttribute('aria-label') ?? stop.getAttribute('name') ?? stop.textContent ?? '';
      return `cell ${cells.indexOf(stop.closest('.jp-Cell') as Element) + 1}: ${stop.tagName.toLowerCase()} ${what.trim().slice(0, 40)}`;
    });
  }, CONTROLS);

/** Where a key has led to. */
interface Place {
  /** Among the stops; -1 for what belongs to JupyterLab or to the text. */
  stop: number;
  inNotebook: boolean;
  /** What is wrong with it. */
  problem?: string;
}

const placeOf = ({ page }: NotebookPage): Promise<Place> =>
  page.evaluate(() => {
    const { document, getComputedStyle, innerHeight, stops } = globalThis as unknown as PageGlobals;
    const here = document.activeElement as Element;
    const isOne = (stop: Element) =>
      stop === here ||
      (here.matches('[type=radio]') &&
        stop.matches('[type=radio]') &&
        stop.getAttribute('name') === here.getAttribute('name') &&
        stop.closest('.jp-OutputArea-output') === here.closest('.jp-OutputArea-output'));
    const stop = stops.findIndex(isOne);
    const inNotebook = here.closest('.jp-Notebook') !== null;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(here);
    // a player marks the button in it that has the focus, which cannot be looked at from here
    const isMarked =
      here.matches('audio, video') || boxShadow !== 'none' || (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0);
    const { top, bottom } = here.getBoundingClientRect();
    const isInSight = bottom > 0 && top < innerHeight;
    const problem = isMarked ? (isInSight ? undefined : 'out of sight') : 'nothing shows that it has the focus';
    return { stop, inNotebook, problem };
  });

/** So many presses are more than enough for a control: a player has half a dozen buttons; and for the links of all texts. */
const PRESSES = { control: 20, texts: 300 };

/**
 * Goes through the whole notebook by Tab, from its first cell down, and up again by Shift-Tab. Every control of every output should be come
 * to and be seen to have the focus, and none should keep it.
 * @returns where that is not so, and which key showed it
 */
export async function tabProblems(notebook: NotebookPage): Promise<string[]> {
  while ((await chosen(notebook)).cell > 0) await notebook.page.keyboard.press('ArrowUp');
  const names = await markStops(notebook);
  return [...(await walk(notebook, 'Tab', names)), ...(await walk(notebook, 'Shift+Tab', names))];
}

/** Presses a key until it leads out of the notebook. */
async function walk(notebook: NotebookPage, key: string, names: readonly string[]): Promise<string[]> {
  const reached = new Set<number>();
  const problems = new Set<string>();
  const most = PRESSES.control * names.length + PRESSES.texts;
  let place: Place = { stop: -1, inNotebook: false };
  for (let [pressed, wasInside] = [0, false]; pressed < most && (place.inNotebook || !wasInside); pressed++) {
    await notebook.page.keyboard.press(key);
    place = await placeOf(notebook);
    wasInside ||= place.inNotebook;
    if (place.stop < 0) continue;
    reached.add(place.stop);
    if (place.problem) problems.add(`${names[place.stop]}: ${place.problem}`);
  }
  if (place.inNotebook) problems.add(`${names[place.stop] ?? 'a cell'}: the focus does not get away from it`);
  for (const [stop, name] of names.entries()) if (!reached.has(stop)) problems.add(`${name}: passed over`);
  return Array.from(problems, problem => `${key}, ${problem}`);
}
