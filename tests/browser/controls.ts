import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { LessonShown } from './lesson-shown';

// The controls of a lesson's outputs answer keys, as the browser's own do.

const isFocused = (control: Locator) =>
  control.evaluate(
    element => element === (globalThis as unknown as { document: { activeElement: unknown } }).document.activeElement,
  );

/** Puts the focus into a control as a click would. */
export async function focus(control: Locator): Promise<void> {
  await control.scrollIntoViewIfNeeded();
  await control.focus();
  expect(await isFocused(control)).toBe(true);
}

/** Every slider goes up and down, and keeps the focus. */
export async function expectSlidersAnswerKeys(lesson: LessonShown): Promise<void> {
  const sliders = await lesson.inOutputs('input[type=range]').all();
  expect(sliders.length).toBeGreaterThan(0);
  for (const slider of sliders) {
    await focus(slider);
    const value = async () => Number(await slider.inputValue());
    await slider.press('Home');
    const low = await value();
    await slider.press('ArrowRight');
    const next = await value();
    expect(next).toBeGreaterThan(low);
    await slider.press('ArrowDown');
    expect(await value()).toBeLessThan(next);
    expect(await isFocused(slider)).toBe(true);
  }
}

/** Every menu goes to its next entry, and to one by its letter. */
export async function expectMenusAnswerKeys(lesson: LessonShown): Promise<void> {
  const menus = await lesson.inOutputs('select').all();
  expect(menus.length).toBeGreaterThan(0);
  for (const menu of menus) {
    const entries = await menu.locator('option').allTextContents();
    const chosen = () => menu.locator('option:checked').textContent();
    await focus(menu);
    await menu.press('Home');
    await menu.press('ArrowDown');
    expect(await chosen()).toBe(entries[1]);
    const letter = entries.at(-1)![0]!;
    await menu.press(letter);
    const named = entries.filter((entry, at) => at !== 1 && entry.toLowerCase().startsWith(letter.toLowerCase()));
    expect(named).toContain(await chosen());
  }
}

/** Radio buttons move with the arrows, and a box is ticked and unticked with the space bar. */
export async function expectButtonsAnswerKeys(lesson: LessonShown): Promise<void> {
  const groups = await lesson.inOutputs('.vega-bind:has(input[type=radio])').all();
  expect(groups.length).toBeGreaterThan(0);
  for (const group of groups) {
    const [first, second] = [0, 1].map(i => group.locator('input[type=radio]').nth(i)) as [Locator, Locator];
    await first.check();
    await focus(first);
    await first.press('ArrowDown');
    expect(await second.isChecked()).toBe(true);
  }
  const boxes = await lesson.inOutputs('input[type=checkbox]').all();
  expect(boxes.length).toBeGreaterThan(0);
  for (const box of boxes) {
    const ticked = await box.isChecked();
    await focus(box);
    for (const now of [!ticked, ticked]) {
      await box.press('Space');
      expect(await box.isChecked()).toBe(now);
    }
  }
}
