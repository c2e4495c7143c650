import type { Locator, Page } from 'playwright-core';

/** Where the circle of dragTriplet lies in its canvas: pixels from the left and from the bottom, since a title may stand above. */
const CIRCLE = { x: 198, bottom: 174, radius: 108 };
const WIDTH = 660;

interface Place {
  x: number;
  y: number;
}

/** A place on the circle in the window, by its angle in degrees against the clock. */
async function onCircle(canvas: Locator, degrees: number): Promise<Place> {
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (!box) throw new Error('the chart is not visible');
  const [scale, angle] = [box.width / WIDTH, (degrees * Math.PI) / 180];
  return {
    x: box.x + scale * (CIRCLE.x + CIRCLE.radius * Math.cos(angle)),
    y: box.y + box.height - scale * (CIRCLE.bottom + CIRCLE.radius * Math.sin(angle)),
  };
}

/** Drags what lies at one angle to another with the mouse, through the circle. */
export async function dragByMouse(page: Page, canvas: Locator, from: number, to: number): Promise<void> {
  const [start, end] = [await onCircle(canvas, from), await onCircle(canvas, to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 5 });
  await page.mouse.up();
}

/** The same with a finger: the browser's own touch events, which also scroll where nobody takes them. */
export async function dragByTouch(page: Page, canvas: Locator, from: number, to: number): Promise<void> {
  const [start, end] = [await onCircle(canvas, from), await onCircle(canvas, to)];
  const browser = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: Place[]) =>
    browser.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', start);
  await touch('touchMove', { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 });
  await touch('touchMove', end);
  await touch('touchEnd');
  await browser.detach();
}

/** How wide Chromium draws the thumb of a slider; its middle goes from half of that to half of that before the end. */
const THUMB = 16;

/**
 * Drags the thumb of a slider with the mouse to where a value lies, through what is between.
 * @returns the value that the slider is left at, and how exact a hand can be there: half a step, or a pixel where that is more
 */
export async function dragSlider(page: Page, slider: Locator, value: number): Promise<{ left: number; exact: number }> {
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  if (!box) throw new Error('the slider is not visible');
  const names = ['min', 'max', 'step', 'value'] as const;
  const [min, max, step, from] = await slider.evaluate(
    (input, read) => read.map(name => Number((input as unknown as Record<string, string>)[name])),
    names,
  );
  const perPixel = (max! - min!) / (box.width - THUMB);
  const x = (at: number) => box.x + THUMB / 2 + (at - min!) / perPixel;
  const y = box.y + box.height / 2;
  await page.mouse.move(x(from!), y);
  await page.mouse.down();
  await page.mouse.move(x(value), y, { steps: 8 });
  await page.mouse.up();
  return { left: Number(await slider.inputValue()), exact: Math.max(step! / 2, perPixel) };
}

/** What the field below the sliders of dragTriplet says. */
export function readNumbers(text: string): { loss: number; anchor: number; positive: number; negative: number } {
  const number = (name: string) => Number(new RegExp(`${name} ([-−+\\d.]+)`).exec(text)![1]!.replace('−', '-'));
  return {
    loss: number('loss'),
    anchor: number('anchor'),
    positive: number('positive'),
    negative: number('negative'),
  };
}
