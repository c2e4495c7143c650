import { expect } from 'vitest';
import { chartNamed, chartWithControl, type Hands } from '../hands';
import type { LessonShown } from '../lesson-shown';

/** Lesson 4's pictures answer: a line to turn, a space to turn, a brush, sliders, a film. */
export async function expectLesson4(lesson: LessonShown): Promise<void> {
  const line = await chartWithControl(lesson, 'direction (degrees)');
  await line.expectChange('turned', () => lesson.slide(line.input('input[type=range]'), 37));

  const space = await chartWithControl(lesson, 'azimuth');
  await space.expectChange('azimuth', () => lesson.slide(space.input('input[type=range]'), 200));
  await space.expectChange('elevation', () => lesson.slide(space.input('input[type=range]', 1), 60));
  await space.expectChange('turning', () => space.input('input[type=checkbox]').check());
  await space.input('input[type=checkbox]').uncheck();
  await space.expectChange('hovered', () => hoverSomewhere(lesson, space));

  const pair = await chartNamed(lesson, 'One embedding, two metrics');
  const right = await pair.pixels([0.55, 0.2, 0.4, 0.5]);
  await pair.expectChange('brushed', () => drag(lesson, pair, [0.15, 0.3], [0.3, 0.55]));
  expect(await pair.pixels([0.55, 0.2, 0.4, 0.5]), 'the other picture, of which nothing was touched').not.toBe(right);

  const layouts = await chartWithControl(lesson, 'neighbours');
  await layouts.expectChange('neighbours', () => lesson.slide(layouts.input('input[type=range]'), 50));
  await layouts.expectChange('distance', () => lesson.slide(layouts.input('input[type=range]', 1), 0.5));

  const film = await chartWithControl(lesson, 'frame');
  const slider = film.input('input[type=range]');
  const frame = async () => Number(await slider.inputValue());
  const last = Number(await slider.getAttribute('max'));
  expect(last, 'frames of the film').toBeGreaterThanOrEqual(29);
  await film.expectChange('begin', () => lesson.slide(slider, 0));
  const begin = await film.pixels();
  await film.expectChange('scrubbed', () => lesson.slide(slider, 7));
  const seventh = await film.pixels();
  await film.expectChange('later', () => lesson.slide(slider, last - 1));
  await film.expectChange('back', () => lesson.slide(slider, 7));
  expect(await film.pixels(), 'the same frame, come to from the other side').toBe(seventh);
  await lesson.slide(slider, 0);
  await expect.poll(() => film.pixels(), { message: 'the first frame again' }).toBe(begin);
  await film.expectChange('playing', () => film.input('input[type=checkbox]').check());
  await expect.poll(frame, { timeout: 10_000, message: 'the slider runs along' }).toBeGreaterThan(2);
  await film.input('input[type=checkbox]').uncheck();
  await film.expectStill('stopped');
  await film.expectChange('hovered', () => hoverSomewhere(lesson, film));
}

/** Moves the pointer across a crowded part of a chart, where a point is met sooner or later. */
async function hoverSomewhere(lesson: LessonShown, { drawn }: Hands): Promise<void> {
  for (const x of [0.3, 0.35, 0.4, 0.45, 0.5]) await lesson.hover(drawn, x, 0.4);
}

/** Drags a rectangle, in parts of the chart's width and height from the upper left. */
async function drag(lesson: LessonShown, { drawn }: Hands, from: number[], to: number[]): Promise<void> {
  await lesson.hover(drawn, from[0]!, from[1]!);
  await lesson.page.mouse.down();
  await lesson.hover(drawn, to[0]!, to[1]!);
  await lesson.page.mouse.up();
}
