import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dragTriplet } from '../../lib/charts/drag-triplet';
import { trainingFilm } from '../../lib/charts/training-film';
import { exportFilm } from '../../lib/notebook/export-film';
import { launchChromium } from './chromium';
import { dragByMouse, dragByTouch, readNumbers } from './drag';

const film = trainingFilm(
  Array.from({ length: 12 }, (_, step) => ({ step, points: [-8, 0, step - 6, 3, 8, 0] })),
  { labels: [1, 2, 3], losses: [3, 2, 1], title: 'A film </script>' },
);

let browser: Browser;
let folder: string;
let address: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'film-'));
  await exportFilm(path.join(folder, 'film.html'), film);
  address = pathToFileURL(path.join(folder, 'film.html')).href;
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What is drawn, as the pixels' data. */
const drawing = (page: Page) =>
  page.locator('#film canvas').evaluate(canvas => (canvas as unknown as { toDataURL(): string }).toDataURL());

describe('the exported film', () => {
  test('plays and scrubs from the file alone, and asks for nothing else', async () => {
    const page = await browser.newPage();
    const problems: string[] = [];
    const asked: string[] = [];
    page.on('pageerror', error => problems.push(error.message));
    page.on('console', message => problems.push(message.text()));
    page.on('request', request => asked.push(request.url()));
    await page.goto(address);
    await page.locator('#film canvas').waitFor();
    const slider = page.locator('#controls input[type=range]');
    expect(await slider.inputValue()).toBe('11');
    const end = await drawing(page);
    await slider.fill('0');
    await expect.poll(() => drawing(page)).not.toBe(end);
    await page.locator('#controls input[type=checkbox]').check();
    await expect.poll(() => slider.inputValue(), { timeout: 5000 }).not.toBe('0');
    expect(problems).toEqual([]);
    expect(asked.filter(url => !url.startsWith('data:'))).toEqual([address]);
    await page.close();
  });

  test('shows the still picture where no script runs', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(address);
    expect(await page.locator('noscript svg').isVisible()).toBe(true);
    expect(await page.locator('svg').textContent()).toContain('step 11');
    await context.close();
  });
});

test('points can be dragged in an exported chart, too', async () => {
  const file = path.join(folder, 'drag.html');
  await exportFilm(file, dragTriplet());
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  const canvas = page.locator('#film canvas');
  await canvas.waitFor();
  const loss = async () => readNumbers(await page.locator('#controls input[type=text]').inputValue()).loss;
  expect(await loss()).toBe(1.276);
  await dragByMouse(page, canvas, 200, 90);
  await expect.poll(loss).toBe(0.375);
  await dragByTouch(page, canvas, 60, 0);
  await expect.poll(loss).toBe(0);
  await page.close();
});
