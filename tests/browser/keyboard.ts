import { expect } from 'vitest';
import type { CellState, NotebookPage } from './jupyterlab';
import type { LessonShown } from './lesson-shown';

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
  contains(other: Element): boolean;
  getBoundingClientRect(): { left: number; right: number; top: number; bottom: number };
}
interface PageGlobals {
  document: {
    activeElement: Element | null;
    elementFromPoint(x: number, y: number): Element | null;
    querySelectorAll(selector: string): Iterable<Element>;
  };
  getComputedStyle(element: Element): { outlineStyle: string; outlineWidth: string; boxShadow: string };
  /** What Tab has to come to, in the order of the page. */
  stops: Element[];
}

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
      .poll(() => notebook.chosen(), { timeout: 10_000, message: `where the keys go at cell ${cell + 1}` })
      .toEqual({ mode: 'command', cell, focus: cell });
    // after the last cell, Shift-Enter would add one
    await page.keyboard.press(cell < last ? 'Shift+Enter' : 'Control+Enter');
    cells = await notebook.waitUntilDone(until - Date.now(), cell);
  }
  return cells;
}

/** What can be done in an output. */
const CONTROLS = 'a[href], button, input, select, textarea, summary, audio[controls], video[controls], [tabindex]';

/** Notes on the page what Tab has to come to; of radio buttons one a group. Their names, with their output. */
const markStops = ({ page, outputs }: LessonShown): Promise<string[]> =>
  page.evaluate(
    ([shown, controls]) => {
      const global = globalThis as unknown as PageGlobals;
      const groups = new Set<string>();
      const stops = [...global.document.querySelectorAll(shown!)].flatMap((output, place) =>
        Array.from(output.querySelectorAll(controls!), control => ({ control, place })).filter(({ control }) => {
          if (control.matches(':disabled, [tabindex="-1"]') || !control.checkVisibility({ visibilityProperty: true }))
            return false;
          if (!control.matches('[type=radio]')) return true;
          const group = `${place} ${control.getAttribute('name')}`;
          return !groups.has(group) && groups.add(group);
        }),
      );
      global.stops = stops.map(({ control }) => control);
      return stops.map(({ control, place }) => {
        const what = control.getAttribute('aria-label') ?? control.getAttribute('name') ?? control.textContent ?? '';
        return `output ${place + 1}: ${control.tagName.toLowerCase()} ${what.trim().slice(0, 40)}`;
      });
    },
    [outputs, CONTROLS],
  );

/** Where a key has led to. */
interface Place {
  /** Among the stops; -1 for what belongs to the text, or to what is round the lesson. */
  stop: number;
  inLesson: boolean;
  /** What is wrong with it. */
  problem?: string;
}

const placeOf = ({ page, whole, outputs }: LessonShown): Promise<Place> =>
  page.evaluate(
    ([lesson, shown]) => {
      const { document, getComputedStyle, stops } = globalThis as unknown as PageGlobals;
      const here = document.activeElement as Element;
      const isOne = (stop: Element) =>
        stop === here ||
        (here.matches('[type=radio]') &&
          stop.matches('[type=radio]') &&
          stop.getAttribute('name') === here.getAttribute('name') &&
          stop.closest(shown!) === here.closest(shown!));
      const stop = stops.findIndex(isOne);
      const inLesson = here.closest(lesson!) !== null;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(here);
      // a player marks the button in it that has the focus, which cannot be looked at from here
      const isMarked =
        here.matches('audio, video') ||
        boxShadow !== 'none' ||
        (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0);
      const { top, bottom } = here.getBoundingClientRect();
      const isInSight = bottom > 0 && top < innerHeight;
      const problem = isMarked
        ? isInSight
          ? undefined
          : 'out of sight, or under something'
        : 'nothing shows that it has the focus';
      return { stop, inLesson, problem };
    },
    [whole, outputs],
  );

/** So many presses are more than enough for a control: a player has half a dozen buttons; and for the links of all texts. */
const PRESSES = { control: 20, texts: 300 };

/**
 * Goes through a whole lesson by Tab, from its top down, and up again by Shift-Tab. Every control of every output should be come
 * to and be seen to have the focus, and none should keep it.
 * @returns where that is not so, and which key showed it
 */
export async function tabProblems(lesson: LessonShown): Promise<string[]> {
  await lesson.goToTop();
  const names = await markStops(lesson);
  return [...(await walk(lesson, 'Tab', names)), ...(await walk(lesson, 'Shift+Tab', names))];
}

/** Presses a key until it leads out of the lesson. */
async function walk(lesson: LessonShown, key: string, names: readonly string[]): Promise<string[]> {
  const reached = new Set<number>();
  const problems = new Set<string>();
  const most = PRESSES.control * names.length + PRESSES.texts;
  let place: Place = { stop: -1, inLesson: false };
  for (let [pressed, wasInside] = [0, false]; pressed < most && (place.inLesson || !wasInside); pressed++) {
    await lesson.page.keyboard.press(key);
    place = await placeOf(lesson);
    wasInside ||= place.inLesson;
    if (place.stop < 0) continue;
    reached.add(place.stop);
    if (place.problem) problems.add(`${names[place.stop]}: ${place.problem}`);
  }
  if (place.inLesson) problems.add(`${names[place.stop] ?? 'the text'}: the focus does not get away from it`);
  for (const [stop, name] of names.entries()) if (!reached.has(stop)) problems.add(`${name}: passed over`);
  return Array.from(problems, problem => `${key}, ${problem}`);
}
