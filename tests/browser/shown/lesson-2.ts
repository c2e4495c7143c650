import { expect } from 'vitest';
import { dragByMouse, dragByTouch, readNumbers } from '../drag';
import { chartWithControl } from '../hands';
import type { LessonShown } from '../lesson-shown';

/** Lesson 2's pictures answer: points, temperature, loss, step, play, matrix. */
export async function expectLesson2(lesson: LessonShown): Promise<void> {
  await expectDraggable(lesson);

  const bars = await chartWithControl(lesson, 'temperature');
  await bars.expectChange('warm', () => lesson.slide(bars.input('input[type=range]'), 0.63));
  await bars.expectChange('cold', () => lesson.slide(bars.input('input[type=range]'), 0.01));

  const film = await chartWithControl(lesson, 'playing');
  expect(await film.input('input[type=range]').inputValue()).toBe('0');
  const menu = film.input('select');
  const losses = await menu.locator('option').allTextContents();
  expect(losses.length).toBeGreaterThan(4);
  for (const loss of losses.slice(1))
    await film.expectChange(`loss-${losses.indexOf(loss)}`, () => lesson.choose(menu, loss));
  const step = () => film.input('input[type=range]').inputValue();
  const last = Number(await film.input('input[type=range]').getAttribute('max'));
  await lesson.slide(film.input('input[type=range]'), last / 2);
  const half = Number(await step());
  expect(half).toBeGreaterThan(0);
  expect(half).toBeLessThan(last);
  await film.expectChange('playing', async () => {
    await film.input('input[type=checkbox]').check();
    await expect.poll(async () => Number(await step()), { timeout: 5000 }).toBeGreaterThan(half);
  });
  await film.input('input[type=checkbox]').uncheck();
  await film.expectStill('stopped');

  const matrix = await chartWithControl(lesson, 'show');
  await matrix.expectChange('probability', () => matrix.input('input[type=radio][value=probability]').check());
  await lesson.hover(matrix.drawn, 0.35, 0.55);
  await expect
    .poll(() => lesson.page.locator('#vg-tooltip-element').textContent(), { timeout: 5000 })
    .toContain('probability in its row');
  await lesson.screenshot('matrix-hovered', matrix.chart);
}

/** The chart whose points are dragged, as a reader finds it: at 90, 200 and 60 degrees, under the first loss. */
export async function expectDraggable(lesson: LessonShown): Promise<void> {
  const chart = await chartWithControl(lesson, 'in numbers');
  const numbers = async () => readNumbers(await chart.input('input[type=text]').inputValue());
  const angles = () => Promise.all([0, 1, 2].map(i => chart.input('input[type=range]', i).inputValue()));
  expect(await angles()).toEqual(['90', '200', '60']);
  expect(await numbers()).toEqual({ loss: 1.276, anchor: -1.694, positive: 1.261, negative: 0.433 });

  // the positive, to the anchor: only the negative is left to pay for, cos² 30° / 2
  await chart.expectChange('mouse', () => dragByMouse(lesson.page, chart.drawn, 200, 90));
  expect(await angles()).toEqual(['90', '90', '60']);
  expect(await numbers()).toEqual({ loss: 0.375, anchor: -0.433, positive: 0, negative: 0.433 });

  // the negative, to a right angle: nothing is left
  await chart.expectChange('touch', () => dragByTouch(lesson.page, chart.drawn, 60, 0));
  expect(await angles()).toEqual(['90', '90', '0']);
  expect(await numbers()).toEqual({ loss: 0, anchor: 0, positive: 0, negative: 0 });

  const negative = chart.input('input[type=range]', 2);
  await negative.focus();
  await chart.expectChange('keys', () => lesson.page.keyboard.press('ArrowUp'));
  for (let turned = 1; turned < 60; turned++) await lesson.page.keyboard.press('ArrowUp');
  expect(await angles()).toEqual(['90', '90', '60']);
  await expect.poll(numbers).toEqual({ loss: 0.375, anchor: -0.433, positive: 0, negative: 0.433 });

  const menu = chart.input('select');
  const read = new Set<number>();
  for (const loss of await menu.locator('option').allTextContents()) {
    await lesson.choose(menu, loss);
    await expect.poll(async () => !read.has((await numbers()).loss), { message: loss }).toBe(true);
    read.add((await numbers()).loss);
  }
  expect(read.size).toBe(5);
}
